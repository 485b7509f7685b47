import EventModel
import ParticipationModel
import Testing
import TransparencyLog

/// Seats by votes, ties, guarantees and withdrawals: each seat carries its basis.
@Suite struct SeatAllocationTests {
  private func seats(_ result: ResultCertified.Result?) -> [String] {
    (result?.elected ?? []).map { "\($0.seat) \($0.option) \($0.basis.rawValue)" }
  }

  @Test func theFirstOfEachDistrictTakeItsSeats() throws {
    let city = MemoryCity()
    try city.open(.candidacies(), candidates: ["ann", "bea", "cleo", "dan:Sud", "eric:Sud"])
    try city.vote(["ann", "ann", "bea cleo", "cleo dan", "dan", "eric"])
    let result = try city.result()
    #expect(seats(result) == ["n1 ann votes", "n2 cleo votes", "s1 dan votes", "s2 eric votes"])
    #expect(result?.options.map(\.place) == [1, 3, 2, 1, 2])
    #expect(result?.decidingTie == [] && result?.draws == [])
  }

  @Test func aDistrictWithoutEnoughCandidatesLeavesSeatsVacant() throws {
    let city = MemoryCity()
    try city.open(.candidacies(), candidates: ["ann"])
    #expect(try seats(city.result()) == ["n1 ann votes"])
  }

  @Test func aTieIsBrokenByTheOrderOfThePaperWhereNothingElseIsSaid() throws {
    let city = MemoryCity()
    try city.open(.candidacies(), candidates: ["ann", "bea", "cleo"])
    try city.vote(["ann", "bea cleo"])
    let result = try city.result()
    #expect(seats(result) == ["n1 ann votes", "n2 bea votes"] && result?.decidingTie == ["ann", "bea", "cleo"])
  }

  @Test func theYoungerComesFirstWhereTheRulesSaySo() throws {
    let city = MemoryCity()
    try city.record(ElectionCalled.candidacies { $0.tieBreak = [.younger] })
    for (name, rank) in [("ann", UInt32(3)), ("bea", 1), ("cleo", 2)] {
      try city.record(CandidacyFiled.of(name), by: person("person:\(name)"))
      let admitted = CandidacyDecided(
        election: named("e"), candidacy: name, isAdmitted: true, ageRank: rank, minutesHash: digest(8))
      try city.record(admitted, by: commissioners[0], reference: reference)
    }
    city.now = MemoryCity.minute(60)
    try city.record(VotingOpened(election: named("e"), keyCommitment: digest(1)))
    let result = try city.result()
    #expect(seats(result) == ["n1 bea votes", "n2 cleo votes"] && result?.decidingTie == [])
  }

  @Test func whoWithdrewAfterTheOpeningIsNotSeatedAndTheNextFollows() throws {
    let city = MemoryCity()
    try city.open(.candidacies(), candidates: ["ann", "bea", "cleo"])
    try city.vote(["ann", "ann", "bea", "bea", "cleo"])
    try city.record(CandidacyWithdrawn(election: named("e"), candidacy: "ann"), by: person("person:ann"))
    let result = try city.result()
    #expect(result?.options.first?.votes == 2)
    #expect(seats(result) == ["n1 bea votes", "n2 cleo nextAfterWithdrawal"])
  }

  @Test func theMissingGenderTakesTheLastSeatOfItsDistrict() throws {
    let city = MemoryCity()
    try city.open(
      .candidacies { $0.guarantees = [.missingGender] },
      candidates: ["ann:Nord:F", "bea:Nord:F", "carl:Nord:M", "dan:Nord:M", "eva:Sud:F", "fay:Sud:F"])
    try city.vote(["ann", "ann", "ann", "bea", "bea", "carl", "eva", "eva", "fay"])
    #expect(
      try seats(city.result()) == ["n1 ann votes", "s1 eva votes", "s2 fay votes", "n2 carl missingGender"])
  }

  /// Who of the two with equal votes loses the seat is drawn, as the seat itself would be.
  @Test func theLastSeatIsDrawnWhereItsHolderIsTied() throws {
    let city = MemoryCity()
    try city.open(
      .candidacies {
        $0.guarantees = [.missingGender]
        $0.tieBreak = [.draw]
        $0.beacon = Beacon(source: "drand quicknet", output: "round 42")
      }, candidates: ["ann:Nord:M", "bea:Nord:M", "carl:Nord:F"])
    try city.vote(["ann", "ann", "bea", "bea", "carl"])
    city.now = MemoryCity.minute(120)
    try city.record(VotingClosed(election: named("e")), by: .clock)
    city.expect(.beaconMissing, ResultCertified(election: named("e")), by: commissioners[0])
    let acts = try city.decide(ResultCertified(election: named("e"), beacon: digest(7)), by: commissioners[0])
    let result = try #require((acts.first as? ResultCertified)?.result)
    let kept = try #require(result.draws.first).drawn
    #expect(result.draws.map(\.label) == ["Nord#1"])
    #expect(Set(result.elected.map(\.option)) == [kept, "carl"])
  }

  @Test func aGenderWithoutVotesIsNotMissing() throws {
    let city = MemoryCity()
    try city.open(
      .candidacies { $0.guarantees = [.missingGender] }, candidates: ["ann:Nord:F", "bea:Nord:F", "carl:Nord:M"])
    try city.vote(["ann", "bea"])
    #expect(try seats(city.result()) == ["n1 ann votes", "n2 bea votes"])
  }

  @Test func thoseWithAQualitySitByRight() throws {
    let city = MemoryCity()
    let day = try #require(CivilDate("2023-11-01"))
    let kept = DistrictSeats(district: "", seats: [named("y1")], body: named("council"))
    let young = Attribute(try #require(AttributeName("under25On")), "2023-11-01", from: day)
    for name in ["bea", "dan"] { try city.enrol(name, predicates: [young]) }
    for name in ["ann", "cleo", "eric"] { try city.enrol(name) }
    try city.open(
      .candidacies {
        $0.eligibility = Eligibility(referenceDate: day)
        $0.guarantees = [.byRight(predicate: "under25On", seats: [kept])]
        $0.seats[0].seats = [named("n1")]
        $0.seats[1].seats = [named("s1")]
        $0.allocation = .topSeats(2)
      }, candidates: ["ann", "bea", "cleo:Sud", "dan:Sud", "eric:Sud"])
    try city.vote(["ann", "ann", "ann", "bea", "cleo", "cleo", "cleo", "dan", "dan", "eric"])
    #expect(try seats(city.result()) == ["n1 ann votes", "s1 cleo votes", "y1 dan byRight"])
  }

  @Test func aTurnoutBelowTheQuorumElectsNobody() throws {
    for (electors, isVoid) in [(UInt64(8), false), (9, true)] {
      let city = MemoryCity()
      try city.open(
        .candidacies {
          $0.electors = electors
          $0.turnoutQuorum = Share(1, 4)
        }, candidates: ["ann"])
      try city.vote(["ann", "ann"])
      let result = try city.result()
      #expect(result?.isVoid == isVoid && result?.elected.isEmpty == isVoid, "\(electors)")
    }
  }

  @Test func aCertificationIsSignedByTheCommission() throws {
    let city = MemoryCity()
    try city.open(.candidacies { $0.signatures = 2 }, candidates: ["ann"])
    city.now = MemoryCity.minute(120)
    try city.record(VotingClosed(election: named("e")), by: .clock)
    for signers in [[commissioners[0]], [commissioners[0], person("office:desk")]] {
      city.expect(
        .signaturesMissing, ResultCertified(election: named("e"), signedBy: signers), by: commissioners[0])
    }
    let signed = ResultCertified(election: named("e"), signedBy: Array(commissioners.prefix(2)))
    city.expect(.notDecided, signed, by: commissioners[0])
    try city.record(CommissionVoted(election: named("e"), .resultCertified), by: commissioners[1])
    try city.record(signed, by: commissioners[0])
  }
}
