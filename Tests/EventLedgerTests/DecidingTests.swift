import EventLedger
import EventModel
import LogAudit
import Testing
import TransparencyLog

@Suite struct DecidingTests {
  @Test func theDeciderCompletesTheAct() async throws {
    try await TestLedger.with { ledger in
      try await ledger.set("a", 3)
      try await ledger.set("a", 8)
      let event = try ledger.store.event(at: 2)
      #expect(try CounterSet(wire: event.act).previous == 3)
      #expect(event.envelope.version == 2)
    }
  }

  @Test func aRejectionChangesNothing() async throws {
    try await TestLedger.with { ledger in
      try await ledger.set("a", 5)
      let before = try tables(ledger)
      await expectRejection(.counterDecreases) { try await ledger.set("a", 4) }
      #expect(try tables(ledger) == before)
      #expect(try ledger.store.size.rawValue == 2)
      await expectRejection(.counterDecreases) { try await ledger.set("a", 4) }
      try await ledger.set("a", 6)
      #expect(try await ledger.verify().damage == nil)
    }
  }

  @Test func whatFollowsIsRecordedWithItsCause() async throws {
    try await TestLedger.with { ledger in
      let digest = [UInt8](repeating: 1, count: 32)
      var cause = proposal(id(10), CounterSet("a", 150))
      cause.commitments = [Commitment(field: "f", digest: digest)]
      let recorded = try await ledger.store.record(cause, by: .tester)
      #expect(recorded == Recorded(position: 1, count: 2, size: LogSize(3), isRepeated: false))
      let events = try ledger.store.read(from: 1).events
      #expect(events.map(\.envelope.type) == [CounterSet.type, HundredReached.type])
      #expect(events.map(\.envelope.stream.description) == ["counter/a", "hundred/all"])
      #expect(events.map(\.envelope.causedBy) == [nil, 1])
      #expect(events.map(\.envelope.commandID) == [id(10), id(10)])
      // Personal content belongs to the act that was proposed.
      #expect(events.map(\.envelope.commitments.count) == [1, 0])
      #expect(try await ledger.verify().damage == nil)
    }
  }

  @Test func aDecisionSeesWhatWasDecidedBeforeItInItsBatch() async throws {
    try await TestLedger.with { ledger in
      try await ledger.setAll([CounterSet("a", 50), CounterSet("a", 120), CounterSet("b", 1), CounterSet("a", 130)])
      let events = try ledger.store.read(from: 1).events
      #expect(
        try events.compactMap { $0.envelope.type == CounterSet.type ? try CounterSet(wire: $0.act).previous : nil }
          == [0, 50, 0, 120])
      #expect(events.map(\.envelope.version) == [1, 2, 1, 1, 3])
      #expect(try ledger.store.signedSizes().map(\.rawValue) == [1, 6])
    }
  }

  @Test func expectedVersionsMustHold() async throws {
    try await TestLedger.with { ledger in
      let (a, b) = (StreamName("counter/a")!, StreamName("counter/b")!)
      try await ledger.set("a", 1)
      var command = proposal(id(10), CounterSet("b", 1))
      command.expectedVersions = [a: 0]
      await expect(.wrongVersion(stream: a, actual: 1)) { try await ledger.store.record(command, by: .tester) }
      command.expectedVersions = [b: 1]
      await expect(.wrongVersion(stream: b, actual: 0)) { try await ledger.store.record(command, by: .tester) }
      command.expectedVersions = [a: 1, b: 0]
      #expect(try await ledger.store.record(command, by: .tester).position == 2)
      var second = proposal(id(11), CounterSet("a", 2))
      second.expectedVersions = [a: 1]
      var third = proposal(id(12), CounterSet("a", 3))
      third.expectedVersions = [a: 1]
      let answers = try await ledger.store.record([second, third], by: .tester)
      #expect((try? answers[0].get())?.position == 3)
      await expect(.wrongVersion(stream: a, actual: 2)) { try answers[1].get() }
      await expect(.wrongVersion(stream: b, actual: 1)) {
        try await ledger.store.append(
          OpaqueCommand(id: id(13), acts: [blob("blob/a", [])], actor: actor, expectedVersions: [b: 5]), by: .tester)
      }
    }
  }

  @Test func nothingIsRecordedBeforeItHasHappened() async throws {
    try await TestLedger.with { ledger async throws in
      var command = proposal(id(10), CounterSet("a", 1))
      command.occurredAt = ledger.clock.now.advanced(byMicroseconds: 1)
      await expectRejection(.occurredInFuture) { try await ledger.store.record(command, by: .tester) }
      let (store, clock, future) = (ledger.store, ledger.clock, command)
      await expectRejection(.occurredInFuture) { try store.decide(future, by: .tester, clock: clock) }
      command.occurredAt = ledger.clock.now
      #expect(try await ledger.store.record(command, by: .tester).position == 1)
    }
  }

  @Test func whatADecisionWouldBeIsToldWithoutRecording() async throws {
    try await TestLedger.with { ledger in
      try await ledger.set("a", 5)
      let before = try tables(ledger)
      let acts = try ledger.store.decide(proposal(id(10), CounterSet("a", 100)), by: .tester, clock: ledger.clock)
      #expect((acts.first as? CounterSet)?.previous == 5 && acts.last is HundredReached && acts.count == 2)
      let (store, clock) = (ledger.store, ledger.clock)
      await expectRejection(.counterDecreases) {
        try store.decide(proposal(id(11), CounterSet("a", 4)), by: .tester, clock: clock)
      }
      #expect(try tables(ledger) == before)
    }
  }

  @Test func nobodyButTheLedgerActsUnderItsNames() async throws {
    try await TestLedger.with { ledger async throws in
      var command = proposal(id(10), CounterSet("a", 1))
      command.actor = .clock
      var behalf = proposal(id(11), CounterSet("a", 1))
      behalf.onBehalfOf = .ledger
      for kind in [Submitter.Kind.client, .importer] {
        let submitter = Submitter(recorder: "tester", kind: kind)
        await expectRejection(.reservedActor) { try await ledger.store.record(command, by: submitter) }
        await expectRejection(.reservedActor) { try await ledger.store.record(behalf, by: submitter) }
      }
      #expect(try await ledger.store.record(command, by: .system).position == 1)
    }
  }

  @Test func aRecorderHasAtMost128Bytes() async throws {
    try await TestLedger.with { ledger async throws in
      let long = Submitter(recorder: String(repeating: "é", count: 64) + "x")
      await #expect(throws: InvalidAct.self) {
        try await ledger.store.record(proposal(id(10), CounterSet("a", 1)), by: long)
      }
      let longest = Submitter(recorder: String(repeating: "é", count: 64))
      #expect(try await ledger.store.record(proposal(id(10), CounterSet("a", 1)), by: longest).position == 1)
    }
  }

  @Test func theEnvelopeHasNoRoomForFreeText() async throws {
    try await TestLedger.with { ledger async throws in
      let digest = [UInt8](repeating: 1, count: 32)
      let commitments: [[Commitment]] = [
        [Commitment(field: "", digest: digest)], [Commitment(field: String(repeating: "f", count: 65), digest: digest)],
        [Commitment(field: "a\nb", digest: digest)], [Commitment(field: "f", digest: [1])],
        Array(repeating: Commitment(field: "f", digest: digest), count: 33),
      ]
      let date = try #require(CivilDate("2022-01-31"))
      let references = [("", 0), (String(repeating: "9", count: 65), 0), ("4\u{7F}", 0), ("4/22", 31)].map {
        ActReference(number: $0.0, date: date, hash: [UInt8](repeating: 1, count: $0.1))
      }
      var commands = Array(
        repeating: proposal(id(10), CounterSet("a", 1)), count: commitments.count + references.count + 1)
      for (index, value) in commitments.enumerated() { commands[index].commitments = value }
      for (index, value) in references.enumerated() { commands[commitments.count + index].actReference = value }
      commands[commands.count - 1].assurance = 4
      for command in commands {
        await #expect(throws: InvalidAct.self) { try await ledger.store.record(command, by: .tester) }
      }
      #expect(try ledger.store.size.rawValue == 1)
    }
  }
}
