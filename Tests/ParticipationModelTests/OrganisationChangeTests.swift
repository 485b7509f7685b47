import EventModel
import Foundation
import ParticipationModel
import Testing
import TransparencyLog

/// Organisations that change, are suspended, come back; attributes that are taken back.
@Suite struct OrganisationChangeTests {
  private static let register = person("office:register")
  private static let club = ID<Organisation>(static: "club")

  /// The club with its representative rita and a mandate `m` of gina; `today` is 14 November 2023.
  private func city() throws -> MemoryCity {
    let city = try MemoryCity.council()
    try city.mandate()
    return city
  }

  private func representative(_ city: MemoryCity, on day: CivilDate) -> Actor? {
    SubjectLookup.representative(of: Actor(organisation: Self.club), on: day, city.rows)?.person
  }

  @Test func aNewRepresentativeFollowsTheOld() throws {
    let city = try city()
    let change = OrganisationChanged(
      organisation: Self.club, from: day("2023-11-20"), name: "The new club", representative: person("person:gina"))
    try city.record(change, by: Self.register)
    #expect(representative(city, on: day("2023-11-19")) == person("person:rita"))
    #expect(representative(city, on: day("2023-11-20")) == person("person:gina"))
  }

  @Test func aChangeIsTheRegistersAndOfKnownPersons() throws {
    let city = try city()
    let change = OrganisationChanged(organisation: Self.club, from: day("2023-11-20"), name: "The new club")
    city.expect(.notEntitled, change, by: person("person:rita"))
    var unknown = change
    unknown.representative = person("person:nobody")
    city.expect(.unknownPerson, unknown, by: Self.register)
    unknown.organisation = named("other")
    city.expect(.unknownOrganisation, unknown, by: Self.register)
  }

  @Test func aChangeBetweenTwoSeatsIsRefused() throws {
    let city = try city()
    func move(_ seat: String, _ from: String) -> OrganisationChanged {
      OrganisationChanged(organisation: Self.club, from: day(from), seat: seat)
    }
    try city.record(move("F", "2023-11-20"), by: Self.register)
    try city.record(move("G", "2023-11-30"), by: Self.register)
    city.expect(.alreadyAttested, move("H", "2023-11-25"), by: Self.register)
  }

  @Test func whileItIsSuspendedItsMandatesDoNotHold() throws {
    let city = try city()
    let suspension = OrganisationSuspended(
      organisation: Self.club, reason: "no report", from: day("2023-11-14"), to: day("2023-11-30"))
    city.expect(.actReferenceMissing, suspension, by: Self.register)
    try city.record(suspension, by: Self.register, reference: reference)
    city.expect(.mandateInvalid, MemberSeated.delegate(), by: clerk)
    city.expect(.orgNotLive, suspension, by: Self.register, reference: reference)
    city.now = Instant(startOfDay: day("2023-12-01").dayNumber)
    try city.record(MemberSeated.delegate(from: city.now), by: clerk)
  }

  @Test func aSuspendedOrganisationKeepsItsCode() throws {
    let city = try city()
    try city.record(
      OrganisationSuspended(organisation: Self.club, reason: "no report", from: day("2023-11-14")),
      by: Self.register, reference: reference)
    let other = OrganisationRegistered(
      organisation: named("other"), name: "Another", taxCode: "01234567897", legalForm: .association,
      statuteHash: digest(1), representative: person("person:rita"))
    city.expect(.taxCodeTaken, other, by: Self.register)
  }

  @Test func aSuspensionEndsWithReadmission() throws {
    let city = try city()
    let back = OrganisationReadmitted(organisation: Self.club, reason: "reported", on: day("2023-11-16"))
    city.expect(.alreadyRegistered, back, by: Self.register, reference: reference)
    try city.record(
      OrganisationSuspended(organisation: Self.club, reason: "no report", from: day("2023-11-14")),
      by: Self.register, reference: reference)
    city.expect(.actReferenceMissing, back, by: Self.register)
    try city.record(back, by: Self.register, reference: reference)
    city.now = Instant(startOfDay: day("2023-11-16").dayNumber)
    try city.record(MemberSeated.delegate(from: city.now), by: clerk)
  }

  @Test func afterAStrikingOffItComesBackWithoutItsMandates() throws {
    let city = try city()
    let out = OrganisationStruckOff(organisation: Self.club, reason: "asked for", effectiveOn: day("2023-11-14"))
    try city.record(out, by: Self.register)
    let back = OrganisationReadmitted(organisation: Self.club, reason: "asked again", on: day("2023-11-20"))
    try city.record(back, by: Self.register, reference: reference)
    city.now = Instant(startOfDay: day("2023-11-20").dayNumber)
    city.expect(.mandateInvalid, MemberSeated.delegate(from: city.now), by: clerk)
    let grant = MandateGranted(
      organisation: Self.club, mandate: named("m2"), delegate: person("person:gina"), kind: .effective, scopes: [.sit],
      target: .stream(BodyEstablished.stream(of: named("c"))), from: city.now)
    try city.record(grant, by: person("person:rita"))
    try city.record(MemberSeated.delegate(mandate: "m2", from: city.now), by: clerk)
  }

  @Test func itsTaxCodeMayHaveGoneToAnother() throws {
    let city = try city()
    try city.record(
      OrganisationStruckOff(organisation: Self.club, reason: "asked for", effectiveOn: day("2023-11-14")),
      by: Self.register)
    var other = OrganisationRegistered(
      organisation: named("heirs"), name: "Heirs", taxCode: "01234567897", legalForm: .association,
      statuteHash: digest(1), representative: person("person:rita"))
    other.taxCode = try taxCode(of: city)
    try city.record(other, by: Self.register)
    let back = OrganisationReadmitted(organisation: Self.club, reason: "asked again", on: day("2023-11-20"))
    city.expect(.taxCodeTaken, back, by: Self.register, reference: reference)
  }

  private func taxCode(of city: MemoryCity) throws -> String {
    try #require(city.rows.row(OrganisationRow.key(Self.club), as: OrganisationRow.self)).code
  }

  // MARK: What was attested wrongly

  private let registry = person("office:registry")

  private func resident(_ city: MemoryCity, on text: String) -> [String] {
    SubjectLookup.values(of: "residentIn", for: person("person:gina"), on: day(text), city.rows).map(\.value)
  }

  private func attested(_ value: String, from text: String) -> AttributeAttested {
    AttributeAttested(
      subject: .person(named("gina")), attribute: Attribute(.residentIn, value, from: day(text)), attestor: registry)
  }

  @Test func aWrongResidenceIsTakenBackAndAttestedAgainForTheSameDay() throws {
    let city = try city()
    try city.record(attested("F/Nord", from: "2020-01-01"), by: registry)
    let wrong = try city.record(attested("G/Sud", from: "2023-03-01"), by: registry)
    city.expect(.alreadyAttested, attested("G/Est", from: "2023-03-01"), by: registry)
    let back = AttributeWithdrawn(
      subject: .person(named("gina")), name: .residentIn, attestedAt: wrong, reason: "another person")
    city.expect(.notEntitled, back, by: person("person:gina"))
    try city.record(back, by: registry)
    #expect(resident(city, on: "2023-03-01") == ["F/Nord"])
    try city.record(attested("G/Est", from: "2023-03-01"), by: registry)
    #expect(resident(city, on: "2023-02-28") == ["F/Nord"] && resident(city, on: "2023-03-01") == ["G/Est"])
    city.expect(.unknownAttribute, back, by: registry)
  }
}
