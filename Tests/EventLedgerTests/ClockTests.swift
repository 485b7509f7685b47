import EventLedger
import EventModel
import LogAudit
import Testing
import TransparencyLog

@Suite struct ClockTests {
  private static let day: Int64 = 86_400_000_000

  private func recordedTimes(_ ledger: TestLedger) throws -> [Int64] {
    try ledger.store.read().events.map(\.envelope.recordedAt.microseconds)
  }

  @Test func aClockUpToASecondBehindIsRaised() async throws {
    try await TestLedger.with { ledger in
      let start = ledger.clock.now.microseconds
      try await ledger.set("a", 1)
      ledger.clock.set(byMicroseconds: -1_000_000)
      try await ledger.set("a", 2)
      ledger.clock.pass(microseconds: 1_000_001)
      try await ledger.set("a", 3)
      #expect(try recordedTimes(ledger) == [start, start, start, start + 1])
    }
  }

  @Test func aClockFurtherBehindStopsRecording() async throws {
    try await TestLedger.with { ledger in
      try await ledger.set("a", 1)
      ledger.clock.set(byMicroseconds: -1_000_001)
      await expect(.clockBehind) { try await ledger.set("a", 2) }
      await expect(.clockBehind) { try await ledger.append(blob("blob/a", [])) }
      #expect(try ledger.store.size.rawValue == 2)
      ledger.clock.pass(microseconds: 1)
      #expect(try await ledger.set("a", 2).position == 2)
    }
  }

  @Test func aClockBehindTheLastRecordAtOpeningStopsRecordingToo() async throws {
    try await TestLedger.with { ledger in
      try await ledger.set("a", 1)
      ledger.clock.set(byMicroseconds: -Self.day)
      try await ledger.reopen()
      await expect(.clockBehind) { try await ledger.set("a", 2) }
      ledger.clock.pass(microseconds: Self.day)
      #expect(try await ledger.set("a", 2).position == 2)
    }
  }

  @Test func aJumpOfOverAMinuteAgainstTheUptimeStopsRecording() async throws {
    try await TestLedger.with { ledger async throws in
      ledger.clock.set(byMicroseconds: 60_000_000)
      #expect(try await ledger.set("a", 1).position == 1)
      ledger.clock.set(byMicroseconds: 1)
      await expect(.clockJumped) { try await ledger.set("a", 2) }
      ledger.clock.set(byMicroseconds: -1)
      #expect(try await ledger.set("a", 2).position == 2)
    }
  }

  @Test func timeThatReallyPassesIsNoJump() async throws {
    try await TestLedger.with { ledger async throws in
      ledger.clock.pass(microseconds: 1000 * Self.day)
      #expect(try await ledger.set("a", 1).position == 1)
    }
  }

  @Test func aClockOver400DaysAheadAtOpeningMustBeAccepted() async throws {
    try await TestLedger.with { ledger in
      try await ledger.set("a", 1)
      await ledger.store.close()
      ledger.clock.pass(microseconds: 400 * Self.day)
      ledger.store = try ledger.open()
      await ledger.store.close()
      ledger.clock.pass(microseconds: 1)
      await expect(.clockJumped) { try ledger.open() }
      ledger.store = try ledger.open(acceptsClockJump: true)
      #expect(try await ledger.set("a", 2).position == 2)
      try await ledger.reopen()
      #expect(try ledger.store.size.rawValue == 3)
    }
  }

  @Test func theLedgersTimeNeverDecreases() async throws {
    try await TestLedger.with { ledger in
      var random = SplitMix64(seed: 12)
      for value in 1...40 as ClosedRange<UInt64> {
        ledger.clock.pass(microseconds: Int64(random.int(0...500_000)))
        ledger.clock.set(byMicroseconds: Int64(random.int(-900_000...900_000)))
        _ = try? await ledger.set("a", value)
        if value.isMultiple(of: 10) { try await ledger.reopen() }
      }
      let times = try recordedTimes(ledger)
      #expect(times == times.sorted() && times.count > 10)
      #expect(try await ledger.verify().damage == nil)
    }
  }
}
