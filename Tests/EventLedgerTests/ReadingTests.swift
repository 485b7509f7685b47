import EventLedger
import EventModel
import LogAudit
import Testing
import TransparencyLog

@Suite struct ReadingTests {
  /// 30 events: three streams in turn after the opening.
  private func withEvents(_ body: (inout TestLedger) async throws -> Void) async throws {
    try await TestLedger.with { ledger in
      let acts = (0..<29).map { blob("blob/\(["a", "b", "c"][$0 % 3])", [UInt8($0)]) }
      _ = try await ledger.store.append(OpaqueCommand(id: id(9), acts: acts, actor: actor), by: .tester)
      try await body(&ledger)
    }
  }

  /// Reads page after page and returns every position.
  private func pages(
    _ direction: ReadDirection, limit: Int, _ read: (UInt64?) throws -> EventPage
  ) throws -> [UInt64] {
    var (positions, next, isFirst): ([UInt64], UInt64?, Bool) = ([], nil, true)
    while isFirst || next != nil {
      let page = try read(next)
      #expect(page.events.count == limit || page.next == nil)
      #expect(page.size.rawValue == 30)
      positions += page.events.map(\.position.rawValue)
      (next, isFirst) = (page.next, false)
    }
    return positions
  }

  @Test(arguments: [1, 2, 7, 29, 30, 31, 1000])
  func theLogIsReadInPagesBothWays(limit: Int) async throws {
    try await withEvents { ledger in
      let store = ledger.store
      let all = Array(0..<30 as Range<UInt64>)
      let forward = try pages(.forward, limit: limit) { try store.read(from: $0.map { Position($0) }, limit: limit) }
      let backward = try pages(.backward, limit: limit) {
        try store.read(from: $0.map { Position($0) }, direction: .backward, limit: limit)
      }
      #expect(forward == all && backward == all.reversed())
    }
  }

  @Test(arguments: [1, 2, 9, 10, 11], ["a", "b", "c"])
  func aStreamIsReadInPagesBothWays(limit: Int, name: String) async throws {
    try await withEvents { ledger in
      let (store, stream) = (ledger.store, try #require(StreamName("blob/\(name)")))
      let expected = (1..<30 as Range<UInt64>).filter { (try? store.event(at: Position($0)).envelope.stream) == stream }
      let forward = try pages(.forward, limit: limit) { try store.read(stream: stream, from: $0, limit: limit) }
      let backward = try pages(.backward, limit: limit) {
        try store.read(stream: stream, from: $0, direction: .backward, limit: limit)
      }
      #expect(forward == expected && backward == expected.reversed())
      #expect(try store.version(of: stream) == UInt64(expected.count))
    }
  }

  @Test func aPageStartsWhereItIsTold() async throws {
    try await withEvents { ledger async throws in
      let (store, stream) = (ledger.store, StreamName("blob/b")!)
      #expect(try store.read(from: 28).events.map(\.position) == [28, 29])
      #expect(try store.read(from: 1, direction: .backward).events.map(\.position) == [1, 0])
      #expect(try store.read(stream: stream, from: 9).events.map(\.envelope.version) == [9, 10])
      #expect(try store.read(stream: stream, from: 2, direction: .backward).events.map(\.envelope.version) == [2, 1])
      #expect(try store.read(stream: stream, from: 0).events.count == 10)
    }
  }

  @Test func beyondTheEndThereIsNothing() async throws {
    try await withEvents { ledger async throws in
      let (store, stream) = (ledger.store, StreamName("blob/b")!)
      for position in [30, 31, .max] as [UInt64] {
        #expect(try store.read(from: Position(position)).events.isEmpty)
        await expect(.noSuchPosition(Position(position))) { try store.event(at: Position(position)) }
        #expect(try store.read(from: Position(position), direction: .backward, limit: 1).events.map(\.position) == [29])
      }
      #expect(try store.read(stream: stream, from: 11).events.isEmpty)
      #expect(try store.read(stream: stream, from: .max).events.isEmpty)
      #expect(try store.read(stream: stream, from: 0, direction: .backward).events.isEmpty)
      #expect(try store.read(stream: StreamName("blob/none")!).events.isEmpty)
      #expect(try store.version(of: StreamName("blob/none")!) == 0)
    }
  }

  @Test func aPageHasAtMostAThousandEvents() async throws {
    try await TestLedger.with { ledger in
      try await ledger.appendMany(2500)
      #expect(try ledger.store.read().events.count == 1000)
      #expect(try ledger.store.read(limit: .max).next == 1000)
      #expect(try ledger.store.read(stream: StreamName("blob/many")!, limit: .max).events.count == 1000)
      for limit in [0, -5, .min] { #expect(try ledger.store.read(limit: limit).events.count == 1) }
    }
  }

  @Test func aPageHasAtMostFourMebibytes() async throws {
    try await TestLedger.with { ledger in
      let acts = (0..<100).map { _ in blob("blob/large", [UInt8](repeating: 1, count: 65_000)) }
      _ = try await ledger.store.append(OpaqueCommand(id: id(9), acts: acts, actor: actor), by: .tester)
      let page = try ledger.store.read()
      #expect(page.events.reduce(0) { $0 + $1.record.count } <= 4 << 20)
      #expect(page.events.count > 60 && page.next == UInt64(page.events.count))
      let stream = try ledger.store.read(stream: StreamName("blob/large")!)
      #expect(stream.events.count == 64 && stream.next == 65)
    }
  }

  @Test func aReaderInTheSameProcessIsRefused() async throws {
    try await TestLedger.with { ledger async throws in
      // One process has the files open once: LMDB's locks belong to processes.
      #expect(throws: (any Error).self) { try ledger.open(.reader) }
      #expect(try await ledger.set("a", 1).position == 1)
    }
  }
}
