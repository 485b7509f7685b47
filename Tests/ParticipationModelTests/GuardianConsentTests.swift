import EventModel
import ParticipationModel
import Testing
import TransparencyLog

@Suite struct GuardianConsentTests {
  private let city = MemoryCity()
  private let guardian = individual("gina")

  /// A city where `gina` is the guardian of `mia`; it is 2023-11-14.
  private func enrolMinor(_ others: Attribute...) throws {
    try city.enrol("gina")
    let authority = Attribute(.guardian, "person:gina", from: day("2020-01-01"))
    try city.enrol("mia", predicates: [authority] + others)
  }

  private func consent(until text: String?, by actor: Actor? = nil) -> GuardianConsentRecorded {
    GuardianConsentRecorded(
      minor: named("mia"), guardian: actor ?? guardian, scope: named("volunteering"), until: text.map { day($0) })
  }

  private func live(_ text: String) -> GuardianConsent? {
    SubjectLookup.consent(of: individual("mia"), scope: named("volunteering"), on: day(text), city.rows)
  }

  @Test func theMinorIsEnrolled() {
    city.expect(.unknownPerson, consent(until: "2024-01-01"), by: guardian)
  }

  @Test func onlyAnAttestedGuardianConsents() throws {
    try enrolMinor()
    try city.enrol("rosa")
    city.expect(.notGuardian, consent(until: "2024-01-01", by: individual("rosa")), by: individual("rosa"))
    city.expect(.notGuardian, consent(until: "2024-01-01"), by: individual("rosa"))
    city.expect(.notGuardian, consent(until: "2024-01-01"), by: individual("rosa"), onBehalfOf: guardian)
    city.expect(.notGuardian, consent(until: "2024-01-01"), by: registryOffice)
    _ = try city.decide(consent(until: "2024-01-01"), by: registryOffice, onBehalfOf: guardian)
    try city.record(consent(until: "2024-01-01"), by: guardian)
  }

  @Test func guardianshipHoldsOnTheDay() throws {
    let authority = Attribute(.guardian, "person:gina", from: day("2020-01-01"), to: day("2023-11-13"))
    try city.enrol("mia", predicates: [authority])
    city.expect(.notGuardian, consent(until: "2024-01-01"), by: guardian)
  }

  @Test func aConsentHoldsFromTheDayOfItsRecordToItsLast() throws {
    try enrolMinor()
    city.expect(.retroactive, consent(until: "2023-11-13"), by: guardian)
    let position = try city.record(consent(until: "2023-11-20"), by: guardian)
    #expect(live("2023-11-13") == nil && live("2023-11-21") == nil)
    #expect(live("2023-11-14")?.grantedAt == position && live("2023-11-20")?.guardian == guardian)
    let other = SubjectLookup.consent(of: individual("mia"), scope: named("other"), on: day("2023-11-14"), city.rows)
    #expect(other == nil)
  }

  @Test func thereIsOneConsentAtATime() throws {
    try enrolMinor()
    try city.record(consent(until: "2023-11-14"), by: guardian)
    city.expect(.consentLive, consent(until: "2024-01-01"), by: guardian)
    city.now = MemoryCity.minute(107)
    try city.record(consent(until: "2024-01-01"), by: guardian)
    #expect(live("2023-11-14") != nil && live("2023-11-15") != nil)
  }

  @Test func onlyALiveConsentIsTakenBack() throws {
    try enrolMinor()
    city.expect(.noLiveConsent, consent(until: nil), by: guardian)
    try city.record(consent(until: "2024-01-01"), by: guardian)
    city.now = MemoryCity.minute(107)
    let revoked = try city.record(consent(until: nil), by: guardian)
    #expect(live("2023-11-14")?.revokedAt == revoked && live("2023-11-15") == nil)
    city.expect(.noLiveConsent, consent(until: nil), by: guardian)
    try city.record(consent(until: "2024-02-01"), by: guardian)
    #expect(live("2023-11-15") != nil && live("2024-02-01") != nil)
  }

  @Test func consentEndsWhereTheMinorIs18() throws {
    try enrolMinor(Attribute(.minorUntil, "2024-03-31", from: day("2020-01-01")))
    city.expect(.notMinor, consent(until: "2024-04-01"), by: guardian)
    try city.record(consent(until: "2024-03-31"), by: guardian)
  }

  @Test func aPredicateOfMajorityEndsConsentToo() throws {
    try enrolMinor(Attribute(.atLeast18On, "2024-04-01", from: day("2020-01-01")))
    city.expect(.notMinor, consent(until: "2024-04-01"), by: guardian)
    _ = try city.decide(consent(until: "2024-03-31"), by: guardian)
  }

  @Test func nobodyConsentsForAnAdult() throws {
    try enrolMinor(Attribute(.atLeast18On, "2023-11-14", from: day("2023-01-01"), to: day("2023-12-31")))
    city.expect(.notMinor, consent(until: "2023-11-14"), by: guardian)
    city.expect(.notMinor, consent(until: nil), by: guardian)
  }
}
