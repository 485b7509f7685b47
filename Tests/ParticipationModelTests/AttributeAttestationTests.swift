import EventModel
import ParticipationModel
import Testing
import TransparencyLog

@Suite struct AttributeAttestationTests {
  private let city = MemoryCity()

  private func attested(
    _ name: AttributeName, _ value: String, _ from: String, _ to: String? = nil,
    of subject: Subject = .person(named("ada")), by attestor: Actor = registryOffice
  ) -> AttributeAttested {
    AttributeAttested(
      subject: subject, attribute: Attribute(name, value, from: day(from), to: to.map { day($0) }), attestor: attestor)
  }

  private func values(_ name: AttributeName, _ text: String, of subject: Subject = .person(named("ada"))) -> [String] {
    SubjectLookup.values(of: name.description, for: subject.actor, on: day(text), city.rows).map(\.value)
  }

  @Test func theSubjectIsKnown() throws {
    city.expect(.unknownPerson, attested(.residentIn, "F", "2020-01-01"), by: registryOffice)
    let ofClub = attested(.seat, "F", "2020-01-01", of: .organisation(named("club")))
    city.expect(.unknownOrganisation, ofClub, by: registryOffice)
    try city.register()
    try city.record(ofClub, by: registryOffice)
    #expect(values(.seat, "2020-01-01", of: .organisation(named("club"))) == ["F"])
  }

  @Test func whatIsTakenBackFreesOnlyTheDaysUntilTheNextValue() throws {
    try city.enrol("ada")
    try city.record(attested(.residentIn, "A", "2020-01-01"), by: registryOffice)
    let wrong = try city.record(attested(.residentIn, "X", "2021-01-01"), by: registryOffice)
    let later = try city.record(attested(.residentIn, "Y", "2022-01-01"), by: registryOffice)
    func takeBack(_ position: Position) throws {
      try city.record(
        AttributeWithdrawn(subject: .person(named("ada")), name: .residentIn, attestedAt: position, reason: "a slip"),
        by: registryOffice)
    }
    try takeBack(wrong)
    let days = ["2020-06-01", "2021-06-01", "2022-06-01"]
    #expect(days.map { values(.residentIn, $0) } == [["A"], ["A"], ["Y"]])
    try city.record(attested(.residentIn, "Z", "2023-01-01"), by: registryOffice)
    #expect(values(.residentIn, "2023-06-01") == ["Z"])
    try takeBack(later)
    #expect(
      days.map { values(.residentIn, $0) } == [["A"], ["A"], ["A"]] && values(.residentIn, "2023-06-01") == ["Z"])
  }

  @Test func anOfficeAttestsAndActsItself() throws {
    try city.enrol("ada")
    let act = attested(.residentIn, "F", "2020-01-01")
    city.expect(.attestorNotCompetent, act, by: person("office:other"))
    city.expect(.notEntitled, act, by: individual("ada"))
    let own = attested(.residentIn, "F", "2020-01-01", by: individual("ada"))
    city.expect(.notEntitled, own, by: individual("ada"))
    try city.record(act, by: registryOffice)
  }

  @Test func competencesAreAttestedByThePersonItself() throws {
    try city.enrol("ada", "bruno")
    let name = try #require(AttributeName("competence.gardening"))
    city.expect(.notEntitled, attested(name, "roses", "2020-01-01"), by: registryOffice)
    let byBruno = attested(name, "roses", "2020-01-01", by: individual("bruno"))
    city.expect(.notEntitled, byBruno, by: individual("bruno"))
    city.expect(.attestorNotCompetent, byBruno, by: individual("ada"))
    let own = attested(name, "roses", "2020-01-01", by: individual("ada"))
    city.expect(.notEntitled, own, by: individual("bruno"))
    _ = try city.decide(own, by: registryOffice, onBehalfOf: individual("ada"))
    try city.record(own, by: individual("ada"))
    try city.record(attested(name, "lawns", "2020-01-01", by: individual("ada")), by: individual("ada"))
    #expect(values(name, "2020-01-01") == ["roses", "lawns"])
  }

  @Test func anOrganisationsCompetencesAreAttestedByItsRepresentativeOrADelegate() throws {
    try city.register()
    try city.enrol("bruno")
    let name = try #require(AttributeName("competence.music"))
    let club = Subject.organisation(named("club"))
    func act(_ pseudonym: String) -> AttributeAttested {
      attested(name, "choir", "2023-01-01", of: club, by: individual(pseudonym))
    }
    _ = try city.decide(act("ada"), by: individual("ada"))
    city.expect(.mandateInvalid, act("bruno"), by: individual("bruno"))
    let mandate = try city.record(
      MandateGranted.example("m", to: "bruno", scopes: [.sign], target: .everything), by: individual("ada"))
    city.expect(.mandateInvalid, act("bruno"), by: individual("bruno"))
    city.expect(.mandateInvalid, act("bruno"), by: individual("bruno"), mandate: city.next)
    _ = try city.decide(act("bruno"), by: individual("bruno"), mandate: mandate)
    city.expect(.attestorNotCompetent, act("bruno"), by: individual("ada"))
    city.expect(.mandateInvalid, act("bruno"), by: registryOffice, mandate: mandate)
  }

  @Test func aSingleValuedNameHasOneValueOnADay() throws {
    try city.enrol("ada")
    let first = try city.record(attested(.residentIn, "F", "2020-01-01"), by: registryOffice)
    city.expect(.alreadyAttested, attested(.residentIn, "G", "2020-01-01"), by: registryOffice)
    city.expect(.alreadyAttested, attested(.residentIn, "G", "2019-01-01"), by: registryOffice)
    try city.record(attested(.residentIn, "E", "2019-01-01", "2019-12-31"), by: registryOffice)
    let move = attested(.residentIn, "G", "2021-05-01")
    let decided = try #require(try city.decide(move, by: registryOffice).first as? AttributeAttested)
    #expect(decided.supersedes == first && decided.proposed.supersedes == nil)
    try city.record(move, by: registryOffice)
    #expect(values(.residentIn, "2021-04-30") == ["F"] && values(.residentIn, "2021-05-01") == ["G"])
    city.expect(.alreadyAttested, attested(.residentIn, "H", "2020-06-01", "2020-06-30"), by: registryOffice)
  }

  @Test func whatIsAttestedAgainWithALastDayEnds() throws {
    try city.enrol("ada")
    for name in [AttributeName.residentIn, .guardian] {
      try city.record(attested(name, "person:g", "2020-01-01"), by: registryOffice)
      try city.record(attested(name, "person:g", "2021-01-01", "2021-06-30"), by: registryOffice)
      #expect(values(name, "2020-12-31").count == 1 && values(name, "2021-06-30").count == 1)
      #expect(values(name, "2021-07-01").isEmpty)
    }
  }

  @Test func otherNamesHaveSeveralValuesOnADay() throws {
    try city.enrol("ada")
    for guardian in ["person:g1", "person:g2"] {
      let act = attested(.guardian, guardian, "2020-01-01")
      #expect((try city.decide(act, by: registryOffice).first as? AttributeAttested)?.supersedes == nil)
      try city.record(act, by: registryOffice)
      city.expect(.alreadyAttested, act, by: registryOffice)
    }
    #expect(values(.guardian, "2020-01-01") == ["person:g1", "person:g2"])
  }

  @Test func endingOneOfTwoValuesOfOneEventLeavesTheOther() throws {
    let guardians = ["person:g1", "person:g2"].map { Attribute(.guardian, $0, from: day("2020-01-01")) }
    try city.enrol("ada", predicates: guardians)
    try city.record(attested(.guardian, "person:g2", "2021-01-01", "2021-01-01"), by: registryOffice)
    #expect(values(.guardian, "2021-01-01").sorted() == ["person:g1", "person:g2"])
    #expect(values(.guardian, "2021-01-02") == ["person:g1"])
  }

  @Test func aRepresentativeIsEnrolled() throws {
    try city.register()
    let act = attested(.representative, "person:bruno", "2023-11-15", of: .organisation(named("club")))
    city.expect(.unknownPerson, act, by: registryOffice)
    try city.enrol("bruno")
    try city.record(act, by: registryOffice)
    let club = Actor(organisation: named("club"))
    func representative(_ text: String) -> String? {
      SubjectLookup.representative(of: club, on: day(text), city.rows)?.person.description
    }
    #expect(representative("2023-11-13") == nil && representative("2023-11-14") == "person:ada")
    #expect(representative("2023-11-15") == "person:bruno" && representative("2030-01-01") == "person:bruno")
  }

  @Test func nobodyFollowsARepresentativeWhoseTermIsOver() throws {
    try city.register()
    let club = Subject.organisation(named("club"))
    try city.record(attested(.representative, "person:ada", "2023-11-20", "2023-11-25", of: club), by: registryOffice)
    #expect(SubjectLookup.representative(of: club.actor, on: day("2023-11-19"), city.rows) != nil)
    #expect(SubjectLookup.representative(of: club.actor, on: day("2023-11-25"), city.rows) != nil)
    #expect(SubjectLookup.representative(of: club.actor, on: day("2023-11-26"), city.rows) == nil)
  }

  @Test func nothingIsAttestedOfAnOrganisationThatWasStruckOff() throws {
    try city.register()
    let act = attested(.seat, "F", "2020-01-01", of: .organisation(named("club")))
    try city.strikeOff(on: day("2023-11-15"))
    _ = try city.decide(act, by: registryOffice)
    city.now = MemoryCity.minute(107)
    city.expect(.orgNotLive, act, by: registryOffice)
  }
}

/// Random attestations against a calendar in which every day has its values.
@Suite struct AttributeCalendarTests {
  private static let days = (1...28).map { day("2024-02-\($0 < 10 ? "0" : "")\($0)") }

  private struct Interval {
    var value: String
    var days: ClosedRange<Int>
    var isOpen: Bool
  }

  @Test(arguments: [AttributeName.residentIn, .guardian], [UInt64](0..<30))
  func valuesAreThoseOfTheCalendar(_ name: AttributeName, seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let city = MemoryCity()
    try city.enrol("ada")
    var calendar: [Interval] = []
    for _ in 0..<25 {
      let from = random.number(0...27)
      let to = random.chance(50) ? nil : random.number(from...27)
      let new = Interval(value: "person:g\(random.number(0...1))", days: from...(to ?? 27), isOpen: to == nil)
      let act = AttributeAttested(
        subject: .person(named("ada")),
        attribute: Attribute(name, new.value, from: Self.days[from], to: to.map { Self.days[$0] }),
        attestor: registryOffice)
      let met = calendar.indices.filter { index in
        calendar[index].days.overlaps(new.days) && (name.isSingleValued || calendar[index].value == new.value)
      }
      if met.contains(where: { !calendar[$0].isOpen || calendar[$0].days.lowerBound >= from }) {
        city.expect(.alreadyAttested, act, by: registryOffice)
        continue
      }
      try city.record(act, by: registryOffice)
      for index in met {
        calendar[index].days = calendar[index].days.lowerBound...(from - 1)
        calendar[index].isOpen = false
      }
      calendar.append(new)
      for (number, date) in Self.days.enumerated() {
        let values = SubjectLookup.values(of: name.description, for: individual("ada"), on: date, city.rows)
        let expected = calendar.filter { $0.days.contains(number) }.map(\.value)
        #expect(values.map(\.value).sorted() == expected.sorted(), "\(date), seed \(seed)")
      }
    }
  }
}
