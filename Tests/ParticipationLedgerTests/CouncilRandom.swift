import EventLedger
import EventModel
import ParticipationModel
import TransparencyLog

/// Proposals about persons, organisations, councils and their elections at random, valid ones and others.
struct RandomCouncil {
  struct Vote {
    var called: ElectionCalled
    var isOpen = false
    var isClosed = false
    /// What members of the commission have decided, each by an own act.
    var decided: [CommissionVoted: [Actor]] = [:]
    var candidacies: [(id: String, person: Actor, district: String, isFiled: Bool)] = []
    var ballots: [(position: Position, tag: [UInt8])] = []
    var challenged: [Position] = []
    var certifiedAt: Position?
  }

  struct MeetingState {
    var act: MeetingConvened
    var held: MeetingHeld?
  }

  var random: SplitMix64
  var votes: [Vote] = []
  var established: [BodyEstablished] = []
  var members: [(body: ID<Body>, seat: ID<Seat>, person: Actor)] = []
  var offers: [SeatOffered] = []
  var meetings: [MeetingState] = []
  var mandates: [MandateGranted] = []
  private var ids: UInt64 = 0

  static let people = (0..<10).map { "p\($0)" }
  static let organisations = ["club", "band", "union"]
  static let bodies: [ID<Body>] = ["b0", "b1", "b2", "b3"].map { named($0) }
  static let office = person("office:participation")

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// The next proposal.
  mutating func proposal(at now: Instant) -> Proposal {
    if established.count < Self.bodies.count, random.chance(20) { return make(establish(), Self.office) }
    var proposal =
      switch random.number(1...100) {
      case 1...10: subject(now)
      case 11...65: vote(now)
      default: council(now)
      }
    if random.chance(2) { proposal.actor = someone() }
    if random.chance(2) { proposal.expectedVersions = [proposal.act.stream: random.number(0...5)] }
    if random.chance(2) { proposal.occurredAt = now.advanced(byMicroseconds: random.number(-1_000_000...200_000)) }
    return proposal
  }

  mutating func make(_ act: any Act, _ actor: Actor, on behalf: Actor? = nil, referenced percent: Int = 5) -> Proposal {
    ids += 1
    let bytes = [UInt8](repeating: 0, count: 4) + [UInt8(ids >> 8 & 0xFF), UInt8(ids & 0xFF), 0x70]
    let tail = (0..<9).map { _ in random.number(UInt8(0)...255) }
    guard let id = CommandID(bytes: bytes + tail) else { preconditionFailure("16 bytes are an id") }
    return Proposal(
      id: id, act: act, actor: actor, onBehalfOf: behalf, channel: random.one(of: Channel.allCases),
      actReference: random.chance(percent) ? reference : nil)
  }

  /// A person acts, or the office on the person's behalf.
  mutating func make(_ act: any Act, inPerson person: Actor) -> Proposal {
    random.chance(70) ? make(act, person) : make(act, Self.office, on: person)
  }

  mutating func someone() -> Actor { person("person:\(random.one(of: Self.people))") }

  mutating func body() -> ID<Body> { random.one(of: Self.bodies) }

  private mutating func establish() -> BodyEstablished {
    let body = body()
    let isFirst = body == Self.bodies[0]
    let bases: [(String, SeatBasis)] = [
      ("n1", .elected), ("n2", .elected), ("s1", .elected), ("r1", .byRight), ("d1", .designated), ("d2", .designated),
    ]
    let rules = BodyRules(
      firstCall: QuorumRule(
        base: random.one(of: QuorumBase.allCases), numerator: 1, denominator: random.number(2...4),
        isExceeding: random.chance(30), minimum: random.number(0...1)),
      secondCall: random.chance(50) ? QuorumRule(base: .present, minimum: 1) : nil,
      majority: MajorityRule(countsAbstentions: random.chance(50), hasCastingVote: random.chance(50)),
      absences: 2, noticeDays: isFirst ? 1 : 0, urgentNoticeHours: 0, officers: 2,
      hasBalancedOfficers: random.chance(50), secret: random.chance(50) ? [.officers] : [])
    return BodyEstablished(
      body: body, title: "A council", kind: .areaCouncil, seats: bases.map { BodySeat(id: named($0), basis: $1) },
      rules: rules, termYears: random.number(0...5))
  }

  // MARK: Persons, organisations and mandates

  private mutating func subject(_ now: Instant) -> Proposal {
    switch random.number(1...100) {
    case 1...30: return make(enrolment(), Self.office)
    case 31...45:
      let act = OrganisationRegistered(
        organisation: named(random.one(of: Self.organisations)), name: "An organisation",
        taxCode: organisationCode(random.number(0...3)), legalForm: .association, statuteHash: digest(1),
        representative: someone())
      return make(act, Self.office)
    case 46...47:
      let day = Instant(startOfDay: now.day + random.number(-1...2)).date ?? day("2026-01-01")
      let act = OrganisationStruckOff(
        organisation: named(random.one(of: Self.organisations)), reason: "it asked", effectiveOn: day)
      return make(act, Self.office)
    case 48...55:
      let attribute = Attribute(.residentIn, random.one(of: ["Nord", "A/Sud"]), from: day("2025-01-01"))
      return make(
        AttributeAttested(
          subject: .person(named(random.one(of: Self.people))), attribute: attribute, attestor: Self.office),
        Self.office)
    default: return mandate(now)
    }
  }

  mutating func enrolment(of name: String? = nil) -> PersonEnrolled {
    let name = name ?? random.one(of: Self.people)
    var predicates: [Attribute] = []
    for (predicate, value, percent) in [
      ("atLeast16On", "2025-06-01", 85), ("isYoung", "yes", 40), ("residentIn", "A/Nord", 80),
    ] {
      guard let attribute = AttributeName(predicate), random.chance(percent) else { continue }
      predicates.append(Attribute(attribute, value, from: day("2025-01-01")))
    }
    return PersonEnrolled(
      person: named(name), predicates: predicates, assurance: random.chance(95) ? 2 : 1, attestedBy: Self.office,
      key: named(random.chance(95) ? "k-\(name)" : "k-p0"))
  }

  private mutating func mandate(_ now: Instant) -> Proposal {
    let from = now.advanced(byMicroseconds: random.number(-1...4) * 3_600_000_000)
    if random.chance(25), let old = mandates.randomElement(using: &random) {
      return make(
        MandateRevoked(organisation: old.organisation, mandate: old.mandate, effectiveAt: from),
        representative(old.organisation))
    }
    let organisation: ID<Organisation> = named(random.one(of: Self.organisations))
    let hours: Int64? = random.chance(50) ? random.number(1...30) : nil
    let target = MandateTarget.stream(BodyEstablished.stream(of: body()))
    let act = MandateGranted(
      organisation: organisation, mandate: named("m\(random.number(0...99))"), delegate: someone(),
      kind: random.one(of: [.effective, .effective, .substitute, .proxy]), scopes: random.chance(90) ? [.sit] : [.sign],
      target: random.chance(75) ? target : .everything, from: from,
      to: hours.map { from.advanced(byMicroseconds: $0 * 3_600_000_000) })
    return make(act, representative(organisation))
  }

  /// Who is likely to represent an organisation.
  private var representatives: [ID<Organisation>: Actor] = [:]

  private mutating func representative(_ organisation: ID<Organisation>) -> Actor {
    random.chance(90) ? representatives[organisation] ?? someone() : someone()
  }

  // MARK: What was recorded

  mutating func observe(_ act: any Act, by actor: Actor, at position: Position) {
    switch act {
    case let act as BodyEstablished: established.append(act)
    case let act as OrganisationRegistered: representatives[act.organisation] = act.representative
    case let act as MandateGranted: mandates.append(act)
    case let act as MemberSeated:
      members.append((act.body, act.seat, act.person))
      offers.removeAll { $0.body == act.body && $0.seat == act.seat }
    case let act as MemberCeased: members.removeAll { $0.body == act.body && $0.seat == act.seat }
    case let act as SeatOffered: offers.append(act)
    case let act as SeatDeclined: offers.removeAll { $0.body == act.body && $0.seat == act.seat }
    case let act as MeetingConvened: meetings.append(MeetingState(act: act))
    case let act as MeetingHeld:
      guard let index = meetings.firstIndex(where: { $0.act.body == act.body && $0.act.meeting == act.meeting }) else {
        return
      }
      meetings[index].held = act
    default: observeVote(act, by: actor, at: position)
    }
  }
}
