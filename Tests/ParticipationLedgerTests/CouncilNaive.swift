import EventLedger
import EventModel
import LogAudit
import ParticipationModel
import Testing
import TransparencyLog

/// The invariants of the rulebook, told the long way from the acts of a log: dictionaries, and nothing of the
/// deciders.
struct NaiveCouncil {
  struct OrganisationState {
    var act: OrganisationRegistered
    var struckOff: Instant?
  }

  struct MandateState {
    var act: MandateGranted
    var revoked: Instant?
    var end: Instant? { [act.validTo, revoked].compactMap(\.self).min() }
  }

  struct Tenure {
    var seating: MemberSeated
    var position: Position
    /// The last instant of a designated member's mandate, as it was granted: it ends the time on the seat by itself.
    var mandateTo: Instant?
    var ceased: (at: Instant, reason: CessationReason)?
    var end: Instant? { [seating.to, ceased?.at].compactMap(\.self).min() }

    func contains(_ instant: Instant) -> Bool { seating.from <= instant && end.map { instant < $0 } ?? true }

    func overlaps(_ other: MemberSeated) -> Bool {
      let start = max(seating.from, other.from)
      let end = [end, mandateTo].compactMap(\.self).min()
      return end.map { start < $0 } ?? true && other.to.map { start < $0 } ?? true
    }
  }

  struct MeetingState {
    var act: MeetingConvened
    var held: (act: MeetingHeld, position: Position)?
  }

  let comment: Comment
  var people: [Actor: [Attribute]] = [:]
  var organisations: [ID<Organisation>: OrganisationState] = [:]
  var mandates: [String: MandateState] = [:]
  var votes: [ID<Election>: NaiveVote] = [:]
  var bodies: [ID<Body>: BodyEstablished] = [:]
  /// By body, then by seat.
  var tenures: [ID<Body>: [ID<Seat>: [Tenure]]] = [:]
  var offers: [String: SeatOffered] = [:]
  var meetings: [String: MeetingState] = [:]
  var resolutions: Set<String> = []
  var settled: Set<String> = []

  init(_ comment: Comment) { self.comment = comment }

  /// Takes an event in, which must be one that the rules allow.
  mutating func apply(_ event: RecordedEvent) {
    switch event.act(.albo) {
    case let act as PersonEnrolled:
      expect(people.updateValue(act.predicates, forKey: Actor(person: act.person)) == nil, "enrolled twice", event)
    case let act as AttributeAttested:
      if case .person(let id) = act.subject { people[Actor(person: id)]?.append(act.attribute) }
    case let act as OrganisationRegistered: register(act, event)
    case let act as OrganisationStruckOff:
      expect(organisations[act.organisation]?.struckOff == nil, "struck off twice", event)
      expect(isOnTime(act.effectiveOn.dayNumber, event), "struck off in the past", event)
      organisations[act.organisation]?.struckOff = Instant(startOfDay: act.effectiveOn.dayNumber)
    case let act as MandateGranted: grant(act, event)
    case let act as MandateRevoked:
      let key = "\(act.organisation)/\(act.mandate)"
      let done = event.envelope.occurredAt ?? event.envelope.recordedAt
      expect(mandates[key].map { !isOver($0.revoked, done) } == true, "an unknown mandate, or one that is over", event)
      expect(isOnTime(act.effectiveAt.day, event), "revoked in the past", event)
      mandates[key]?.revoked = act.effectiveAt
    case let act?: election(act, event) || council(act, event) ? () : expect(act is LedgerOpened, "not told", event)
    case nil: return
    }
  }

  func expect(_ condition: Bool, _ what: String, _ event: RecordedEvent) {
    #expect(condition, "\(what): \(event.envelope.type) at \(event.position), \(comment)")
  }

  /// Whether something that holds from a day may be recorded then: from today on, or from 60 days back by an act.
  func isOnTime(_ day: Int64, _ event: RecordedEvent) -> Bool {
    let today = event.envelope.recordedAt.day
    return day >= today || event.envelope.actReference != nil && day >= today - 60
  }

  /// Who acts, also through an office.
  func author(_ event: RecordedEvent) -> Actor {
    let envelope = event.envelope
    return envelope.actor.description.hasPrefix("office:") ? envelope.onBehalfOf ?? envelope.actor : envelope.actor
  }

  private mutating func register(_ act: OrganisationRegistered, _ event: RecordedEvent) {
    let others = organisations.values.filter { $0.act.taxCode == act.taxCode }
    expect(others.allSatisfy { isOver($0.struckOff, event.envelope.recordedAt) }, "a tax code twice", event)
    expect(people[act.representative] != nil, "an unknown representative", event)
    expect(organisations.updateValue(.init(act: act), forKey: act.organisation) == nil, "registered twice", event)
  }

  func isOver(_ end: Instant?, _ instant: Instant) -> Bool { end.map { $0 <= instant } ?? false }

  private mutating func grant(_ act: MandateGranted, _ event: RecordedEvent) {
    let key = "\(act.organisation)/\(act.mandate)"
    let organisation = organisations[act.organisation]
    expect(organisation?.act.representative == author(event), "not granted by the representative", event)
    expect(!isOver(organisation?.struckOff, act.validFrom), "granted when struck off", event)
    expect(people[act.delegate] != nil && mandates[key] == nil, "an unknown delegate, or an id twice", event)
    expect(isOnTime(act.validFrom.day, event), "granted in the past", event)
    for other in mandates.values
    where act.kind != .proxy && other.act.kind == act.kind && other.act.target == act.target {
      guard meet(other, act) else { continue }
      expect(other.act.organisation != act.organisation, "two \(act.kind) delegates at a time", event)
      let isSame = other.act.delegate == act.delegate && act.kind == .effective && act.target != .everything
      expect(!isSame, "a delegate of two organisations at a time", event)
    }
    mandates[key] = MandateState(act: act)
  }

  private func meet(_ other: MandateState, _ act: MandateGranted) -> Bool {
    let start = max(other.act.validFrom, act.validFrom)
    let ends = [other.end, act.validTo, organisations[other.act.organisation]?.struckOff].compactMap(\.self)
    return ends.allSatisfy { start < $0 }
  }

  /// Whether a mandate lets a delegate sit in a body at an instant.
  func isValid(
    _ id: ID<Mandate>?, of organisation: Actor?, delegate: Actor?, in body: ID<Body>, at instant: Instant
  ) -> MandateState? {
    let name = organisation?.description.split(separator: ":").last.map(String.init) ?? ""
    guard let id, let mandate = mandates["\(name)/\(id)"], let act = Optional(mandate.act) else { return nil }
    let isHere = act.target == .everything || act.target == .stream(BodyEstablished.stream(of: body))
    let ends = [mandate.end, organisations[act.organisation]?.struckOff].compactMap(\.self)
    guard act.delegate == delegate, act.scopes.contains(.sit), isHere, act.validFrom <= instant,
      ends.allSatisfy({ instant < $0 })
    else { return nil }
    return mandate
  }
}
