import EventModel
import TransparencyLog

/// A body's rows, as its deciders read them.
struct BodyLookup {
  let body: ID<Body>
  let established: BodyRow
  let rows: any ConstraintReader

  /// Refuses `UnknownBody`.
  init(_ body: ID<Body>, _ rows: any ConstraintReader) throws(Rejection) {
    guard let established = rows.row(BodyRow.key(body), as: BodyRow.self) else {
      throw Rejection(
        .unknownBody, "there is no body “\(body)”: check the id")
    }
    (self.body, self.established, self.rows) = (body, established, rows)
  }

  var rules: BodyRules { established.established.rules }

  /// A seat of the body; refuses `UnknownSeat`.
  func seat(_ seat: ID<Seat>) throws(Rejection) -> BodySeat {
    guard let index = established.seatIndexes[seat] else {
      throw Rejection(
        .unknownSeat, "the body “\(body)” has no seat “\(seat)”",
        positions: [established.position])
    }
    return established.established.seats[index]
  }

  /// Everybody who has, had or will have a seat.
  func history(of seat: ID<Seat>) -> SeatRow {
    rows.row(SeatRow.key(body, seat), as: SeatRow.self) ?? SeatRow()
  }

  /// Who is in office at an instant, by seat.
  ///
  /// - Parameter known: leaves out what was recorded after this event.
  func members(at instant: Instant, knownAt known: Position = Position(.max)) -> [ID<Seat>: Tenure] {
    var members: [ID<Seat>: Tenure] = [:]
    for seat in established.established.seats { members[seat.id] = holder(of: seat.id, at: instant, knownAt: known) }
    return members
  }

  /// Who is in office on a seat at an instant: a designated member only while the mandate holds.
  func holder(of seat: ID<Seat>, at instant: Instant, knownAt known: Position = Position(.max)) -> Tenure? {
    guard let tenure = history(of: seat).known(at: known).holder(at: instant) else { return nil }
    guard let organisation = tenure.organisation?.organisation, let mandate = tenure.mandate else { return tenure }
    let granted = rows.row(MandateRow.key(organisation, mandate), as: MandateRow.self)?.known(at: known)
    let isRevoked = granted?.end.map { $0 <= instant } ?? false
    let register = rows.row(OrganisationRow.key(organisation), as: OrganisationRow.self)?.known(at: known)
    let isLive = register?.isLive(civil: LedgerRules.current(rows).local(instant)) ?? true
    return isRevoked || !isLive ? nil : tenure
  }

  /// Notes for each member in office whether a session was missed, if absences have a consequence.
  ///
  /// - Parameter known: leaves out who was recorded as a member after this event.
  func noteSession(
    _ heldAt: Position, openedAt: Instant, present: [ID<Seat>], excused: [ID<Seat>],
    knownAt known: Position = Position(.max), _ rows: any ConstraintRows
  ) {
    guard self.rules.absences > 0 else { return }
    let (present, excused) = (Set(present), Set(excused))
    for (seat, member) in members(at: openedAt, knownAt: known) {
      let isMissed = present.contains(seat) ? false : excused.contains(seat) ? nil : true
      update(seat, seatedAt: member.seatedAt, in: rows) { $0.note(heldAt, openedAt: openedAt, isMissed: isMissed) }
    }
  }

  /// Changes one person's time on a seat, the one that began with an event.
  func update(
    _ seat: ID<Seat>, seatedAt: Position, in rows: any ConstraintRows, _ body: (inout Tenure) -> Void
  ) {
    rows.update(SeatRow.key(self.body, seat), as: SeatRow.self) { row in
      guard let index = row.tenures.firstIndex(where: { $0.seatedAt == seatedAt }) else { return }
      body(&row.tenures[index])
    }
  }
}

/// An act of a body.
protocol BodyAct: CityAct {
  /// The body.
  var body: ID<Body> { get }
}

extension BodyAct {
  /// Refuses `NotEntitled` unless an officer of the body who is in office acts, or an office.
  public func require(
    _ entitlement: Entitlement, _ decision: Decision, _ rows: any ConstraintReader
  ) throws(Rejection) {
    let lookup = try BodyLookup(body, rows)
    if decision.actor.isOffice { return try OfficeRow.require(.bodies, decision, rows) }
    let row = rows.row(OfficersRow.key(body), as: OfficersRow.self)
    for officer in row?.officers ?? [] where officer.person == decision.actor {
      if lookup.holder(of: officer.seat, at: decision.at)?.person == officer.person { return }
    }
    throw notEntitled(
      decision, entitlement, positions: [lookup.established.position] + (row.map { [$0.since] } ?? []))
  }
}
