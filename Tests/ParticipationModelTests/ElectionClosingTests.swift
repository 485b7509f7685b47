import EventModel
import ParticipationModel
import Testing

@Suite struct ElectionClosingTests {
  private let revisable = BallotRule(kind: .approval, choices: 1...2, isRevisable: true)

  @Test func thePollsCloseOnceAndAfterTheyOpened() throws {
    let city = MemoryCity()
    city.expect(.unknownElection, VotingClosed(election: named("e")))
    try city.record(ElectionCalled.example())
    city.now = MemoryCity.minute(60)
    city.expect(.notOpen, VotingClosed(election: named("e")))
    let open = try MemoryCity.voting()
    try open.close()
    open.expect(.alreadyClosed, VotingClosed(election: named("e")))
    try open.record(ResultCertified(election: named("e")), by: commissioners[0])
    open.expect(.alreadyClosed, VotingClosed(election: named("e")))
  }

  @Test func anOfficeClosesEarlyByActAndReasonOnly() throws {
    let city = try MemoryCity.voting()
    let early = VotingClosed(election: named("e"), earlyReason: "flood")
    city.now = MemoryCity.minute(60).advanced(byMicroseconds: -1)
    city.expect(.tooEarly, VotingClosed(election: named("e")), by: .clock)
    city.expect(.tooEarly, VotingClosed(election: named("e")), reference: reference)
    city.expect(.tooEarly, early)
    #expect(throws: Never.self) { try city.decide(early, reference: reference) }
    city.now = MemoryCity.minute(60)
    try city.record(VotingClosed(election: named("e")), by: .clock)
  }

  @Test func theCloseCountsBallotsByWhatBecameOfThem() throws {
    let city = try MemoryCity.voting(.example(revisable, districts: ["Nord", "Sud", "Est"]))
    try city.record(BallotCast.of(1, ["a"], district: "Nord"), channel: .online)
    try city.record(BallotCast.of(2, ["a"], district: "Nord"), channel: .paper)
    let annulled = try city.record(BallotCast.of(3, ["a"], district: "Sud"), channel: .paper)
    try city.record(BallotCast.of(1, ["b"], district: "Sud"), channel: .inPerson)
    try city.record(
      BallotAnnulled(
        election: named("e"), ballot: annulled, voterTag: digest(3), ground: "a double", decidedBy: commissioners,
        minutesHash: digest(8)), by: commissioners[0], reference: reference)
    city.now = MemoryCity.minute(60)
    let close = try #require(try city.decide(VotingClosed(election: named("e")), by: .clock).first as? VotingClosed)
    let counts = try #require(close.counts)
    #expect([counts.cast, counts.superseded, counts.annulled, counts.live] == [4, 1, 1, 2])
    #expect(counts.byDistrict.map(\.name) == ["Nord", "Sud", "Est"])
    #expect(counts.byDistrict.map(\.live) == [1, 1, 0])
    #expect(counts.byChannel == [.paper: 1, .inPerson: 1])
  }

  @Test func theCommissionCertifiesAClosedElectionOnce() throws {
    let city = MemoryCity()
    let certification = ResultCertified(election: named("e"), minutesHash: digest(5))
    city.expect(.unknownElection, certification, by: commissioners[0])
    try city.record(ElectionCalled.example())
    city.expect(.notClosed, certification, by: commissioners[0])
    try city.record(VotingOpened(election: named("e"), keyCommitment: digest(1)))
    city.expect(.notClosed, certification, by: commissioners[0])
    try city.close()
    city.expect(.notCommission, certification, by: person("office:desk"))
    try city.record(certification, by: commissioners[0])
    city.expect(.certified, certification, by: commissioners[0])
  }

  @Test func anElectionWithoutACommissionIsCertifiedByAnOffice() throws {
    let city = try MemoryCity.voting(.transcription())
    try city.record(BallotCast.of(1, ["a"]))
    try city.record(VotingClosed(election: named("e")))
    city.expect(.notEntitled, ResultCertified(election: named("e")), by: commissioners[0])
    try city.record(ResultCertified(election: named("e")))
  }

  @Test func aCountThatTheElectionHasOvertakenIsRefused() throws {
    let city = try MemoryCity.voting()
    let ballot = try city.record(BallotCast.of(1, ["a"]))
    try city.close()
    let certification = ResultCertified(election: named("e"))
    let decision = Decision(
      position: city.next, streamVersion: 4, now: city.now, actor: commissioners[0])
    let prepared = try certification.prepared(over: city)
    #expect(throws: Never.self) { try prepared.decide(decision, city.rows) }
    try city.record(
      BallotAnnulled(
        election: named("e"), ballot: ballot, voterTag: digest(1), ground: "a double", decidedBy: commissioners,
        minutesHash: digest(8)), by: commissioners[0], reference: reference)
    for (stale, version) in [(prepared, UInt64(5)), (prepared, 4), (certification, 5)] {
      let decision = Decision(
        position: city.next, streamVersion: version, now: city.now, actor: commissioners[0])
      let refusal = #expect(throws: Rejection.self) { try stale.decide(decision, city.rows) }
      #expect(refusal?.code == .tallyMismatch)
    }
    try city.record(certification, by: commissioners[0])
  }

  @Test func theResultIsWhatTheRuleSelects() throws {
    let city = try MemoryCity.voting(
      .example(revisable, allocation: .greedy(budget: 50, measure: .votes, skips: true, threshold: nil)))
    for (voter, options) in [["d"], ["d", "a"], ["b", "c"], ["b"], ["c"]].enumerated() {
      try city.record(BallotCast.of(UInt8(voter), options))
    }
    try city.close()
    let acts = try city.decide(ResultCertified(election: named("e")), by: commissioners[0])
    let result = try #require((acts.first as? ResultCertified)?.result)
    #expect(result.live == 5 && result.blank == 0)
    #expect(result.options.map(\.votes) == [1, 2, 2, 2])
    #expect(result.options.map(\.score) == [1, 2, 2, 2])
    #expect(result.options.filter(\.isSelected).map(\.option) == ["b", "c"])
    #expect(result.decidingTie == ["b", "c", "d"])
  }
}
