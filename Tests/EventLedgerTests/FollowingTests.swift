import EventLedger
import EventModel
import LogAudit
import Testing
import TransparencyLog

@Suite struct FollowingTests {
  @Test func aFollowerSeesThePastAndThenEachNewEvent() async throws {
    try await TestLedger.with { ledger in
      for value in 1...5 as ClosedRange<UInt64> { try await ledger.set("a", value) }
      let follower = ledger.store.follow(after: LogSize(2))
      async let seen = Self.positions(follower, 623)
      for value in 6...25 as ClosedRange<UInt64> { try await ledger.set("a", value) }
      try await ledger.appendMany(599)
      #expect(try await seen == Array(2...624))
    }
  }

  @Test(arguments: [0, 1, 3] as [UInt64])
  func aFollowerStartsAfterASize(size: UInt64) async throws {
    try await TestLedger.with { ledger in
      for value in 1...3 as ClosedRange<UInt64> { try await ledger.set("a", value) }
      var events = ledger.store.follow(after: LogSize(size)).makeAsyncIterator()
      for position in size..<4 { #expect(try await events.next()?.position.rawValue == position) }
    }
  }

  @Test func aFollowerOfTheFutureWaitsForIt() async throws {
    try await TestLedger.with { ledger in
      let follower = ledger.store.follow(after: LogSize(4))
      async let seen = Self.positions(follower, 1)
      for value in 1...5 as ClosedRange<UInt64> { try await ledger.set("a", value) }
      #expect(try await seen == [4])
    }
  }

  @Test func manyFollowersAreAllWoken() async throws {
    try await TestLedger.with { ledger in
      let store = ledger.store
      try await withThrowingTaskGroup(of: [UInt64].self) { tasks in
        for _ in 0..<50 { tasks.addTask { try await Self.positions(store.follow(after: LogSize(1)), 20) } }
        for value in 1...20 as ClosedRange<UInt64> { try await ledger.set("a", value) }
        for try await seen in tasks { #expect(seen == Array(1...20)) }
      }
    }
  }

  @Test func aCancelledFollowerEnds() async throws {
    try await TestLedger.with { ledger async throws in
      let store = ledger.store
      let task = Task { try await Self.positions(store.follow(after: LogSize(1)), 1) }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(try await ledger.set("a", 1).position == 1)
    }
  }

  @Test func closingEndsEveryFollower() async throws {
    try await TestLedger.with { ledger in
      let store = ledger.store
      let waiting = Task { try await Self.positions(store.follow(after: LogSize(1)), 1) }
      await store.close()
      await expect(.closed) { try await waiting.value }
      await expect(.closed) { try await Self.positions(store.follow(after: .zero), 1) }
    }
  }

  private static func positions(_ follower: EventFollower, _ count: Int) async throws -> [UInt64] {
    var positions: [UInt64] = []
    for try await event in follower {
      positions.append(event.position.rawValue)
      if positions.count == count { break }
    }
    return positions
  }
}
