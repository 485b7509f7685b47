import EventModel
import ParticipationModel
import Testing
import TransparencyLog

/// Members of a commission decide each by an own act, or an office records what the minutes say.
@Suite struct CommissionTests {
  private func vote(_ matter: CommissionMatter, _ candidacy: String = "", _ ballot: Position? = nil) -> CommissionVoted
  {
    CommissionVoted(election: named("e"), matter, candidacy: candidacy, ballot: ballot)
  }

  private func annulment(_ ballot: Position, _ members: [Actor], minutes: [UInt8]? = nil) -> BallotAnnulled {
    BallotAnnulled(
      election: named("e"), ballot: ballot, voterTag: digest(1), ground: "a double", decidedBy: members,
      minutesHash: minutes)
  }

  @Test func whoeverIsNamedHasDecided() throws {
    let city = try MemoryCity.voting()
    let ballot = try city.record(BallotCast.of(1, ["a"]))
    let (ada, bruno, carla) = (commissioners[0], commissioners[1], commissioners[2])
    city.expect(.notDecided, annulment(ballot, [ada, bruno]), by: ada)
    // What is decided of another ballot, or another matter, does not count.
    try city.record(vote(.ballotAnnulled, "", 99), by: bruno)
    city.expect(.notDecided, annulment(ballot, [ada, bruno]), by: ada)
    try city.record(vote(.ballotAnnulled, "", ballot), by: bruno)
    city.expect(.notDecided, annulment(ballot, [ada, bruno]), by: carla)
    city.expect(.noMajority, annulment(ballot, [bruno]), by: bruno)
    try city.record(annulment(ballot, [ada, bruno]), by: ada)
  }

  /// Whoever has signed a result has not signed the one that an annulment makes of it.
  @Test func signaturesAreOfTheCountThatTheySaw() throws {
    let city = try MemoryCity.voting()
    let ballot = try city.record(BallotCast.of(1, ["a"]))
    try city.record(BallotCast.of(2, ["b"]))
    city.now = MemoryCity.minute(200)
    try city.record(VotingClosed(election: named("e")))
    for member in commissioners.prefix(2) { try city.record(vote(.resultCertified), by: member) }
    try city.record(
      annulment(ballot, Array(commissioners.prefix(2)), minutes: digest(7)), by: clerk, reference: reference)
    let certified = ResultCertified(election: named("e"), signedBy: Array(commissioners.prefix(2)))
    city.expect(.notDecided, certified, by: commissioners[2])
    for member in commissioners.prefix(2) { try city.record(vote(.resultCertified), by: member) }
    _ = try city.decide(certified, by: commissioners[2])
  }

  @Test func aMemberDecidesAMatterOnceAndInPerson() throws {
    let city = try MemoryCity.voting()
    let ballot = try city.record(BallotCast.of(1, ["a"]))
    for actor in [clerk, individual("ada")] {
      city.expect(.notCommission, vote(.ballotAnnulled, "", ballot), by: actor)
    }
    try city.record(vote(.ballotAnnulled, "", ballot), by: commissioners[0])
    city.expect(.alreadyDecided, vote(.ballotAnnulled, "", ballot), by: commissioners[0])
    try city.record(vote(.ballotAnnulled, "", ballot), by: commissioners[1])
    // Nor the other way.
    city.expect(.alreadyDecided, vote(.challengeDismissed, "", ballot), by: commissioners[0])
  }

  @Test func aCandidacyIsDecidedByMoreThanHalf() throws {
    let city = MemoryCity()
    try city.record(ElectionCalled.candidacies())
    city.expect(.unknownCandidacy, vote(.candidacyAdmitted, "dora"), by: commissioners[0])
    try city.record(CandidacyFiled.of("dora"), by: individual("dora"))
    let admitted = CandidacyDecided(election: named("e"), candidacy: "dora", isAdmitted: true)
    city.expect(.noMajority, admitted, by: commissioners[0])
    try city.record(vote(.candidacyRejected, "dora"), by: commissioners[1])
    city.expect(.noMajority, admitted, by: commissioners[0])
    try city.record(vote(.candidacyAdmitted, "dora"), by: commissioners[2])
    try city.record(admitted, by: commissioners[0])
  }

  @Test func anOfficeRecordsTheMinutesWithTheAct() throws {
    let city = try MemoryCity.voting()
    let ballot = try city.record(BallotCast.of(1, ["a"]))
    let act = annulment(ballot, Array(commissioners.prefix(2)), minutes: digest(8))
    city.expect(.notCommission, act, by: clerk)
    city.expect(.notCommission, annulment(ballot, commissioners), by: clerk, reference: reference)
    let alone = annulment(ballot, [commissioners[0]], minutes: digest(8))
    city.expect(.noMajority, alone, by: clerk, reference: reference)
    try city.record(act, by: clerk, reference: reference)
  }

  @Test func noBallotIsDecidedAfterTheCertification() throws {
    let city = try MemoryCity.voting()
    let ballot = try city.record(BallotCast.of(1, ["a"]))
    try city.close()
    try city.record(vote(.resultCertified), by: commissioners[0])
    let certified = try city.record(ResultCertified(election: named("e")), by: commissioners[0])
    city.expect(.certified, vote(.ballotAnnulled, "", ballot), by: commissioners[0])
    city.expect(.certified, vote(.resultCertified), by: commissioners[1])
    // A new certification is another matter.
    city.expect(.staleSupersede, vote(.resultCertified, "", city.next), by: commissioners[0])
    try city.record(vote(.resultCertified, "", certified), by: commissioners[0])
  }

  @Test func nothingIsDecidedBeforeItIsThere() throws {
    let called = MemoryCity()
    try called.record(ElectionCalled.candidacies())
    called.expect(.notOpen, vote(.ballotAnnulled, "", 9), by: commissioners[0])
    let city = try MemoryCity.voting()
    let ballot = try city.record(BallotCast.of(1, ["a"]))
    city.expect(.notClosed, vote(.resultCertified), by: commissioners[0])
    city.expect(.unknownChallenge, vote(.challengeDismissed, "", ballot), by: commissioners[0])
  }

  @Test func whoDecidedAgainstIsNotCountedFor() throws {
    let city = MemoryCity()
    try city.record(ElectionCalled.candidacies())
    try city.record(CandidacyFiled.of("dora"), by: individual("dora"))
    try city.record(vote(.candidacyRejected, "dora"), by: commissioners[0])
    try city.record(vote(.candidacyAdmitted, "dora"), by: commissioners[1])
    let admitted = CandidacyDecided(election: named("e"), candidacy: "dora", isAdmitted: true)
    city.expect(.alreadyDecided, admitted, by: commissioners[0])
    try city.record(admitted, by: commissioners[2])
  }
}
