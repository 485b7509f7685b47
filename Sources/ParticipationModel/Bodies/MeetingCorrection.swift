import Bytes
public import EventModel
public import TransparencyLog

extension MeetingHeld {
  /// Attendance and minutes, until the next session approves them.
  public static let clerical = ["attendance", "excused", "others", "minutesHash", "measures"]

  /// The codes with which a correction may be refused beside its own.
  static let correctionRefusals: [RejectionCode] = [
    .unknownBody, .unknownSeat, .notMember, .substituteNotNeeded, .mandateInvalid, .alreadySeated, .notConvened,
  ]

  /// Refuses what the next session has approved, and what would change a resolution or a forfeiture.
  public func corrected(
    from earlier: MeetingHeld, at target: Position, _ rows: any ConstraintReader
  ) throws(Rejection) -> MeetingHeld {
    let ledger = try BodyLookup(body, rows)
    guard let row = rows.row(MeetingRow.key(body, meeting), as: MeetingRow.self), let held = row.held else {
      throw Rejection(.notConvened, "no meeting “\(meeting)” of “\(body)” was held")
    }
    if let next = rows.row(LastSessionRow.key(body), as: LastSessionRow.self), openedAt < next.openedAt {
      throw Rejection(
        .minutesApproved, "a later session opened at \(next.openedAt)", positions: [held.heldAt, next.heldAt])
    }
    // Outcomes stand: who was in office is what was known when the meeting was recorded.
    let known = ledger.members(at: openedAt, knownAt: held.heldAt)
    try checkAttendance(known, ledger)
    var act = self
    act.quorum = QuorumVerdict(
      ledger.rules.quorum(call: row.call), seats: ledger.established.established.seats.count,
      inOffice: known.count, present: attendance.count)
    try checkOutcomes(row, held, quorum: act.quorum, ledger.members(at: openedAt))
    return act
  }

  private func checkOutcomes(
    _ row: MeetingRow, _ held: MeetingRow.Held, quorum: QuorumVerdict?, _ members: [ID<Seat>: Tenure]
  ) throws(Rejection) {
    let present = Set(attendance.map(\.seat))
    let isSame =
      quorum?.isMet == held.hasQuorum && present.isSuperset(of: row.voters) && present.count >= Int(row.mostVotes)
    guard row.resolvedAt.isEmpty || isSame else {
      throw Rejection(
        .wouldChangeOutcome, "the meeting has voted: its quorum, or a vote that was counted, would no longer hold",
        positions: [held.heldAt] + row.resolvedAt)
    }
    let there = present.union(excused)
    for (seat, member) in members where there.contains(seat) {
      guard let cessation = member.cessation, cessation.missed.contains(held.heldAt) else { continue }
      throw Rejection(
        .wouldChangeOutcome, "\(member.person) forfeited the seat “\(seat)” for absences, this meeting among them",
        positions: [held.heldAt, cessation.ceasedAt])
    }
  }
}

/// The last session of a body that had its quorum: it approves the minutes of those before it.
struct LastSessionRow: ConstraintValue, Described {
  var openedAt = Instant(microseconds: 0)
  var heldAt = Position(0)

  static func key(_ body: ID<Body>) -> ConstraintKey { ConstraintKey(BodyEstablished.stream(of: body), kind: 10) }

  init(openedAt: Instant, heldAt: Position) { (self.openedAt, self.heldAt) = (openedAt, heldAt) }
  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.instant(1, "openedAt", &openedAt)
    try fields.position(2, "heldAt", &heldAt)
  }
}

/// Which meeting an event recorded as held: a correction names the event.
struct MeetingPositionRow: ConstraintValue, Described {
  var body = ID<Body>()
  var meeting = ID<Meeting>()

  static func key(_ stream: StreamName, _ position: Position) -> ConstraintKey {
    ConstraintKey(stream, kind: 11, key: position.rawValue.bigEndianBytes)
  }

  init(body: ID<Body>, meeting: ID<Meeting>) { (self.body, self.meeting) = (body, meeting) }
  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "body", &body)
    try fields.named(2, "meeting", &meeting)
  }

  /// Writes a corrected field of the meeting, and what follows for its quorum and for absences.
  func correct(
    _ field: String, to value: JSONValue, quorum: QuorumVerdict?, at target: Position, _ rows: any ConstraintRows
  ) {
    guard let ledger = try? BodyLookup(body, rows),
      let elements = value == .null ? [] : value.elements,
      var row = rows.row(MeetingRow.key(body, meeting), as: MeetingRow.self), var held = row.held
    else { return }
    switch field {
    case "attendance": held.present = elements.compactMap { $0["seat"]?.text.flatMap { ID($0) } }
    case "excused": held.excused = elements.compactMap { $0.text.flatMap { ID($0) } }
    default: return
    }
    held.hasQuorum = quorum?.isMet ?? false
    row.held = held
    rows.set(MeetingRow.key(body, meeting), to: row)
    guard row.kind == .session, ledger.rules.absences > 0 else { return }
    let (present, excused) = (Set(held.present), Set(held.excused))
    for (seat, member) in ledger.members(at: held.openedAt) {
      let (wasMissed, isPresent) = (member.missed.contains { $0.heldAt == target }, present.contains(seat))
      let isMissed = !isPresent && !excused.contains(seat)
      guard wasMissed != isMissed else { continue }
      ledger.update(seat, seatedAt: member.seatedAt, in: rows) { tenure in
        tenure.missed.removeAll { $0.heldAt == target }
        if isMissed { tenure.miss(.init(heldAt: target, openedAt: held.openedAt)) }
        if isPresent { tenure.attend(openedAt: held.openedAt) }
      }
    }
  }
}
