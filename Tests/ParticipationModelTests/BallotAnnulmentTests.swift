import EventModel
import ParticipationModel
import Testing
import TransparencyLog

@Suite struct BallotAnnulmentTests {
  private func annulment(
    of ballot: Position, voter: UInt8 = 1, by members: [Actor] = Array(commissioners.prefix(2))
  ) -> BallotAnnulled {
    BallotAnnulled(
      election: named("e"), ballot: ballot, voterTag: digest(voter), ground: "not cast by the voter",
      decidedBy: members, minutesHash: digest(8))
  }

  @Test func noAnnulmentWithoutAnElectionOrBeforeTheOpening() throws {
    let city = MemoryCity()
    city.expect(.unknownElection, annulment(of: 0), by: commissioners[0], reference: reference)
    try city.record(ElectionCalled.example())
    city.expect(.notOpen, annulment(of: 0), by: commissioners[0], reference: reference)
  }

  @Test func theCommissionAnnulsByMajority() throws {
    let city = try MemoryCity.voting()
    let ballot = try city.record(BallotCast.of(1, ["a"]))
    city.expect(.notCommission, annulment(of: ballot), by: person("office:desk"))
    city.expect(.noMajority, annulment(of: ballot, by: [commissioners[0]]), by: commissioners[0], reference: reference)
    city.expect(
      .noMajority, annulment(of: ballot, by: [commissioners[0], person("office:desk")]), by: commissioners[0],
      reference: reference)
    try city.record(annulment(of: ballot), by: commissioners[2], reference: reference)
  }

  @Test func onlyALiveBallotOfTheVoterIsAnnulledOnce() throws {
    let city = try MemoryCity.voting(.example(.init(kind: .approval, choices: 1...2, isRevisable: true)))
    let first = try city.record(BallotCast.of(1, ["a"]))
    let second = try city.record(BallotCast.of(1, ["b"]))
    let other = try city.record(BallotCast.of(2, ["b"]))
    for wrong in [annulment(of: first), annulment(of: other), annulment(of: 0), annulment(of: second, voter: 3)] {
      city.expect(.unknownBallot, wrong, by: commissioners[0], reference: reference)
    }
    try city.record(annulment(of: second), by: commissioners[0], reference: reference)
    city.expect(.unknownBallot, annulment(of: second), by: commissioners[0], reference: reference)
  }

  @Test func theVoterIsReadmittedWhileThePollsAreOpen() throws {
    let city = try MemoryCity.voting()
    let (one, two) = (try city.record(BallotCast.of(1, ["a"])), try city.record(BallotCast.of(2, ["b"])))
    #expect(try readmits(city, annulment(of: one)))
    try city.record(annulment(of: one), by: commissioners[0], reference: reference)
    try city.close()
    #expect(try !readmits(city, annulment(of: two, voter: 2)))
    try city.record(annulment(of: two, voter: 2), by: commissioners[0], reference: reference)
  }

  @Test func nothingIsAnnulledAfterTheCertification() throws {
    let city = try MemoryCity.voting()
    let ballot = try city.record(BallotCast.of(1, ["a"]))
    try city.close()
    try city.record(ResultCertified(election: named("e")), by: commissioners[0])
    city.expect(.certified, annulment(of: ballot), by: commissioners[0], reference: reference)
  }

  private func readmits(_ city: MemoryCity, _ act: BallotAnnulled) throws -> Bool {
    try #require(try city.decide(act, by: commissioners[0], reference: reference).first as? BallotAnnulled)
      .voterReadmitted
  }
}
