import EventLedger
import EventModel
import Glibc
import LocalFiles
import LogAudit
import Testing
import TransparencyLog

/// Views as they stood at past sizes of the log.
@Suite struct PastViewTests {
  /// All rows of the counters, as the log of a size had them.
  private func counters(_ keeper: ViewKeeper, at size: UInt64?) throws -> [CounterRow] {
    try keeper.read("counters", at: size.map { LogSize($0) }) { snapshot in
      if let size { #expect(snapshot.size.rawValue == size) }
      return try snapshot.rows(CounterView.counters, limit: 1000).rows
    }
  }

  /// A ledger in which each event changes a counter.
  private func with(
    _ count: UInt64 = 12, _ body: (inout TestLedger, ViewKeeper, [[CounterRow]]) async throws -> Void
  ) async throws {
    try await TestLedger.with { ledger async throws in
      let keeper = try ViewKeeper(ledger.store, [CounterView.self, TypeView.self, HundredView.self])
      defer { keeper.close() }
      try await keeper.catchUp()
      // The first event is the ledger's own.
      var taken: [[CounterRow]] = [[], []]
      for number in 1..<count {
        try await ledger.set("c\(number % 3)", number)
        try await keeper.catchUp()
        taken.append(try counters(keeper, at: nil))
      }
      try await body(&ledger, keeper, taken)
    }
  }

  @Test func aViewAtEverySizeHasTheRowsThatItHadThen() async throws {
    try await with { _, keeper, taken async throws in
      for size in taken.indices.reversed() { #expect(try counters(keeper, at: UInt64(size)) == taken[size]) }
    }
  }

  @Test func whatTheViewHasItselfIsNotReplayed() async throws {
    try await with { ledger, keeper, taken async throws in
      #expect(try counters(keeper, at: 12) == taken[12])
      // No event concerned this view, so that it has the rows of every size.
      #expect(try keeper.read("hundreds", at: LogSize(5)) { $0.size } == LogSize(5))
      #expect(keeper.keptPastViews.isEmpty)
      #expect(!Files.exists("\(ledger.path)/views/past.sizes"))
    }
  }

  @Test func theFewThatWereAskedForLastAreKept() async throws {
    try await with { _, keeper, taken async throws in
      for size in [3, 4, 5, 6] as [UInt64] { _ = try counters(keeper, at: size) }
      #expect(keeper.keptPastViews.map(\.size.rawValue) == [3, 4, 5, 6])
      #expect(try counters(keeper, at: 3) == taken[3])
      #expect(keeper.keptPastViews.map(\.size.rawValue) == [4, 5, 6, 3])
      _ = try keeper.read("types", at: LogSize(3)) { $0.size }
      #expect(keeper.keptPastViews.map(\.name) == ["counters", "counters", "counters", "types"])
      for size in 1...11 as ClosedRange<UInt64> {
        #expect(try counters(keeper, at: size) == taken[Int(size)])
        #expect(keeper.keptPastViews.count == 4)
      }
    }
  }

  @Test func oneThatIsReadStaysUntilItsReaderIsDone() async throws {
    try await with { _, keeper, taken async throws in
      try keeper.read("counters", at: LogSize(7)) { snapshot in
        for size in 1...6 as ClosedRange<UInt64> { _ = try counters(keeper, at: size) }
        #expect(!keeper.keptPastViews.contains { $0.size == LogSize(7) })
        #expect(try snapshot.rows(CounterView.counters, limit: 1000).rows == taken[7])
      }
    }
  }

  @Test func aSizeThatTheLogHasNotReachedIsRefused() async throws {
    try await with { _, keeper, _ async throws in
      let refusal = #expect(throws: InvalidAct.self) { try counters(keeper, at: 13) }
      #expect(refusal?.field == "at" && "\(refusal?.reason ?? "")".contains("13"))
      #expect(throws: LedgerError.self) { try keeper.read("nothing", at: LogSize(3)) { $0.size } }
    }
  }

  @Test func noFileIsLeft() async throws {
    try await with { ledger, keeper, _ async throws in
      for size in 1...6 as ClosedRange<UInt64> { _ = try counters(keeper, at: size) }
      let place = "\(ledger.path)/views/past.sizes"
      #expect(try Files.list(place) == ["lock"])
      // Four are open, without a name.
      #expect(try openFiles(under: place).count >= 4)
      keeper.close()
      #expect(keeper.keptPastViews.isEmpty)
      #expect(try openFiles(under: place).isEmpty)
      #expect(throws: LedgerError.self) { try counters(keeper, at: 3) }
    }
  }

  /// What this process has open there, removed files too.
  private func openFiles(under path: String) throws -> [String] {
    try Files.list("/proc/self/fd").compactMap { name -> String? in
      var buffer = [CChar](repeating: 0, count: 1000)
      let count = readlink("/proc/self/fd/" + name, &buffer, buffer.count)
      return count > 0 ? String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self) : nil
    }.filter { $0.hasPrefix(path) }
  }

  @Test func whatAKilledProcessLeftIsRemovedAtTheNextOpening() async throws {
    try await with { ledger, keeper, _ async throws in
      keeper.close()
      let place = "\(ledger.path)/views/past.sizes"
      for path in [place, place + "/new", place + "/old"] { try Files.makeDirectory(path) }
      try Files.write([1, 2, 3], to: place + "/new/data.mdb")
      // Another process is opening files there.
      var lock = try FileLock.take(place + "/lock", note: "")
      #expect(lock != nil)
      try await ledger.withViews { _ async throws in #expect(try Files.list(place) == ["lock", "new", "old"]) }
      lock = nil
      try await ledger.withViews { _ async throws in #expect(try Files.list(place) == ["lock"]) }
    }
  }

  @Test func aProjectionThatFailsLeavesNothing() async throws {
    try await TestLedger.with { ledger async throws in
      try await ledger.setAll([CounterSet("a", 1), CounterSet("poison", 2), CounterSet("b", 3)])
      try await ledger.withViews([CounterView.self]) { keeper async throws in
        #expect(throws: CounterView.Poison.self) { try counters(keeper, at: 4) }
        #expect(keeper.keptPastViews.isEmpty)
        #expect(try Files.list("\(ledger.path)/views/past.sizes") == ["lock"])
        #expect(try counters(keeper, at: 2).map(\.counter) == ["a"])
      }
    }
  }

  @Test func manyAskAtOnce() async throws {
    try await with { _, keeper, taken async throws in
      try await withThrowingTaskGroup(of: Void.self) { tasks in
        for task in 0..<8 {
          tasks.addTask {
            for step in 0..<40 {
              let size = (task * 5 + step * 7) % 13
              let rows = try counters(keeper, at: UInt64(size))
              #expect(rows == taken[size])
              #expect(keeper.keptPastViews.count <= 4)
            }
          }
        }
        try await tasks.waitForAll()
      }
    }
  }
}
