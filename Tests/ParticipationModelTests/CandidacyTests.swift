import EventModel
import ParticipationModel
import SchemaOracle
import Testing
import TransparencyLog

@Suite struct CandidacyTests {
  private let city = MemoryCity()

  private func decided(_ candidacy: String, _ isAdmitted: Bool = true, reason: String = "") -> CandidacyDecided {
    CandidacyDecided(
      election: named("e"), candidacy: candidacy, isAdmitted: isAdmitted, reason: reason, minutesHash: digest(8))
  }

  private func file(_ act: CandidacyFiled) throws { try city.record(act, by: act.person) }

  @Test func candidaciesAreFiledWithinTheirWindow() throws {
    let act = CandidacyFiled.of("dora")
    city.expect(.unknownElection, act, by: act.person)
    try city.record(ElectionCalled.candidacies { $0.candidacies = MemoryCity.minute(10)..<MemoryCity.minute(30) })
    for minute in [Int64(9), 30, 59] {
      city.now = MemoryCity.minute(minute)
      city.expect(.windowClosed, act, by: act.person)
    }
    city.now = MemoryCity.minute(30).advanced(byMicroseconds: -1)
    try file(act)
  }

  @Test func noCandidacyWhereTheOptionsWereGiven() throws {
    try city.record(ElectionCalled.example())
    city.expect(.windowClosed, CandidacyFiled.of("dora", ""), by: person("person:dora"))
  }

  @Test func aPersonStandsByAnActOfTheirOwn() throws {
    try city.record(ElectionCalled.candidacies())
    city.expect(.notCandidate, CandidacyFiled.of("dora"), by: person("person:eva"))
    city.expect(.notCandidate, CandidacyFiled.of("dora"), by: registryOffice)
    try file(.of("dora"))
  }

  @Test func aPersonStandsOnceAndInADistrict() throws {
    try city.record(ElectionCalled.candidacies())
    try file(.of("dora"))
    city.expect(.alreadyCandidate, CandidacyFiled.of("dora", "Sud"), by: person("person:dora"))
    var other = CandidacyFiled.of("dora")
    other.person = person("person:eva")
    city.expect(.candidacyTaken, other, by: other.person)
    city.expect(.wrongDistrict, CandidacyFiled.of("eva", "Est"), by: person("person:eva"))
  }

  @Test func nobodyOfTheCommissionStands() throws {
    try city.record(ElectionCalled.candidacies { $0.commission.append(person("person:dora")) })
    city.expect(.commissionMember, CandidacyFiled.of("dora"), by: person("person:dora"))
  }

  @Test func whoIsRejectedOrWithdrawnMayStandAgain() throws {
    try city.record(ElectionCalled.candidacies())
    try file(.of("dora"))
    try city.record(decided("dora", false, reason: "no statement"), by: commissioners[0], reference: reference)
    var again = CandidacyFiled.of("dora-2")
    again.person = person("person:dora")
    try file(again)
    try city.record(CandidacyWithdrawn(election: named("e"), candidacy: "dora-2"), by: again.person)
    again.candidacy = "dora-3"
    try file(again)
  }

  @Test func theCommissionDecidesOnceAndWithAReason() throws {
    try city.record(ElectionCalled.candidacies())
    try file(.of("dora"))
    city.expect(.notCommission, decided("dora"), by: person("office:desk"))
    city.expect(.unknownCandidacy, decided("eva"), by: commissioners[0], reference: reference)
    city.expect(.reasonMissing, decided("dora", false), by: commissioners[0], reference: reference)
    try city.record(decided("dora"), by: commissioners[0], reference: reference)
    city.expect(.alreadyDecided, decided("dora"), by: commissioners[1], reference: reference)
  }

  @Test func candidaciesAreDecidedBeforeTheOpening() throws {
    try city.record(ElectionCalled.candidacies())
    try file(.of("dora"))
    try file(.of("eva"))
    try city.record(decided("eva"), by: commissioners[0], reference: reference)
    city.now = MemoryCity.minute(60)
    let opening = VotingOpened(election: named("e"), keyCommitment: digest(1))
    city.expect(.undecidedCandidacies, opening)
    try city.record(decided("dora", false, reason: "no statement"), by: commissioners[0], reference: reference)
    try city.record(opening)
    city.expect(.alreadyDecided, decided("eva"), by: commissioners[0], reference: reference)
  }

  @Test func noElectionWithoutCandidates() throws {
    try city.record(ElectionCalled.candidacies())
    city.now = MemoryCity.minute(60)
    city.expect(.noCandidates, VotingOpened(election: named("e"), keyCommitment: digest(1)))
  }

  @Test func aBallotPaperHasRoomForFiveHundred() throws {
    try city.record(ElectionCalled.candidacies())
    for number in 1...501 {
      try file(.of("c\(number)"))
      try city.record(decided("c\(number)"), by: commissioners[0], reference: reference)
    }
    city.now = MemoryCity.minute(60)
    let opening = VotingOpened(election: named("e"), keyCommitment: digest(1))
    city.expect(.tooManyCandidacies, opening)
    try city.record(CandidacyWithdrawn(election: named("e"), candidacy: "c7"), by: person("person:c7"))
    try city.record(opening)
  }

  @Test func theBallotPaperHasWhoIsAdmittedAndNotWithdrawn() throws {
    try city.record(ElectionCalled.candidacies())
    for (name, district) in [("zoe", "Nord"), ("dora", "Sud"), ("eva", "Nord"), ("fay", "Nord")] {
      try file(.of(name, district))
      try city.record(decided(name, name != "fay", reason: "late papers"), by: commissioners[0], reference: reference)
    }
    try file(.of("gus"))
    try city.record(decided("gus"), by: commissioners[0], reference: reference)
    try city.record(CandidacyWithdrawn(election: named("e"), candidacy: "gus"), by: person("person:gus"))
    city.now = MemoryCity.minute(60)
    let acts = try city.decide(VotingOpened(election: named("e"), keyCommitment: digest(1)))
    let opened = try #require(acts.first as? VotingOpened)
    #expect(opened.options.map(\.id) == ["eva", "zoe", "dora"])
    #expect(opened.message.candidateListHash.count == 32)
  }

  @Test func theCandidateAloneWithdraws() throws {
    let city = MemoryCity()
    try city.open(.candidacies(), candidates: ["dora", "eva"])
    let withdrawal = CandidacyWithdrawn(election: named("e"), candidacy: "dora")
    city.expect(.notCandidate, withdrawal, by: commissioners[0])
    try city.record(withdrawal, by: person("person:dora"))
    city.expect(.alreadyDecided, withdrawal, by: person("person:dora"))
    _ = try city.result()
    city.expect(
      .certified, CandidacyWithdrawn(election: named("e"), candidacy: "eva"), by: person("person:eva"))
  }

  @Test func eligibilityIsJudgedOnTheReferenceDate() throws {
    let day = try #require(CivilDate("2023-09-21"))
    let called = ElectionCalled.candidacies {
      $0.eligibility = Eligibility(
        referenceDate: day, minimumAge: 16, residence: ["residentIn", "domiciledIn"], isInDistrict: true)
      $0.guarantees = [.byRight(predicate: "under25On", seats: [DistrictSeats(district: "Nord", seats: [named("y1")])])]
    }
    try city.record(called)
    city.expect(.unknownPerson, CandidacyFiled.of("dora"), by: person("person:dora"))
    try enrol("dora", [("atLeast16On", "2023-09-22"), ("residentIn", "F/Nord")], day)
    city.expect(.underAge, CandidacyFiled.of("dora"), by: person("person:dora"))
    try enrol("eva", [("atLeast18On", "2023-09-21"), ("domiciledIn", "F/Sud"), ("under25On", "2023-09-21")], day)
    city.expect(.notResident, CandidacyFiled.of("eva"), by: person("person:eva"))
    let acts = try city.decide(CandidacyFiled.of("eva", "Sud"), by: person("person:eva"))
    #expect((acts.first as? CandidacyFiled)?.qualities == ["under25On"])
  }

  /// `under25On` holds up to its day, however long its attestation lasts.
  @Test func aPredicateIsJudgedByItsDay() throws {
    let day = try #require(CivilDate("2023-09-21"))
    try city.record(
      ElectionCalled.candidacies {
        $0.eligibility = Eligibility(referenceDate: day)
        $0.guarantees = [
          .byRight(predicate: "under25On", seats: [DistrictSeats(district: "Nord", seats: [named("y1")])])
        ]
      })
    for (name, until, qualities) in [("old", "2023-09-20", []), ("young", "2023-09-21", ["under25On"])] {
      try enrol(name, [("under25On", until)], try #require(CivilDate("2020-01-01")))
      let acts = try city.decide(CandidacyFiled.of(name), by: person("person:\(name)"))
      #expect((acts.first as? CandidacyFiled)?.qualities == qualities, "\(name)")
    }
  }

  private func enrol(_ name: String, _ predicates: [(String, String)], _ day: CivilDate) throws {
    try city.record(
      try PersonEnrolled(
        person: named(name),
        predicates: predicates.map { Attribute(try #require(AttributeName($0.0)), $0.1, from: day) }, assurance: 3,
        attestedBy: registryOffice, key: named("key-\(name)")), by: registryOffice)
  }
}
