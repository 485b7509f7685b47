import EventLedger
import EventModel
import LogAudit
import Testing
import TransparencyLog

@Suite struct AppendingTests {
  @Test func whatWasRecordedIsThereAfterReopening() async throws {
    try await TestLedger.with { ledger in
      let recorded = try await ledger.set("a", 7)
      #expect(recorded == Recorded(position: 1, count: 1, size: LogSize(2), isRepeated: false))
      let before = try ledger.store.read().events.map(\.record)
      try await ledger.reopen()
      #expect(try ledger.store.read().events.map(\.record) == before)
      let event = try ledger.store.event(at: 1)
      let act = try #require(event.act(ledger.store.registry) as? CounterSet)
      #expect(act.value == 7 && act.previous == 0 && act.wire == event.act)
      #expect(event.leafHash == .leaf(event.record))
    }
  }

  @Test func theEnvelopeSaysWhatTheProposalSaidAndWhoSubmittedIt() async throws {
    try await TestLedger.with { ledger in
      let digest = [UInt8](repeating: 9, count: 32)
      let proposal = Proposal(
        id: id(5), act: CounterSet("a", 1), actor: actor, onBehalfOf: Actor("org:x"), mandate: 0, channel: .paper,
        assurance: 2, occurredAt: Instant(microseconds: -5), commitments: [Commitment(field: "f", digest: digest)],
        actReference: ActReference(number: "4/22", date: CivilDate("2022-01-31")!, hash: digest), under: 0)
      _ = try await ledger.store.record(proposal, by: Submitter(recorder: "uid:1000"))
      let envelope = try ledger.store.event(at: 1).envelope
      #expect(
        envelope
          == Envelope(
            stream: StreamName("counter/a")!, version: 1, recordedAt: ledger.clock.now, type: CounterSet.type,
            actor: actor, onBehalfOf: Actor("org:x"), mandate: 0, channel: .paper, assurance: 2,
            recorder: "uid:1000", occurredAt: Instant(microseconds: -5), commandID: id(5),
            commitments: proposal.commitments, actReference: proposal.actReference, under: 0))
    }
  }

  @Test func aCommandOfManyStreamsIsRecordedTogether() async throws {
    try await TestLedger.with { ledger in
      let recorded = try await ledger.append(
        blob("blob/a", [1]), blob("blob/b", [2]), blob("blob/a", [3]), blob("other/a", []))
      #expect(recorded == Recorded(position: 1, count: 4, size: LogSize(5), isRepeated: false))
      let events = try ledger.store.read(from: 1).events
      #expect(events.map(\.act) == [[1], [2], [3], []])
      #expect(events.map(\.envelope.version) == [1, 1, 2, 1])
      #expect(events.map(\.envelope.causedBy) == [nil, 1, 1, 1])
      #expect(Set(events.map(\.envelope.commandID)).count == 1)
      #expect(try ledger.store.signedSizes().map(\.rawValue) == [1, 5])
    }
  }

  @Test func aRecordOfTheLargestSizeIsTakenAndAByteMoreIsNot() async throws {
    try await TestLedger.with { ledger in
      let small = try await ledger.append(blob("blob/a", [UInt8](repeating: 0, count: 60_000)))
      let overhead = try ledger.store.event(at: small.position).record.count - 60_000
      let room = 65_535 - overhead
      let large = try await ledger.append(blob("blob/a", [UInt8](repeating: 0, count: room)))
      #expect(try ledger.store.event(at: large.position).record.count == 65_535)
      await expect(.recordTooLarge(bytes: 65_536)) {
        try await ledger.append(blob("blob/a", [UInt8](repeating: 0, count: room + 1)))
      }
      #expect(try ledger.store.size.rawValue == 3)
    }
  }

  @Test(arguments: 0..<3)
  func aTooLargeRecordAmongOthersLeavesNothing(place: Int) async throws {
    try await TestLedger.with { ledger async throws in
      var acts = [blob("blob/a", [1]), blob("blob/b", [2])]
      acts.insert(blob("blob/c", [UInt8](repeating: 0, count: 70_000)), at: place)
      let command = OpaqueCommand(id: ledger.newID(), acts: acts, actor: actor)
      let error = await #expect(throws: LedgerError.self) { try await ledger.store.append(command, by: .tester) }
      #expect(error?.name == "RecordTooLarge")
      #expect(try ledger.store.size.rawValue == 1)
      #expect(try ledger.store.version(of: StreamName("blob/a")!) == 0)
      #expect(try await ledger.append(blob("blob/b", [3])).position == 1)
      #expect(try ledger.store.event(at: 1).envelope.version == 1)
      #expect(try await ledger.verify().damage == nil)
    }
  }

  @Test func aTooLargeConsequenceLeavesNothingOfTheDecidedActEither() async throws {
    try await TestLedger.with { ledger in
      let act = CounterSet("a", 100, ballast: [UInt8](repeating: 1, count: 40_000))
      let before = try tables(ledger)
      let error = await #expect(throws: LedgerError.self) {
        try await ledger.store.record(proposal(id(9), act), by: .tester)
      }
      #expect(error?.name == "RecordTooLarge")
      #expect(try tables(ledger) == before)
      // Neither streams nor rows of the refused command are left in memory.
      #expect(try await ledger.set("a", 3).position == 1)
      #expect(try ledger.store.event(at: 1).envelope.version == 1)
      #expect(try await ledger.verify().damage == nil)
    }
  }

  @Test func oneRefusedProposalDoesNotKeepTheOthersOfItsBatchBack() async throws {
    try await TestLedger.with { ledger in
      let acts: [CounterSet] = [
        CounterSet("a", 5), CounterSet("a", 4), CounterSet("b", 100, ballast: [UInt8](repeating: 1, count: 40_000)),
        CounterSet("a", 6), CounterSet("b", 1),
      ]
      let proposals = acts.enumerated().map { proposal(id(UInt64($0) + 10), $1) }
      let answers = try await ledger.store.record(proposals, by: .tester)
      #expect(answers.map { (try? $0.get())?.position.rawValue } == [1, nil, nil, 2, 3])
      #expect(try ledger.store.signedSizes().map(\.rawValue) == [1, 4])
      #expect(try await ledger.verify().damage == nil)
    }
  }

  @Test func typesAreCounted() async throws {
    try await TestLedger.with { ledger in
      try await ledger.append(blob("blob/a", []), blob("blob/a", []))
      try await ledger.set("a", 100)
      try await ledger.reopen()
      try await ledger.append(blob("blob/a", []))
      let types = try ledger.store.recordedTypes()
      #expect(types.map(\.type.shortName) == ["LedgerOpened", "Blob", "CounterSet", "HundredReached"])
      #expect(types.map(\.first) == [0, 1, 3, 4])
      #expect(types.map(\.count) == [1, 3, 1, 1])
    }
  }

  @Test func onlyRegisteredActsAreTaken() async throws {
    try await TestLedger.with { ledger async throws in
      let unknown = OpaqueAct(type: ActType(static: "test.v1.Other"), stream: StreamName("a/b")!, bytes: [])
      let decided = OpaqueAct(type: CounterSet.type, stream: StreamName("a/b")!, bytes: [])
      for act in [unknown, decided] {
        await #expect(throws: InvalidAct.self) { try await ledger.append(act) }
      }
      await #expect(throws: InvalidAct.self) { try await ledger.append() }
      await #expect(throws: InvalidAct.self) {
        try await ledger.store.record(proposal(id(3), HundredReached(counter: "a", ballast: [])), by: .tester)
      }
      #expect(try ledger.store.size.rawValue == 1)
    }
  }
}
