import EventLedger
import EventModel
import LogAudit
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// `events.read`: pages of the log and of streams.
@Suite struct EventReadingTests {
  /// Two elections whose ballots alternate; more than one page of records.
  private func fill(_ city: CityFixture) async throws {
    for election in ["e", "f"] { try await city.open(CityFixture.election(election)) }
    let ballots = (0..<2100).map { index in
      var ballot = CityFixture.ballot(UInt8(index / 2 % 200), ["a"], in: index.isMultiple(of: 2) ? "e" : "f")
      ballot.voterTag[0] = UInt8(index / 400)
      return city.proposal(ballot)
    }
    for answer in try await city.ledger.record(ballots, by: CityFixture.submitter) { _ = try answer.get() }
  }

  private func positions(_ ledger: CityLedger, _ query: ReadEvents) async throws -> [UInt64] {
    var (query, positions) = (query, [UInt64]())
    repeat {
      let page = try await ledger.ask(query)
      #expect(page.items.count <= query.limit ?? 100)
      positions += page.items.compactMap { $0["position"]?.unsignedInteger }
      query.cursor = page.next
    } while query.cursor != nil
    return positions
  }

  @Test func everyEventIsReadOnceWhateverTheFilter() async throws {
    try await CityFixture.with { city in
      try await fill(city)
      let events = try city.records().enumerated().map { index, record in
        try RecordedEvent(position: Position(UInt64(index)), record: record).envelope
      }
      for (stream, type) in [
        (nil, nil), ("election/f", nil), (nil, "BallotCast"), ("election/f", "albo.v1.BallotCast"),
        ("election/f", "VotingOpened"), (nil, "VotingClosed"), ("election/g", nil),
      ] as [(String?, String?)] {
        for from in [nil, 3, 1000, 5000] as [UInt64?] {
          let expected = events.indices.filter { index in
            UInt64(index) >= from ?? 0 && (stream == nil || events[index].stream.description == stream)
              && (type == nil || type?.hasSuffix(events[index].type.shortName) == true)
          }
          for limit in [300, 1000] {
            let query = ReadEvents(
              stream: stream.flatMap { StreamName($0) }, type: type, from: from.map { Position($0) }, limit: limit)
            let read = try await positions(city.ledger, query)
            #expect(read == expected.map(UInt64.init), "\(query)")
          }
        }
      }
    }
  }

  @Test func aStreamThatIsNoNameIsRefused() async throws {
    try await CityFixture.with { city in
      let refusal = #expect(throws: InvalidAct.self) { try ReadEvents(json: .object(["stream": .string("election")])) }
      #expect(refusal?.field == "stream")
    }
  }

  @Test func ballotsOfAnOpenElectionAreWithheldUntilTheClose() async throws {
    try await CityFixture.with { city in
      try await city.open()
      let ballot = try await city.record(CityFixture.ballot(1, ["a"]), channel: .paper)
      let annulment = BallotAnnulled(
        election: named("e"), ballot: ballot.position, voterTag: digest(1), ground: "a double",
        decidedBy: CityFixture.commission, minutesHash: digest(8))
      try await city.record(annulment, by: CityFixture.commission[0], reference: reference)
      let before = try await city.ledger.ask(GetEvent(position: ballot.position))
      #expect(before["withheld"] == .bool(true))
      #expect(before["act"] == .object(["@type": .string("albo.v1.BallotCast")]))
      #expect(before["channel"] == .integer(2 + 1) && before["leafHash"]?.text?.isEmpty == false)
      let listed = try await city.ledger.ask(ReadEvents()).items
      // The annulment too: it names the voter's tag, and with it the leaf hash could be tried against every choice.
      #expect(listed.map { $0["withheld"] } == [nil, nil, nil, .bool(true), .bool(true)])
      try await city.close()
      let after = try await city.ledger.ask(GetEvent(position: ballot.position))
      #expect(after["withheld"] == nil && after["act"]?["clear"]?["options"] == .array([.string("a")]))
      #expect(after["leafHash"] == before["leafHash"])
      #expect(try await city.ledger.ask(ReadEvents()).items.allSatisfy { $0["withheld"] == nil })
    }
  }

  @Test func aPositionBeyondTheLogIsNoEvent() async throws {
    try await CityFixture.with { city in
      let error = await #expect(throws: LedgerError.self) { try await city.ledger.ask(GetEvent(position: 1)) }
      #expect(error?.code == .noSuchPosition(1))
    }
  }
}
