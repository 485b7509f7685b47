import EventModel
import ParticipationModel
import Testing
import TransparencyLog

/// How somebody proposes an act.
private struct Claim: CustomStringConvertible {
  var actor: Actor
  var behalf: Actor?
  var mandate: Position?
  var recorder = ""

  init(_ actor: Actor, on behalf: Actor? = nil, mandate: Position? = nil, recorder: String = "") {
    (self.actor, self.behalf, self.mandate, self.recorder) = (actor, behalf, mandate, recorder)
  }

  var description: String { "\(actor)\(behalf.map { " on behalf of \($0)" } ?? "")" }
}

/// An act, proposed as somebody writes it.
struct EntitledAct: Sendable, CustomTestStringConvertible {
  var act: any CityAct

  var testDescription: String { "\(type(of: act).type.shortName): \(act.entitlement.sentence)" }

  /// The example of every act that can be proposed, and those whose entitlement is another by what they say.
  static let all: [EntitledAct] = examples + variants.map { EntitledAct(act: $0) }

  /// Whoever owes a duty, and whoever corrects an act, follows from what is recorded: see DutyTests, RectificationTests.
  private static let examples = ActRegistry.albo.proposableTypes.filter { type in
    type != DutyReported.type && type != EntryRectified.type
  }.compactMap { type in
    (ActRegistry.albo[type] as? any CityAct.Type).map { EntitledAct(act: example($0)) }
  }

  private static func example<Value: CityAct>(_ type: Value.Type) -> Value { .example }

  private static var variants: [any CityAct] {
    var (resigned, accepted) = (example(MemberCeased.self), example(MemberSeated.self))
    var own = example(AttributeAttested.self)
    (resigned.reason, accepted.title) = (.resigned, .substitute)
    own.attribute.name = AttributeName("competence.gardening") ?? own.attribute.name
    var (later, signed, clubs) = (example(ElectionCalled.self), example(AgreementSigned.self), own)
    (later.version, signed.party) = (2, Actor(organisation: named("organisation-1")))
    clubs.subject = .organisation(named("organisation-1"))
    return [resigned, accepted, own, later, signed, clubs]
  }
}

/// Who may do an act, by what each act declares.
@Suite struct EntitlementTests {
  /// The office that examples name; it has every competence.
  private static let office = person("office:participation")
  /// An office that is competent for no act there is.
  private static let poor = person("office:poor")
  private static let stranger = person("person:stranger")
  private static let club = Actor(organisation: named("organisation-1"))

  private let city = MemoryCity()
  /// What the delegate of the organisation may do for it.
  private let mandate: Position

  /// What examples name: an election with its commission and a candidacy, a body with a member, an organisation.
  init() throws {
    for (name, competences) in [("participation", Competence.allCases), ("poor", [.facts])] {
      let act = OfficeEmpowered(office: named(name), competences: competences, from: city.now)
      try city.record(act, by: Self.office, reference: reference)
    }
    for name in ["representative", "delegate", "person", "p-1", "guardian", "minor"] {
      let guardian = Attribute(.guardian, "person:guardian", from: day("2020-01-01"))
      let act = PersonEnrolled(
        person: named(name), predicates: name == "minor" ? [guardian] : [], assurance: 3, attestedBy: Self.office,
        key: named("k-\(name)"))
      try city.record(act, by: Self.office)
    }
    try city.record(OrganisationRegistered.example("organisation-1", representative: "representative"), by: Self.office)
    mandate = try city.record(
      MandateGranted.example(
        "mandate-1", of: "organisation-1", to: "delegate", scopes: [.sit, .sign, .review], target: .everything),
      by: individual("representative"))
    try addElectionAndBody()
    try city.record(TranscriptionOpened.example, by: Self.office, reference: reference)
  }

  private func addElectionAndBody() throws {
    try city.record(
      ElectionCalled.candidacies {
        ($0.election, $0.commission) = (named("election-1"), ["decidedby", "signedby", "third"].map(individual))
      }, by: Self.office)
    var filed = CandidacyFiled.of("person")
    (filed.election, filed.candidacy) = (named("election-1"), "candidacy-1")
    try city.record(filed, by: filed.person)
    try city.record(
      BodyEstablished(
        body: named("body-1"), title: "A council", kind: .areaCouncil,
        seats: [BodySeat(id: named("seat-1"), basis: .designated)], rules: .example(officers: 1), termYears: 5),
      by: Self.office)
    try city.record(
      MemberSeated(
        body: named("body-1"), seat: named("seat-1"), person: individual("delegate"), title: .designated,
        organisation: Self.club, mandate: named("mandate-1"), from: city.now), by: Self.office)
  }

  // MARK: Who is named

  /// Whom a field stands for, told by hand.
  private func subject(_ field: String, of act: any CityAct) -> Actor? {
    switch field {
    case "candidacy": individual("person")
    case "seat": individual("delegate")
    case "volunteer": act.json[field]?.text.map { Actor(volunteer: named($0)) }
    default: act.json[field]?.text.flatMap { Actor($0) }
    }
  }

  /// Who acts for a party.
  private func party(_ field: String, _ act: any CityAct) -> [Claim] {
    guard let party = subject(field, of: act) else { return [] }
    guard party == Self.club else { return [Claim(party)] }
    return [Claim(individual("representative")), Claim(individual("delegate"), mandate: mandate)]
  }

  /// Those whom an entitlement names, without offices.
  private func people(_ entitlement: Entitlement, _ act: any CityAct) -> [Claim] {
    switch entitlement {
    case .person(let field, _): subject(field, of: act).map { [Claim($0)] } ?? []
    case .representative: [Claim(individual("representative"))]
    case .party(let field, _): party(field, act)
    case .delegate: [Claim(individual("delegate"), on: Self.club, mandate: mandate)]
    case .commission: [Claim(individual("decidedby")), Claim(individual("signedby"))]
    case .desk: [Claim(person("desk:street"))]
    case .transcriber: [Claim(Self.stranger, recorder: "unix:1001"), Claim(Self.office, recorder: "unix:1002")]
    case .clock: [Claim(.clock), Claim(.ledger)]
    case .anyone: [Claim(Self.stranger)]
    case .office, .secretary, .boundParty, .corrector: []
    case .oneOf(let all): all.flatMap { people($0, act) }
    }
  }

  /// What an office may do by an entitlement if it is competent.
  private func offices(_ entitlement: Entitlement, _ act: any CityAct, _ office: Actor) -> [Claim] {
    switch entitlement {
    case .office, .secretary, .desk: [Claim(office)]
    case .person, .representative, .party:
      people(entitlement, act).map { Claim(office, on: $0.actor, mandate: $0.mandate) }
    case .commission: act.json["minutesHash"] == nil ? [] : [Claim(office)]
    case .delegate, .boundParty, .transcriber, .corrector, .clock, .anyone: []
    case .oneOf(let all): all.flatMap { offices($0, act, office) }
    }
  }

  private func refusal(_ act: any CityAct, _ claim: Claim) -> RejectionCode? {
    do {
      _ = try city.decide(
        act, by: claim.actor, onBehalfOf: claim.behalf, mandate: claim.mandate, recorder: claim.recorder,
        reference: reference)
      return nil
    } catch { return (error as? Rejection)?.code }
  }

  /// The codes that say that somebody may not do the act.
  private func foreign(_ act: any CityAct) -> Set<RejectionCode> {
    [.notEntitled, type(of: act).foreignActor, .notCommission, .notRepresentative, .mandateInvalid]
  }

  // MARK: The tests

  @Test func everyActDeclaresWhoMayDoIt() {
    for type in ActRegistry.albo.types { #expect(ActRegistry.albo[type] is any CityAct.Type, "\(type)") }
    #expect(EntitledAct.all.count > ActRegistry.albo.proposableTypes.count - 2)
  }

  @Test func theFieldsThatEntitlementsNameExist() {
    func fields(_ entitlement: Entitlement) -> [String] {
      switch entitlement {
      case .person(let field, _), .representative(let field, _), .delegate(let field, _), .party(let field, _): [field]
      case .oneOf(let all): all.flatMap(fields)
      default: []
      }
    }
    for type in ActRegistry.albo.types {
      guard let act = ActRegistry.albo[type] as? any CityAct.Type else { continue }
      let names = Set(act.fields.map(\.name) + ["onBehalfOf"])
      #expect(names.isSuperset(of: fields(act.entitlement)), "\(type)")
    }
  }

  @Test(arguments: EntitledAct.all) func whoIsEntitledIsNotRefused(_ example: EntitledAct) {
    let act = example.act
    let claims = people(act.entitlement, act) + offices(act.entitlement, act, Self.office)
    #expect(!claims.isEmpty)
    for claim in claims {
      let code = refusal(act, claim)
      #expect(!(code.map(foreign(act).union([.officeNotCompetent]).contains) ?? false), "\(claim): \(code as Any)")
    }
  }

  @Test(arguments: EntitledAct.all) func anOfficeWithoutTheCompetenceIsRefused(_ example: EntitledAct) {
    for claim in offices(example.act.entitlement, example.act, Self.poor) {
      #expect(refusal(example.act, claim) == .officeNotCompetent, "\(claim)")
    }
  }

  @Test(arguments: EntitledAct.all) func aPersonWhoIsNotNamedIsRefused(_ example: EntitledAct) {
    let code = refusal(example.act, Claim(Self.stranger, recorder: "unix:1009"))
    #expect(code.map(foreign(example.act).contains) == true, "\(code as Any)")
  }

  /// Only an office acts in somebody's name, and only in the name of whoever is entitled.
  @Test(arguments: EntitledAct.all) func anothersNameIsRefused(_ example: EntitledAct) {
    let act = example.act
    for claim in people(act.entitlement, act) {
      let code = refusal(act, Claim(Self.stranger, on: claim.actor, recorder: "unix:1009"))
      #expect(code.map(foreign(act).contains) == true, "in the name of \(claim): \(code as Any)")
    }
    switch act.entitlement {
    case .person, .representative, .party:
      let code = refusal(act, Claim(Self.office, on: Self.stranger))
      #expect(code.map(foreign(act).contains) == true, "\(code as Any)")
    default: break
    }
  }

  @Test func anOfficeAnswersInItsOwnName() throws {
    try city.record(ProposalPublished.example, by: Self.office)
    var act = ProposalAnswered.example
    #expect(refusal(act, Claim(Self.office)) == nil)
    act.office = person("office:roads")
    #expect(refusal(act, Claim(Self.office)) == .notEntitled)
  }
}
