import EventModel
import Foundation
import ParticipationModel
import SchemaOracle
import SwiftProtobuf
import Testing

private let long = String(repeating: "x", count: 301)

private func enrolled(
  _ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_PersonEnrolled) -> Void
) -> InvalidCase {
  let home = Attribute(.residentIn, "F", from: day("2020-01-01"), to: day("2020-12-31"))
  let later = Attribute(.residentIn, "G", from: day("2021-01-01"))
  let valid = PersonEnrolled.example("ada", [home, later])
  return InvalidCase(field, PersonEnrolled.self, { valid.message }, spoil)
}

private func attested(
  _ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_AttributeAttested) -> Void
) -> InvalidCase {
  let valid = AttributeAttested(
    subject: .person(named("ada")), attribute: Attribute(.residentIn, "F", from: day("2020-01-01")),
    attestor: registryOffice)
  return InvalidCase(field, AttributeAttested.self, { valid.message }, spoil)
}

private func consented(
  _ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_GuardianConsentRecorded) -> Void
) -> InvalidCase {
  let valid = GuardianConsentRecorded(
    minor: named("m"), guardian: individual("g"), scope: named("volunteering"), until: day("2024-01-01"))
  return InvalidCase(field, GuardianConsentRecorded.self, { valid.message }, spoil)
}

private func registered(
  _ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_OrganisationRegistered) -> Void
) -> InvalidCase {
  let valid = OrganisationRegistered.example()
  return InvalidCase(field, OrganisationRegistered.self, { valid.message }, spoil)
}

private func struckOff(
  _ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_OrganisationStruckOff) -> Void
) -> InvalidCase {
  let valid = OrganisationStruckOff(organisation: named("club"), reason: "it asked", effectiveOn: day("2024-01-01"))
  return InvalidCase(field, OrganisationStruckOff.self, { valid.message }, spoil)
}

private func granted(
  _ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_MandateGranted) -> Void
) -> InvalidCase {
  let valid = MandateGranted.example("m")
  return InvalidCase(field, MandateGranted.self, { valid.message }, spoil)
}

private func revoked(
  _ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_MandateRevoked) -> Void
) -> InvalidCase {
  let valid = MandateRevoked(organisation: named("club"), mandate: named("m"), effectiveAt: MemoryCity.minute(0))
  return InvalidCase(field, MandateRevoked.self, { valid.message }, spoil)
}

/// The refusal of an act about persons and organisations names the field that is wrong.
@Suite struct PersonInvalidTests {
  @Test(arguments: [
    enrolled("person") { $0.person = "Ada" },
    enrolled("predicates") { $0.predicates = Array(repeating: $0.predicates[0], count: 51) },
    enrolled("predicates") { $0.predicates[1].validFrom = "2020-12-31" },
    enrolled("predicates") { $0.predicates[0].validTo = "" },
    enrolled("predicates.name") { $0.predicates[0].name = "1st" },
    enrolled("predicates.name") { $0.predicates[0].name = String(repeating: "a", count: 65) },
    enrolled("predicates.value") { $0.predicates[0].value = "" },
    enrolled("predicates.value") { $0.predicates[0].value = String(repeating: "a", count: 201) },
    enrolled("predicates.value") { $0.predicates[0].name = "atLeast16On" },
    enrolled("predicates.value") { ($0.predicates[0].name, $0.predicates[0].value) = ("under25On", "2021-06-31") },
    enrolled("predicates.value") { ($0.predicates[0].name, $0.predicates[0].value) = ("minorUntil", "soon") },
    enrolled("predicates.value") { ($0.predicates[0].name, $0.predicates[0].value) = ("guardian", "ada") },
    enrolled("predicates.value") { ($0.predicates[0].name, $0.predicates[0].value) = ("representative", "org:a") },
    enrolled("predicates.validFrom") { $0.predicates[0].validFrom = "" },
    enrolled("predicates.validTo") { $0.predicates[0].validTo = "2021-02-29" },
    enrolled("predicates.validTo") { $0.predicates[0].validTo = "2019-12-31" },
    enrolled("assurance") { $0.assurance = 0 },
    enrolled("assurance") { $0.assurance = 4 },
    enrolled("attestedBy") { $0.attestedBy = "" },
    enrolled("key") { $0.key = "K" },
    attested("subject") { $0.subject = "ada" },
    attested("subject") { $0.subject = "person:Ada" },
    attested("attribute") { $0.clearAttribute() },
    attested("attribute.validTo") { $0.attribute.validTo = "2019-01-01" },
    attested("attestor") { $0.attestor = "a b" },
    attested("evidenceHash") { $0.evidenceHash = Data([1]) },
    consented("minor") { $0.minor = "m" },
    consented("guardian") { $0.guardian = "office:registry" },
    consented("scope") { $0.scope = "" },
    consented("decision") { $0.decision = .unspecified },
    consented("validUntil") { $0.validUntil = "2024" },
    consented("validUntil") { $0.validUntil = "" },
    consented("validUntil") { $0.decision = .revoked },
    consented("evidenceHash") { $0.evidenceHash = Data([1]) },
  ])
  func ofPersons(_ invalid: InvalidCase) { invalid.check() }

  @Test(arguments: [
    registered("organisation") { $0.organisation = "The club" },
    registered("name") { $0.name = "" },
    registered("name") { $0.name = long },
    registered("taxCode") { $0.taxCode = "" },
    registered("taxCode") { $0.taxCode = "1234567890" },
    registered("taxCode") { $0.taxCode = "1234567890a" },
    registered("taxCode") { $0.taxCode = "01234567890" },
    registered("foreignCode") { ($0.foreignCode.country, $0.foreignCode.code) = ("AT", "1") },
    registered("foreignCode.country") { ($0.taxCode, $0.foreignCode.country, $0.foreignCode.code) = ("", "IT", "1") },
    registered("foreignCode.code") { ($0.taxCode, $0.foreignCode.country) = ("", "AT") },
    registered("legalForm") { $0.legalForm = .unspecified },
    registered("runts") { $0.runts = long },
    registered("territories") { $0.territories = ["F", "F"] },
    registered("territories") { $0.territories = [""] },
    registered("territories") { $0.territories = (0...100).map { "t\($0)" } },
    registered("statuteHash") { $0.statuteHash = Data() },
    registered("statuteHash") { $0.statuteHash = Data([1]) },
    registered("representative") { $0.representative = "" },
    registered("contacts") { $0.contacts = ["ada"] },
    registered("contacts") { $0.contacts = ["person:a", "person:a"] },
    registered("contacts") { $0.contacts = (0...50).map { "person:p\($0)" } },
    registered("contacts") { $0.legalForm = .informalGroup },
    registered("contacts") { ($0.legalForm, $0.contacts) = (.informalGroup, [$0.representative]) },
    struckOff("organisation") { $0.organisation = "" },
    struckOff("reason") { $0.reason = "" },
    struckOff("reason") { $0.reason = long },
    struckOff("effectiveOn") { $0.effectiveOn = "2021-06-31" },
  ])
  func ofOrganisations(_ invalid: InvalidCase) { invalid.check() }

  @Test(arguments: [
    granted("organisation") { $0.organisation = "" },
    granted("mandate") { $0.mandate = "" },
    granted("delegate") { $0.delegate = "office:registry" },
    granted("kind") { $0.kind = .unspecified },
    granted("scopes") { $0.scopes = [] },
    granted("scopes") { $0.scopes = [.sit, .sit] },
    granted("scopes") { $0.scopes = [.sit, .unspecified] },
    granted("target") { $0.target = "" },
    granted("target") { $0.target = "area-f" },
    granted("validFrom") { $0.validFrom = -1 },
    granted("validTo") { $0.validTo = -1 },
    granted("validTo") { $0.validTo = $0.validFrom },
    granted("evidenceHash") { $0.evidenceHash = Data([1]) },
    revoked("organisation") { $0.organisation = "" },
    revoked("mandate") { $0.mandate = "" },
    revoked("reason") { $0.reason = long },
    revoked("effectiveAt") { $0.effectiveAt = .max },
  ])
  func ofMandates(_ invalid: InvalidCase) { invalid.check() }
}
