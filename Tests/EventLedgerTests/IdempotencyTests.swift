import EventLedger
import EventModel
import LogAudit
import Testing
import TransparencyLog

@Suite struct IdempotencyTests {
  @Test func aRetryGetsTheFirstAnswerForEver() async throws {
    try await TestLedger.with { ledger in
      let first = try await ledger.store.record(proposal(id(10), CounterSet("a", 100)), by: .tester)
      #expect(first == Recorded(position: 1, count: 2, size: LogSize(3), isRepeated: false))
      var again = first
      again.isRepeated = true
      for _ in 0..<3 {
        try await ledger.set("a", 200)
        #expect(try await ledger.store.record(proposal(id(10), CounterSet("a", 100)), by: .tester) == again)
        try await ledger.reopen()
        ledger.clock.pass(microseconds: 3_600_000_000)
        #expect(try await ledger.store.record(proposal(id(10), CounterSet("a", 100)), by: .tester) == again)
      }
      #expect(try ledger.store.size.rawValue == 6)
    }
  }

  @Test func aRetryInTheSameBatchGetsTheSameAnswer() async throws {
    try await TestLedger.with { ledger in
      let command = proposal(id(10), CounterSet("a", 1))
      let answers = try await ledger.store.record(
        [command, proposal(id(11), CounterSet("a", 2)), command], by: .tester
      )
      .map { try $0.get() }
      #expect(answers[0] == Recorded(position: 1, count: 1, size: LogSize(3), isRepeated: false))
      #expect(answers[2] == Recorded(position: 1, count: 1, size: LogSize(3), isRepeated: true))
      #expect(try await ledger.store.record(command, by: .tester) == answers[2])
    }
  }

  @Test func aRetryOfARefusedCommandIsDecidedAgain() async throws {
    try await TestLedger.with { ledger in
      try await ledger.set("a", 5)
      await expectRejection(.counterDecreases) {
        try await ledger.store.record(proposal(id(50), CounterSet("a", 4)), by: .tester)
      }
      try await ledger.set("a", 0)
      #expect(try await ledger.store.record(proposal(id(50), CounterSet("a", 4)), by: .tester).isRepeated == false)
    }
  }

  @Test func anIDOfAnotherCommandIsRefused() async throws {
    try await TestLedger.with { ledger in
      let first = Proposal(
        id: id(10), act: CounterSet("a", 1), actor: actor, occurredAt: Instant(microseconds: 5),
        expectedVersions: [StreamName("counter/a")!: 0])
      _ = try await ledger.store.record(first, by: .tester)
      var others = Array(repeating: first, count: 10)
      others[0].act = CounterSet("a", 2)
      others[1].actor = Actor("office:other")!
      others[2].occurredAt = nil
      others[3].mandate = 7
      others[4].onBehalfOf = Actor("person:anna")!
      others[5].channel = .paper
      others[6].assurance = 2
      others[7].actReference = ActReference(number: "1/2026", date: CivilDate("2026-01-02")!)
      others[8].commitments = [Commitment(field: "text", digest: [UInt8](repeating: 1, count: 32))]
      others[9].under = 1
      for other in others {
        await expect(.commandMismatch) { try await ledger.store.record(other, by: .tester) }
      }
      try await ledger.reopen()
      for other in others {
        await expect(.commandMismatch) { try await ledger.store.record(other, by: .tester) }
      }
      #expect(try await ledger.store.record(first, by: .tester).isRepeated)
      #expect(try ledger.store.size.rawValue == 2)
    }
  }

  /// They decide whether a command is taken, not which one it is.
  @Test func expectedVersionsAreNoPartOfWhatACommandIs() async throws {
    try await TestLedger.with { ledger in
      var command = proposal(id(10), CounterSet("a", 1))
      command.expectedVersions = [StreamName("counter/a")!: 0]
      let first = try await ledger.store.record(command, by: .tester)
      for versions in [[:], [StreamName("counter/b")!: 3]] as [[StreamName: UInt64]] {
        command.expectedVersions = versions
        let again = try await ledger.store.record(command, by: .tester)
        #expect(again.isRepeated && again.position == first.position)
      }
    }
  }

  @Test func anOpaqueCommandIsKnownByAllOfItsActs() async throws {
    try await TestLedger.with { ledger in
      let acts = [blob("blob/a", [1, 2]), blob("blob/b", [3])]
      let first = OpaqueCommand(id: id(10), acts: acts, actor: actor)
      let recorded = try await ledger.store.append(first, by: .tester)
      #expect(try await ledger.store.append(first, by: .tester).position == recorded.position)
      let others = [
        [blob("blob/a", [1]), blob("blob/b", [2, 3])], [blob("blob/a", [1, 2])], [acts[1], acts[0]], acts + acts,
        [blob("blob/a", [1, 2]), blob("blob/c", [3])],
      ]
      for other in others {
        await expect(.commandMismatch) {
          try await ledger.store.append(OpaqueCommand(id: id(10), acts: other, actor: actor), by: .tester)
        }
      }
    }
  }

  @Test func twoCommandsOfOneIDInABatchAreOneAndARefusal() async throws {
    try await TestLedger.with { ledger in
      let answers = try await ledger.store.record(
        [proposal(id(10), CounterSet("a", 1)), proposal(id(10), CounterSet("a", 2))], by: .tester)
      #expect((try? answers[0].get())?.position == 1)
      await expect(.commandMismatch) { try answers[1].get() }
    }
  }

  @Test func idsBelowTheLargestAreFoundToo() async throws {
    try await TestLedger.with { ledger in
      for number in [900, 100, 500, 101] as [UInt64] {
        _ = try await ledger.store.record(proposal(id(number), CounterSet("a", number)), by: .system).position
        try await ledger.set("a", 0)
      }
      try await ledger.reopen()
      for number in [900, 100, 500, 101] as [UInt64] {
        #expect(try await ledger.store.record(proposal(id(number), CounterSet("a", number)), by: .system).isRepeated)
      }
    }
  }

  @Test func onlyIDsOfTheRightVersionAreTaken() async throws {
    try await TestLedger.with { ledger async throws in
      let random = CommandID("9f2c1e0a-7a2c-4b3d-9c1e-0123456789ab")!
      let derived = CommandID.derived(from: 7, counter: 1)
      for kind in [Submitter.Kind.client, .importer, .system] {
        let submitter = Submitter(recorder: "tester", kind: kind)
        await expect(.commandIDRefused) {
          try await ledger.store.record(proposal(random, CounterSet("a", 1)), by: submitter)
        }
        await expect(.commandIDRefused) {
          try await ledger.store.append(
            OpaqueCommand(id: random, acts: [blob("blob/a", [])], actor: actor), by: submitter)
        }
      }
      await expect(.commandIDRefused) {
        try await ledger.store.record(proposal(derived, CounterSet("a", 1)), by: .tester)
      }
      let importer = Submitter(recorder: "tester", kind: .importer)
      #expect(try await ledger.store.record(proposal(derived, CounterSet("a", 1)), by: importer).position == 1)
    }
  }
}

extension Submitter {
  static let system = Submitter(recorder: "tester", kind: .system)
}
