import Bytes
import EventLedger
import EventModel
import Foundation
import LogAudit
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// What queries answer about elections, and when.
@Suite struct AnswerTests {
  @Test func theTallyIsSealedBeforeTheClose() async throws {
    try await CityFixture.with { city in
      func expectSealed(at position: Position) async throws {
        let refusal = await #expect(throws: Rejection.self) {
          try await city.ledger.ask(ElectionTally(election: named("e")))
        }
        #expect(refusal?.code == .sealed && refusal?.positions == [position])
      }
      let called = try await city.record(CityFixture.election())
      try await expectSealed(at: called.position)
      let opened = try await city.record(VotingOpened(election: named("e"), keyCommitment: digest(9)))
      try await expectSealed(at: opened.position)
      try await city.record(CityFixture.ballot(1, ["b"]))
      try await expectSealed(at: opened.position)
      // The deadline alone does not open the count.
      city.clock.set(CityFixture.minute(120))
      try await expectSealed(at: opened.position)
      try await city.close()
      let tally = try await city.ledger.ask(ElectionTally(election: named("e")))
      #expect(tally.status == .closed && tally.options.map(\.votes) == [0, 1, 0])
      #expect(tally.options.map(\.selected) == [false, true, false] && tally.decidingTie == nil)
    }
  }

  @Test func anAnnulmentAfterTheCloseChangesTheTally() async throws {
    try await CityFixture.with { city in
      try await city.open()
      let ballot = try await city.record(CityFixture.ballot(1, ["a"]))
      try await city.record(CityFixture.ballot(2, ["b"]))
      try await city.close()
      #expect(try await city.ledger.ask(ElectionTally(election: named("e"))).decidingTie == ["a", "b"])
      let annulment = BallotAnnulled(
        election: named("e"), ballot: ballot.position, voterTag: digest(1), ground: "a double",
        decidedBy: CityFixture.commission, minutesHash: digest(8))
      try await city.record(annulment, by: CityFixture.commission[0], reference: reference)
      let tally = try await city.ledger.ask(ElectionTally(election: named("e")))
      #expect(tally.options.map(\.votes) == [0, 1, 0] && tally.ballots.annulled == 1 && tally.voters == 1)
      try await city.record(ResultCertified(election: named("e")), by: CityFixture.commission[0])
      let certified = try await city.ledger.ask(ElectionTally(election: named("e")))
      #expect(certified.status == .certified && certified.options == tally.options)
    }
  }

  @Test func turnoutTellsHoursChannelsAndDistricts() async throws {
    try await CityFixture.with { city in
      try await city.open(CityFixture.election(districts: ["Nord", "Sud"]))
      try await city.record(CityFixture.ballot(1, ["a"], district: "Nord"), channel: .online)
      try await city.record(CityFixture.ballot(2, ["a"], district: "Sud"), channel: .paper)
      city.clock.advance(minutes: 59)
      try await city.record(CityFixture.ballot(1, ["b"], district: "Sud"), channel: .paper)
      let turnout = try await city.ledger.ask(ElectionTurnout(election: named("e")))
      #expect(turnout.voters == 2 && turnout.ballots == .init(cast: 3, live: 2, superseded: 1, annulled: 0))
      #expect(turnout.byChannel == [.init(name: "online", voters: 0), .init(name: "paper", voters: 2)])
      #expect(turnout.byDistrict == [.init(name: "Nord", voters: 0), .init(name: "Sud", voters: 2)])
      #expect(turnout.byHour == [.init(hour: HeldClock.start, voters: 2)])
    }
  }

  @Test func aTranscriptionHasNoHours() async throws {
    try await CityFixture.with { city in
      var called = CityFixture.election()
      called.window = nil
      called.transcription = .init(sourceHash: digest(3), votedFrom: nil, votedTo: nil, source: "a file")
      try await city.record(called)
      try await city.record(VotingOpened(election: named("e"), keyCommitment: nil))
      for voter in UInt8(1)...3 {
        try await city.record(CityFixture.ballot(voter, ["a"]))
        city.clock.advance(minutes: 61)
      }
      let turnout = try await city.ledger.ask(ElectionTurnout(election: named("e")))
      #expect(turnout.byHour == [.init(hour: nil, voters: 3)] && turnout.voters == 3)
      let text = String(decoding: try JSONText.encode(turnout), as: UTF8.self)
      #expect(text.contains(#""byHour":[{"voters":3}]"#))
    }
  }

  @Test func namesOfCandidatesComeFromTheVault() async throws {
    try await CityFixture.with { city in
      let kept = try city.ledger.store.vault.keep(Array("Ada Bianchi".utf8))
      let erased = try city.ledger.store.vault.keep(Array("Bruno Verdi".utf8))
      let options = [("a", "p1", kept), ("b", "p2", erased), ("c", "p3", nil)].map { option, pseudonym, digest in
        BallotOption(id: option, kind: .candidate(person: person(pseudonym), commitment: digest))
      }
      try await city.open(CityFixture.election(options: options))
      try await city.close()
      func names() async throws -> [String] {
        try await city.ledger.ask(ElectionTally(election: named("e"))).options.map(\.name)
      }
      #expect(try await names() == ["Ada Bianchi", "Bruno Verdi", "p3"])
      let name = Hex.text(erased)
      try FileManager.default.removeItem(atPath: "\(city.path)/vault/\(name.prefix(2))/\(name)")
      #expect(try await names() == ["Ada Bianchi", "p2", "p3"])
      #expect(try city.records().allSatisfy { !String(decoding: $0, as: UTF8.self).contains("Bianchi") })
    }
  }

  @Test func whatWasJustRecordedIsInTheAnswer() async throws {
    try await CityFixture.with { city in
      try await city.open()
      for voter in UInt8(1)...20 {
        let recorded = try await city.record(CityFixture.ballot(voter, ["a"]))
        let turnout = try await city.ledger.ask(ElectionTurnout(election: named("e")), after: recorded.size)
        #expect(turnout.voters == UInt64(voter) && turnout.size >= recorded.size)
      }
      let size = try city.ledger.store.size
      await #expect(throws: LedgerError.self) {
        try await city.ledger.ask(ListElections(), after: LogSize(size.rawValue + 1))
      }
    }
  }
}
