import EventModel
import ParticipationModel
import Testing
import TransparencyLog

extension MandateGranted {
  /// A mandate of the association from the start of the city's time.
  static func example(
    _ mandate: String, of organisation: String = "club", to delegate: String = "bruno",
    kind: MandateKind = .effective, scopes: [MandateScope] = [.sit, .vote],
    target: MandateTarget = .stream(StreamName(category: "body", named("area-f") as ID<Body>)),
    _ minutes: ClosedRange<Int64>? = nil
  ) -> MandateGranted {
    MandateGranted(
      organisation: named(organisation), mandate: named(mandate), delegate: individual(delegate), kind: kind,
      scopes: scopes, target: target, from: MemoryCity.minute(minutes?.lowerBound ?? 0),
      to: minutes.map { MemoryCity.minute($0.upperBound) })
  }
}

@Suite struct MandateDecisionTests {
  private let city = MemoryCity()
  private let ada = individual("ada")

  private func prepare() throws {
    try city.register()
    try city.enrol("bruno", "carla")
  }

  private func revocation(_ mandate: String = "m", at minute: Int64 = 0) -> MandateRevoked {
    MandateRevoked(organisation: named("club"), mandate: named(mandate), effectiveAt: MemoryCity.minute(minute))
  }

  @Test func theRepresentativeGrants() throws {
    city.expect(.unknownOrganisation, MandateGranted.example("m"), by: ada)
    try prepare()
    city.expect(.notRepresentative, MandateGranted.example("m"), by: individual("bruno"))
    city.expect(.notRepresentative, MandateGranted.example("m"), by: registryOffice)
    city.expect(.notRepresentative, MandateGranted.example("m"), by: individual("bruno"), onBehalfOf: ada)
    _ = try city.decide(MandateGranted.example("m"), by: registryOffice, onBehalfOf: ada)
    let position = try city.record(MandateGranted.example("m"), by: ada)
    #expect(SubjectLookup.mandate(at: position, of: named("club"), city.rows) == named("m"))
    #expect(SubjectLookup.mandate(at: city.next, of: named("club"), city.rows) == nil)
    let row = try #require(city.rows.row(OrganisationRow.key(named("club")), as: OrganisationRow.self))
    #expect(row.mandates == [named("m")])
  }

  @Test func theRepresentativeIsAsOfToday() throws {
    try prepare()
    let change = AttributeAttested(
      subject: .organisation(named("club")),
      attribute: Attribute(.representative, "person:carla", from: day("2023-11-15")), attestor: registryOffice)
    try city.record(change, by: registryOffice)
    _ = try city.decide(MandateGranted.example("m"), by: ada)
    city.now = MemoryCity.minute(107)
    let later = MandateGranted.example("m", 107...200)
    city.expect(.notRepresentative, later, by: ada)
    try city.record(later, by: individual("carla"))
  }

  @Test func aDelegateDoesNotGiveAMandateOn() throws {
    try prepare()
    try city.record(MandateGranted.example("m", 0...60), by: ada)
    let other = MandateGranted.example("n", to: "carla", kind: .substitute)
    city.expect(.subDelegation, other, by: individual("bruno"))
    city.expect(.notRepresentative, other, by: individual("carla"))
    city.now = MemoryCity.minute(60)
    city.expect(.notRepresentative, other, by: individual("bruno"))
  }

  @Test func aRepresentativeMayBeADelegateToo() throws {
    try prepare()
    try city.record(MandateGranted.example("m", to: "ada"), by: ada)
    try city.record(MandateGranted.example("n", kind: .substitute), by: ada)
  }

  @Test func anIDIsUsedOnceAndTheDelegateIsEnrolled() throws {
    try prepare()
    city.expect(.unknownPerson, MandateGranted.example("m", to: "dario"), by: ada)
    try city.record(MandateGranted.example("m"), by: ada)
    city.expect(.alreadyGranted, MandateGranted.example("m", kind: .proxy), by: ada)
  }

  @Test func aMandateBeginsOnTheDayOrLater() throws {
    try prepare()
    city.now = MemoryCity.minute(100)
    _ = try city.decide(MandateGranted.example("m", 0...500), by: ada)
    city.now = MemoryCity.minute(107)
    city.expect(.retroactive, MandateGranted.example("m", 106...500), by: ada)
    try city.record(MandateGranted.example("m", 107...500), by: ada)
  }

  @Test func theOrganisationIsLiveWhenItBegins() throws {
    try prepare()
    try city.strikeOff(on: day("2023-11-15"))
    try city.record(MandateGranted.example("m", 106...500), by: ada)
    city.expect(.orgNotLive, MandateGranted.example("n", kind: .proxy, 107...500), by: ada)
    city.now = MemoryCity.minute(107)
    city.expect(.orgNotLive, MandateGranted.example("n", kind: .proxy, 107...500), by: ada)
  }

  @Test func thereIsOneEffectiveAndOneSubstituteAtATime() throws {
    try prepare()
    try city.record(MandateGranted.example("e", 0...100), by: ada)
    city.expect(.mandateLimit, MandateGranted.example("f", to: "carla", 99...200), by: ada)
    city.expect(.mandateLimit, MandateGranted.example("f", to: "carla"), by: ada)
    try city.record(MandateGranted.example("f", to: "carla", 100...200), by: ada)
    try city.record(MandateGranted.example("s", to: "carla", kind: .substitute, 0...300), by: ada)
    city.expect(.mandateLimit, MandateGranted.example("t", kind: .substitute, 200...201), by: ada)
    for proxy in ["p1", "p2"] { try city.record(MandateGranted.example(proxy, kind: .proxy, 0...300), by: ada) }
    try city.record(MandateGranted.example("g", target: .everything), by: ada)
  }

  @Test func aRevokedMandateLeavesRoom() throws {
    try prepare()
    try city.record(MandateGranted.example("e"), by: ada)
    try city.record(revocation("e", at: 30), by: ada)
    city.expect(.mandateLimit, MandateGranted.example("f", 29...60), by: ada)
    try city.record(MandateGranted.example("f", 30...60), by: ada)
  }

  @Test func aPersonIsTheDelegateOfOneOrganisationForATarget() throws {
    try prepare()
    try city.register("band", taxCode: "91000000025")
    try city.record(MandateGranted.example("m"), by: ada)
    city.expect(.mandateLimit, MandateGranted.example("m", of: "band"), by: ada)
    _ = try city.decide(MandateGranted.example("m", of: "band", kind: .substitute), by: ada)
    _ = try city.decide(MandateGranted.example("m", of: "band", target: .everything), by: ada)
    let elsewhere = MandateTarget.stream(StreamName(category: "body", named("area-g") as ID<Body>))
    try city.record(MandateGranted.example("m", of: "band", target: elsewhere), by: ada)
    // The first organisation leaves the register, and its mandate with it.
    try city.strikeOff(on: day("2023-11-15"))
    city.expect(.mandateLimit, MandateGranted.example("n", of: "band", 106...500), by: ada)
    try city.record(MandateGranted.example("n", of: "band", 107...500), by: ada)
  }

  @Test func theRepresentativeTakesALiveMandateBack() throws {
    city.expect(.unknownOrganisation, revocation(), by: ada)
    try prepare()
    city.expect(.mandateInvalid, revocation(), by: ada)
    try city.record(MandateGranted.example("m", 0...200), by: ada)
    city.expect(.notRepresentative, revocation(), by: individual("bruno"))
    city.now = MemoryCity.minute(107)
    city.expect(.retroactive, revocation(at: 106), by: ada)
    _ = try city.decide(revocation(at: 107), by: registryOffice, onBehalfOf: ada)
    try city.record(revocation(at: 150), by: ada)
    // Until it has come, the end can be moved, but not put off.
    city.expect(.mandateInvalid, revocation(at: 160), by: ada)
    try city.record(revocation(at: 110), by: ada)
    city.now = MemoryCity.minute(110)
    city.expect(.mandateInvalid, revocation(at: 160), by: ada)
  }

  @Test func whatIsOverIsNotTakenBack() throws {
    try prepare()
    try city.record(MandateGranted.example("m", 0...60), by: ada)
    try city.record(MandateGranted.example("n", kind: .substitute), by: ada)
    city.now = MemoryCity.minute(60)
    city.expect(.mandateInvalid, revocation(at: 60), by: ada)
    try city.strikeOff(on: day("2023-11-15"))
    city.now = MemoryCity.minute(107)
    city.expect(.mandateInvalid, revocation("n", at: 107), by: ada)
  }
}
