import EventLedger
import EventModel
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// What queries of elections read of the log beside views, as of a size.
@Suite struct AsOfElectionTests {
  private static let election: ID<Election> = named("e")

  private struct Shown: Equatable {
    var tally: ElectionTally.Answer
    var rounds: ElectionRounds.Answer
    var why: [Explanation]
  }

  private func shown(_ city: CityFixture, at size: LogSize? = nil) async throws -> Shown {
    var why: [Explanation] = []
    for option in [nil, "a", "b"] {
      why.append(try await city.ledger.ask(ExplainElection(election: Self.election, option: option, at: size)))
    }
    return Shown(
      tally: try await city.ledger.ask(ElectionTally(election: Self.election, at: size)),
      rounds: try await city.ledger.ask(ElectionRounds(election: Self.election, at: size)), why: why)
  }

  @Test func roundsAndReasonsOfASizeAreThoseOfThen() async throws {
    try await CityFixture.with { city in
      var called = CityFixture.election(ballot: BallotRule(kind: .ranked, choices: 1...3, isRevisable: true))
      called.allocation = .scottishSTV(seats: 1)
      try await city.open(called)
      var ballots: [Position] = []
      for (voter, options) in [
        (UInt8(1), ["a", "b"]), (2, ["a"]), (3, ["b", "c"]), (4, ["c", "b"]), (5, ["b", "a"]),
      ] {
        ballots.append(try await city.record(CityFixture.ballot(voter, options)).position)
      }
      try await city.close()
      var notes = [(size: try city.ledger.store.size, shown: try await shown(city))]
      let annulled = BallotAnnulled(
        election: Self.election, ballot: ballots[2], voterTag: digest(3), ground: "a double",
        decidedBy: CityFixture.commission, minutesHash: digest(8))
      try await city.record(annulled, by: CityFixture.commission[0], reference: reference)
      notes.append((try city.ledger.store.size, try await shown(city)))
      let first = try await city.record(ResultCertified(election: Self.election), by: CityFixture.commission[0])
      notes.append((try city.ledger.store.size, try await shown(city)))
      var second = ResultCertified(election: Self.election)
      (second.supersedes, second.reason, second.excluded) = (first.position, "a double", [ballots[0]])
      try await city.record(second, by: CityFixture.commission[0], reference: reference)
      notes.append((try city.ledger.store.size, try await shown(city)))
      for (index, note) in notes.enumerated() {
        let again = try await shown(city, at: note.size)
        #expect(again.tally == note.shown.tally, "\(index)")
        #expect(again.rounds == note.shown.rounds, "\(index)")
        #expect(again.why == note.shown.why, "\(index)")
        #expect(again.rounds.size == note.size && again.why[0].size == note.size && again.tally.size == note.size)
      }
      #expect(notes[0].shown.rounds.counts != notes[1].shown.rounds.counts)
    }
  }

  @Test func aSeatRestsOnTheCertificationBeforeItAlsoAfterAnother() async throws {
    try await CityFixture.with { city in
      let certified = try await city.certifyCouncil()
      try await city.ledger.react()
      func grounds(at size: LogSize? = nil) async throws -> [Position] {
        try await city.ledger.ask(WhyMember(body: Council.body, seat: Council.elected[0], at: size)).grounds
          .map(\.position)
      }
      let then = try await grounds()
      let size = try city.ledger.store.size
      #expect(then.contains(certified) && then.count == 3)
      var second = ResultCertified(election: Council.election)
      (second.supersedes, second.reason) = (certified, "a slip")
      try await city.record(second, by: CityFixture.commission[0], reference: reference)
      #expect(try await grounds(at: size) == then)
      #expect(try await grounds() == then)
    }
  }
}
