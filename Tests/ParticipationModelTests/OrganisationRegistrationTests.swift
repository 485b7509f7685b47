import EventModel
import ParticipationModel
import SchemaOracle
import Testing
import TransparencyLog

extension OrganisationRegistered {
  /// An association that `ada` represents.
  static func example(
    _ organisation: String = "club", taxCode: String = "91000000017", representative: String = "ada",
    contacts: [String] = []
  ) -> OrganisationRegistered {
    OrganisationRegistered(
      organisation: named(organisation), name: "The \(organisation)", taxCode: taxCode, legalForm: .association,
      runts: "12345", territories: ["F"], statuteHash: digest(1), representative: individual(representative),
      contacts: contacts.map { individual($0) })
  }
}

extension MemoryCity {
  /// Registers the association that `ada` represents, and enrols her before if she is not.
  @discardableResult func register(
    _ organisation: String = "club", taxCode: String = "91000000017"
  ) throws -> Position {
    if !SubjectLookup.isEnrolled(individual("ada"), rows) { try enrol("ada") }
    return try record(OrganisationRegistered.example(organisation, taxCode: taxCode), by: registryOffice)
  }

  /// Strikes an organisation off.
  @discardableResult func strikeOff(_ organisation: String = "club", on day: CivilDate) throws -> Position {
    try record(
      OrganisationStruckOff(organisation: named(organisation), reason: "it asked", effectiveOn: day),
      by: registryOffice)
  }
}

@Suite struct OrganisationRegistrationTests {
  private let city = MemoryCity()

  @Test func anOfficeRegisters() throws {
    try city.enrol("ada")
    city.expect(.notEntitled, OrganisationRegistered.example(), by: individual("ada"))
    try city.record(OrganisationRegistered.example(), by: registryOffice)
  }

  @Test func anIDIsUsedOnce() throws {
    try city.register()
    city.expect(.alreadyRegistered, OrganisationRegistered.example(taxCode: "91000000025"), by: registryOffice)
    try city.strikeOff(on: day("2023-11-14"))
    city.expect(.alreadyRegistered, OrganisationRegistered.example(taxCode: "91000000025"), by: registryOffice)
  }

  @Test func aTaxCodeIsOneLiveOrganisations() throws {
    try city.register()
    let twin = OrganisationRegistered.example("twin")
    city.expect(.taxCodeTaken, twin, by: registryOffice)
    try city.strikeOff(on: day("2023-11-15"))
    city.expect(.taxCodeTaken, twin, by: registryOffice)
    city.now = MemoryCity.minute(107)
    try city.record(twin, by: registryOffice)
    city.expect(.taxCodeTaken, OrganisationRegistered.example("third"), by: registryOffice)
  }

  @Test func informalGroupsNeedNoTaxCode() throws {
    try city.enrol("ada", "bruno")
    for organisation in ["group1", "group2"] {
      var act = OrganisationRegistered.example(organisation, taxCode: "", contacts: ["bruno"])
      (act.legalForm, act.statuteHash) = (.informalGroup, nil)
      act = try OrganisationRegistered(message: act.message)
      try city.record(act, by: registryOffice)
    }
  }

  @Test func itsPersonsAreEnrolled() throws {
    try city.enrol("bruno")
    city.expect(.unknownPerson, OrganisationRegistered.example(), by: registryOffice)
    try city.enrol("ada")
    city.expect(.unknownPerson, OrganisationRegistered.example(contacts: ["carla"]), by: registryOffice)
    try city.record(OrganisationRegistered.example(contacts: ["bruno"]), by: registryOffice)
  }

  @Test func itIsStruckOffOnceFromTodayOrLater() throws {
    func act(_ text: String) -> OrganisationStruckOff {
      OrganisationStruckOff(organisation: named("club"), reason: "it asked", effectiveOn: day(text))
    }
    city.expect(.unknownOrganisation, act("2023-11-14"), by: registryOffice)
    try city.register()
    city.expect(.notEntitled, act("2023-11-14"), by: individual("ada"))
    // It was registered on the 14th: what comes before is not recorded, not by an act either.
    for reference in [nil, reference] as [ActReference?] {
      city.expect(.orgNotLive, act("2023-11-13"), by: registryOffice, reference: reference)
    }
    _ = try city.decide(act("2023-11-14"), by: registryOffice)
    try city.record(act("2033-12-01"), by: registryOffice)
    // A slip in a day that has not come is set right by an act; the same day again is none.
    city.expect(.actReferenceMissing, act("2023-12-01"), by: registryOffice)
    for day in ["2033-12-01", "2034-12-01"] {
      city.expect(.orgNotLive, act(day), by: registryOffice, reference: reference)
    }
    let position = try city.record(act("2023-12-01"), by: registryOffice, reference: reference)
    let club = Actor(organisation: named("club"))
    try SubjectLookup.requireLive(club, at: day("2023-12-01").start.advanced(byMicroseconds: -1), city.rows)
    let refusal = #expect(throws: Rejection.self) {
      try SubjectLookup.requireLive(club, at: day("2023-12-01").start, city.rows)
    }
    #expect(refusal?.code == .orgNotLive && refusal?.positions == [position])
    for actor in [Actor(organisation: named("x")), individual("ada")] {
      let unknown = #expect(throws: Rejection.self) { try SubjectLookup.requireLive(actor, at: city.now, city.rows) }
      #expect(unknown?.code == .unknownOrganisation)
    }
  }

  @Test func daysAreCountedAsInstantsCountThem() {
    for text in ["0001-01-01", "1969-12-31", "1970-01-01", "2000-02-29", "2023-11-14", "2100-03-01", "9999-12-31"] {
      let date = day(text)
      #expect(Instant(startOfDay: date.dayNumber).date == date && date.start.day == date.dayNumber)
    }
    var (date, number) = (day("2096-01-01"), day("2096-01-01").dayNumber)
    while let before = date.dayBefore, number > 0 {
      (date, number) = (before, number - 1)
      if date.dayNumber != number { Issue.record("\(date)") }
    }
    #expect(date == day("1970-01-01") && day("0001-01-01").dayBefore == nil)
  }
}
