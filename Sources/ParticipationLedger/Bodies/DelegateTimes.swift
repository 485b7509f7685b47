import EventLedger
import EventModel
import ParticipationModel
import TransparencyLog

/// An organisation's mandates and the seats that its delegates have had: when a delegate is not in office although the
/// seating still stands.
///
/// Deciders ask the register and the mandate each time; views keep here what they would be told.
struct DelegateTimes: Codable, Sendable {
  typealias Pause = MemberItem.Pause

  /// A delegate's time on a seat.
  struct DelegateSeat: Codable, Sendable {
    var mandate: ID<Mandate>
    var body: ID<Body>
    var seat: ID<Seat>
    var seatedAt: Position
    var from: Instant
    var to: Instant?

    /// Whether it is the time that a cessation ends.
    fileprivate func isTime(of act: MemberCeased) -> Bool {
      body == act.body && seat == act.seat && to.map { act.effectiveAt < $0 } ?? true
    }
  }

  /// A mandate.
  struct MandateTime: Codable, Sendable {
    var id: ID<Mandate>
    var validTo: Instant?
    /// Revocations, and strikings-off that ended it; each is ended by the one that took its place.
    var ends: [Pause] = []

    /// When it ends by what is recorded; nil if no end is known.
    var end: Instant? {
      ([validTo].compactMap(\.self) + ends.filter { $0.endedBy == nil }.map(\.from)).min()
    }
  }

  private(set) var mandates: [MandateTime] = []
  private(set) var seats: [DelegateSeat] = []
  /// Suspensions, and times out of the register.
  private var outs: [Pause] = []
  /// Which of them are strikings-off.
  private var strikingsOff: [Position] = []

  /// The acts that it follows, beside seatings and cessations.
  static let acts: ViewActs = [
    LedgerRulesSet.self, MandateGranted.self, MandateRevoked.self, OrganisationSuspended.self,
    OrganisationStruckOff.self, OrganisationReadmitted.self,
  ]

  /// The tables in which a view keeps it, by organisation, and the city's clocks.
  static let working = ["delegates", "designators", CityClocks.working]
  static let table = ViewRows.Table<DelegateTimes>("delegates")
  /// The organisations that have designated for a seat, by body and seat.
  private static let designators = ViewRows.Table<[ID<Organisation>]>("designators")

  /// What an event changes: who is concerned, and for which time.
  struct Change {
    var organisation: ID<Organisation>
    /// The mandate; nil for all.
    var mandate: ID<Mandate>?
    var span: TimeSpan
  }

  private static func key(_ organisation: ID<Organisation>) -> ViewKey { ViewKey(organisation.description) }

  /// What is known of an organisation.
  static func of(_ organisation: ID<Organisation>, _ rows: ViewRows) throws -> DelegateTimes {
    try rows.slot(table, key(organisation)).row ?? DelegateTimes()
  }

  /// The times in which a delegate under a mandate is not in office.
  func pauses(of mandate: ID<Mandate>) -> [Pause] {
    (mandates.first { $0.id == mandate }?.ends ?? []) + outs
  }

  /// The seats under a mandate, or under all.
  func seats(under mandate: ID<Mandate>?) -> [DelegateSeat] {
    seats.filter { mandate == nil || $0.mandate == mandate }
  }

  /// Adds the seat of a delegate.
  static func add(_ act: MemberSeated, at position: Position, _ rows: ViewRows) throws {
    guard let organisation = act.organisation?.organisation, let mandate = act.mandate else { return }
    try update(organisation, rows) {
      $0.seats.append(
        DelegateSeat(
          mandate: mandate, body: act.body, seat: act.seat, seatedAt: position, from: act.from, to: act.to))
    }
    let designators = try rows.slot(designators, key(act.body, act.seat))
    if designators.row?.contains(organisation) != true {
      designators.row = (designators.row ?? []) + [organisation]
    }
  }

  /// Ends the time of a delegate who leaves the seat.
  static func end(_ act: MemberCeased, _ rows: ViewRows) throws {
    for organisation in try rows.slot(designators, key(act.body, act.seat)).row ?? [] {
      try update(organisation, rows) { times in
        for index in times.seats.indices where times.seats[index].isTime(of: act) {
          times.seats[index].to = max(times.seats[index].from, act.effectiveAt)
        }
      }
    }
  }

  private static func key(_ body: ID<Body>, _ seat: ID<Seat>) -> ViewKey {
    ViewKey(.text(body.description), .text(seat.description))
  }

  /// Follows what concerns mandates and the register.
  ///
  /// - Returns: what changes; nil for other events, and for a mandate that is granted.
  static func follow(_ event: ViewEvent, _ record: borrowing Span<UInt8>, _ rows: ViewRows) throws -> Change? {
    switch event.type {
    case LedgerRulesSet.type:
      try CityClocks.follow(event.act(LedgerRulesSet.self, in: record), rows)
      return nil
    case MandateGranted.type:
      let act = try event.act(MandateGranted.self, in: record)
      try update(act.organisation, rows) { $0.mandates.append(.init(id: act.mandate, validTo: act.validTo)) }
      return nil
    case MandateRevoked.type:
      let act = try event.act(MandateRevoked.self, in: record)
      try update(act.organisation, rows) { $0.revoke(act.mandate, at: act.effectiveAt, event.position) }
      return Change(
        organisation: act.organisation, mandate: act.mandate, span: TimeSpan(from: act.effectiveAt, to: nil))
    case OrganisationSuspended.type:
      let act = try event.act(OrganisationSuspended.self, in: record)
      let rules = try CityClocks.rules(rows)
      let pause = Pause(
        from: rules.beginning(of: act.from), to: act.to.map { rules.beginning(of: $0.next) }, position: event.position)
      try update(act.organisation, rows) { $0.outs.append(pause) }
      return Change(organisation: act.organisation, span: pause.span)
    case OrganisationStruckOff.type:
      let act = try event.act(OrganisationStruckOff.self, in: record)
      let start = try CityClocks.rules(rows).beginning(of: act.effectiveOn)
      try update(act.organisation, rows) { $0.strikeOff(at: start, event.position) }
      return Change(organisation: act.organisation, span: TimeSpan(from: start, to: nil))
    case OrganisationReadmitted.type:
      let act = try event.act(OrganisationReadmitted.self, in: record)
      let start = try CityClocks.rules(rows).beginning(of: act.on)
      try update(act.organisation, rows) { $0.readmit(at: start, event.position) }
      return Change(organisation: act.organisation, span: TimeSpan(from: start, to: nil))
    default: return nil
    }
  }

  private static func update(
    _ organisation: ID<Organisation>, _ rows: ViewRows, _ change: (inout DelegateTimes) -> Void
  ) throws {
    let slot = try rows.slot(table, key(organisation))
    var times = slot.row ?? DelegateTimes()
    change(&times)
    slot.row = times
  }

  private mutating func revoke(_ mandate: ID<Mandate>, at instant: Instant, _ position: Position) {
    guard let index = mandates.firstIndex(where: { $0.id == mandate }) else { return }
    for earlier in mandates[index].ends.indices where mandates[index].ends[earlier].endedBy == nil {
      let start = mandates[index].ends[earlier].from
      mandates[index].ends[earlier].end(at: start, by: position)
    }
    mandates[index].ends.append(Pause(from: instant, position: position))
  }

  private mutating func strikeOff(at start: Instant, _ position: Position) {
    // Another day takes the place of one that has not come.
    if let index = openStrikingOff { outs[index].end(at: outs[index].from, by: position) }
    outs.append(Pause(from: start, position: position))
    strikingsOff.append(position)
  }

  private var openStrikingOff: Int? {
    outs.lastIndex { $0.endedBy == nil && strikingsOff.contains($0.position) }
  }

  /// Ends the time out of the register, and with it mandates and suspensions from before; or else a suspension.
  private mutating func readmit(at instant: Instant, _ position: Position) {
    guard let index = openStrikingOff, outs[index].from <= instant else {
      for index in outs.indices where outs[index].span.contains(instant) { outs[index].end(at: instant, by: position) }
      return
    }
    let (start, struckOffAt) = (outs[index].from, outs[index].position)
    outs[index].end(at: instant, by: position)
    for other in outs.indices where other != index && outs[other].span.to.map({ start < $0 }) ?? true {
      outs[other].end(at: start, by: position)
    }
    for mandate in mandates.indices where mandates[mandate].end.map({ start < $0 }) ?? true {
      revoke(mandates[mandate].id, at: start, struckOffAt)
    }
  }
}
