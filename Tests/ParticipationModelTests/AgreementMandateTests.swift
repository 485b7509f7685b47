import EventModel
import ParticipationModel
import Testing
import TransparencyLog

/// A registered organisation signs by its representative, or by a delegate under a mandate valid at that time.
@Suite struct AgreementMandateTests {
  private let city = MemoryCity()
  private let club = Actor(organisation: named("club"))
  private let target = MandateTarget.stream(StreamName(category: "agreement", named("a") as ID<Agreement>))

  private var signature: AgreementSigned {
    AgreementSigned(agreement: named("a"), version: 1, party: club, textHash: digest(1))
  }

  private func open() throws {
    let parties = [AgreementParty(party: club, isRequired: true)]
    try city.record(
      AgreementOpened(agreement: named("a"), title: "The park", kind: .pact, textHash: digest(1), parties: parties),
      reference: reference)
  }

  @Test func theRepresentativeSigns() throws {
    try city.register()
    try open()
    city.expect(.mandateInvalid, signature, by: individual("bruno"))
    try city.record(signature, by: individual("ada"))
  }

  @Test func aDelegateSignsUnderAMandateThatHoldsThen() throws {
    try city.register()
    try city.enrol("bruno")
    try open()
    let other = try city.record(MandateGranted.example("sits", scopes: [.sit], target: target), by: individual("ada"))
    let mandate = try city.record(
      MandateGranted.example("signs", kind: .substitute, scopes: [.sign], target: target), by: individual("ada"))
    city.expect(.mandateInvalid, signature, by: individual("bruno"), mandate: other)
    city.expect(.mandateInvalid, signature, by: individual("carla"), mandate: mandate)
    _ = try city.decide(signature, by: individual("bruno"), mandate: mandate)
    city.now = MemoryCity.minute(10)
    try city.record(
      MandateRevoked(organisation: named("club"), mandate: named("signs"), effectiveAt: MemoryCity.minute(10)),
      by: individual("ada"))
    city.expect(.mandateInvalid, signature, by: individual("bruno"), mandate: mandate)
  }

  @Test func anOrganisationThatIsNotInTheRegisterSignsNothing() throws {
    try open()
    for actor in [individual("ada"), club, registryOffice] { city.expect(.unknownOrganisation, signature, by: actor) }
  }

  @Test func whoIsStruckOffSignsNothing() throws {
    try city.register()
    try open()
    try city.strikeOff(on: day("2023-11-15"))
    city.now = MemoryCity.minute(24 * 60)
    city.expect(.orgNotLive, signature, by: individual("ada"))
  }
}
