import EventModel
import ParticipationModel
import Testing
import TransparencyLog

/// “I did not cast this”: challenged, then annulled or dismissed, before the certification.
@Suite struct ChallengeTests {
  private func challenge(_ ballot: Position, voter: UInt8 = 1) -> BallotChallenged {
    BallotChallenged(election: named("e"), ballot: ballot, voterTag: digest(voter))
  }

  private func annulment(_ ballot: Position, voter: UInt8 = 1) -> BallotAnnulled {
    BallotAnnulled(
      election: named("e"), ballot: ballot, voterTag: digest(voter), ground: "not cast by the voter",
      decidedBy: commissioners, minutesHash: digest(8))
  }

  private func dismissal(_ ballot: Position, by members: [Actor] = commissioners) -> ChallengeDismissed {
    ChallengeDismissed(
      election: named("e"), ballot: ballot, reason: "the signature is the voter's", decidedBy: members,
      minutesHash: digest(8))
  }

  @Test func aLiveBallotIsChallengedOnce() throws {
    let city = MemoryCity()
    city.expect(.unknownElection, challenge(0))
    try city.record(ElectionCalled.example())
    city.expect(.notOpen, challenge(0))
    try city.record(VotingOpened(election: named("e"), keyCommitment: digest(1)))
    let ballot = try city.record(BallotCast.of(1, ["a"]))
    city.expect(.unknownBallot, challenge(ballot, voter: 2))
    try city.record(challenge(ballot))
    city.expect(.alreadyChallenged, challenge(ballot))
  }

  @Test func nothingIsCertifiedWhileAChallengeIsPending() throws {
    let city = try MemoryCity.voting()
    let ballot = try city.record(BallotCast.of(1, ["a"]))
    try city.record(challenge(ballot))
    try city.close()
    city.expect(.pendingChallenges, ResultCertified(election: named("e")), by: commissioners[0])
    try city.record(dismissal(ballot), by: commissioners[0], reference: reference)
    try city.record(ResultCertified(election: named("e")), by: commissioners[0])
    city.expect(.certified, challenge(ballot))
    city.expect(.certified, dismissal(ballot), by: commissioners[0], reference: reference)
  }

  @Test func anAnnulmentSettlesTheChallengeAndReadmitsTheVoter() throws {
    let city = try MemoryCity.voting()
    let ballot = try city.record(BallotCast.of(1, ["a"]))
    try city.record(challenge(ballot))
    try city.record(annulment(ballot), by: commissioners[0], reference: reference)
    try city.record(BallotCast.of(1, ["b"]))
    try city.close()
    try city.record(ResultCertified(election: named("e")), by: commissioners[0])
  }

  @Test func theCommissionDismissesByMajority() throws {
    let city = try MemoryCity.voting()
    let ballot = try city.record(BallotCast.of(1, ["a"]))
    city.expect(.unknownChallenge, dismissal(ballot), by: commissioners[0], reference: reference)
    try city.record(challenge(ballot))
    city.expect(.notCommission, dismissal(ballot), by: person("office:desk"))
    city.expect(.noMajority, dismissal(ballot, by: [commissioners[0]]), by: commissioners[0], reference: reference)
    try city.record(dismissal(ballot), by: commissioners[0], reference: reference)
    city.expect(.unknownChallenge, dismissal(ballot), by: commissioners[0], reference: reference)
  }
}
