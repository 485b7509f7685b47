import EventLedger
import EventModel
import LogAudit
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// A certification that supersedes another leaves out live ballots alone.
@Suite struct CouncilCertificationTests {
  /// Certifies again, without some of the ballots that voters cast for `a`, `a b`, `b` and `b` in turn: the first is
  /// superseded by the second, the third is annulled, the fourth counts.
  private func certify(_ city: CityFixture, without: [Int]) async throws -> ResultCertified.Result? {
    let election = Council.election
    var called = Council.called
    called.ballot.isRevisable = true
    try await city.open(called)
    var ballots: [Position] = []
    for (voter, options) in [(UInt8(1), ["a"]), (1, ["a", "b"]), (2, ["b"]), (3, ["b"])] {
      ballots.append(try await city.record(CityFixture.ballot(voter, options, district: "Nord")).position)
    }
    let commission = CityFixture.commission
    try await city.record(
      BallotAnnulled(
        election: election, ballot: ballots[2], voterTag: digest(2), ground: "a double", decidedBy: commission,
        minutesHash: digest(8)), by: commission[0], reference: reference)
    try await city.close()
    let first = try await city.record(ResultCertified(election: election), by: commission[0]).position
    var again = ResultCertified(election: election)
    (again.supersedes, again.reason, again.excluded) = (first, "a court's ruling", without.map { ballots[$0] })
    let position = try await city.record(again, by: commission[0], reference: reference).position
    return (try city.events(from: position).first?.act(.albo) as? ResultCertified)?.result
  }

  @Test func aLiveBallotIsLeftOut() async throws {
    try await CityFixture.with { city in
      let result = try #require(try await certify(city, without: [3]))
      #expect(result.live == 1 && result.options.map(\.votes) == [1, 1, 0, 0])
    }
  }

  @Test(arguments: [[0], [2], [0, 3], [1, 2], [0, 1, 2, 3]]) func aBallotThatDoesNotCountIsNotLeftOut(without: [Int])
    async throws
  {
    try await CityFixture.with { city in
      let refusal = await #expect(throws: Rejection.self) { _ = try await certify(city, without: without) }
      #expect(refusal?.code == .unknownBallot)
    }
  }

  /// Each is prepared over what stands before it in the file, also another certification.
  @Test func aCertificationAndItsSuccessorAreRecordedTogether() async throws {
    try await CityFixture.with { city in
      var called = Council.called
      called.ballot.isRevisable = true
      try await city.open(called)
      for (voter, options) in [(UInt8(1), ["a"]), (2, ["b"])] {
        try await city.record(CityFixture.ballot(voter, options, district: "Nord"))
      }
      try await city.close()
      let next = try city.ledger.store.size.rawValue
      var again = ResultCertified(election: Council.election)
      (again.supersedes, again.reason) = (Position(next), "a court's ruling")
      let office = CityFixture.commission[0]
      let answers = try await city.ledger.record(
        [
          city.proposal(ResultCertified(election: Council.election), by: office),
          city.proposal(again, by: office, reference: reference),
        ], by: CityFixture.submitter)
      #expect(try answers.map { try $0.get().position.rawValue } == [next, next + 1])
      let recorded = try city.events(from: Position(next)).compactMap { $0.act(.albo) as? ResultCertified }
      #expect(recorded.map(\.supersedes) == [nil, Position(next)] && recorded.allSatisfy { $0.result?.live == 2 })
    }
  }
}
