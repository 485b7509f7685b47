import EventModel
import ParticipationModel
import Testing
import TransparencyLog

/// When a ballot is taken, and what becomes of the voter's earlier one.
@Suite struct BallotRevisionTests {
  private static let final = BallotRule(kind: .approval, choices: 1...2)
  private static let revisable = BallotRule(kind: .approval, choices: 1...2, isRevisable: true)

  @Test func noBallotBeforeTheOpeningOrAfterTheClose() throws {
    let city = MemoryCity()
    city.expect(.unknownElection, BallotCast.of(1, ["a"]))
    try city.record(ElectionCalled.example())
    city.expect(.notOpen, BallotCast.of(1, ["a"]))
    try city.record(VotingOpened(election: named("e"), keyCommitment: digest(1)))
    try city.record(BallotCast.of(1, ["a"]))
    try city.close()
    city.expect(.notOpen, BallotCast.of(2, ["a"]))
    try city.record(ResultCertified(election: named("e")), by: commissioners[0])
    city.expect(.notOpen, BallotCast.of(2, ["a"]))
  }

  @Test func aBallotAtTheVeryEndOfTheWindowIsLate() throws {
    let city = try MemoryCity.voting()
    city.now = MemoryCity.minute(60).advanced(byMicroseconds: -1)
    try city.record(BallotCast.of(1, ["a"]))
    city.now = MemoryCity.minute(60)
    city.expect(.late, BallotCast.of(2, ["a"]))
    city.now = MemoryCity.minute(61)
    city.expect(.late, BallotCast.of(2, ["a"]))
  }

  @Test func aFinalBallotStands() throws {
    let city = try MemoryCity.voting(.example(Self.final))
    let first = try city.record(BallotCast.of(1, ["a"]))
    city.expect(.alreadyVoted, BallotCast.of(1, ["b"]))
    city.expect(.alreadyVoted, BallotCast.of(1, ["b"], over: first))
    try city.record(BallotCast.of(2, ["b"]))
  }

  @Test func aRevisedBallotSupersedesTheLiveOne() throws {
    let city = try MemoryCity.voting(.example(Self.revisable))
    #expect(try supersedes(city, .of(1, ["a"])) == nil)
    let first = try city.record(BallotCast.of(1, ["a"]))
    #expect(try supersedes(city, .of(1, ["b"])) == first)
    #expect(try supersedes(city, .of(1, ["b"], over: first)) == first)
    let second = try city.record(BallotCast.of(1, ["b"]))
    #expect(try supersedes(city, .of(1, ["a"])) == second)
    city.expect(.staleSupersede, BallotCast.of(1, ["a"], over: first))
    city.expect(.staleSupersede, BallotCast.of(2, ["a"], over: first))
  }

  @Test func anAnnulledVoterIsReadmitted() throws {
    let city = try MemoryCity.voting(.example(Self.final))
    let first = try city.record(BallotCast.of(1, ["a"]))
    try city.record(annulment(of: first), by: commissioners[0], reference: reference)
    city.expect(.staleSupersede, BallotCast.of(1, ["b"], over: first))
    #expect(try supersedes(city, .of(1, ["b"])) == nil)
    try city.record(BallotCast.of(1, ["b"]))
    city.expect(.alreadyVoted, BallotCast.of(1, ["a"]))
  }

  private func supersedes(_ city: MemoryCity, _ ballot: BallotCast) throws -> Position? {
    try #require(try city.decide(ballot).first as? BallotCast).supersedes
  }

  private func annulment(of ballot: Position) -> BallotAnnulled {
    BallotAnnulled(
      election: named("e"), ballot: ballot, voterTag: digest(1), ground: "not cast by the voter",
      decidedBy: [commissioners[0], commissioners[1]], minutesHash: digest(8))
  }
}
