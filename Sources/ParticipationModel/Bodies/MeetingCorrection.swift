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
    let sessions = rows.row(QuorateSessionsRow.key(body), as: QuorateSessionsRow.self)?.sessions ?? []
    if let next = sessions.last, openedAt < next.openedAt {
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
      guard let cessation = member.cessations.first(where: { $0.missed.contains(held.heldAt) }) else { continue }
      throw Rejection(
        .wouldChangeOutcome, "\(member.person) forfeited the seat “\(seat)” for absences, this meeting among them",
        positions: [held.heldAt, cessation.ceasedAt])
    }
  }
}

/// The last sessions of a body that had their quorum, in the order of their opening: each approves the minutes of those
/// before it.
struct QuorateSessionsRow: ConstraintValue, Described {
  var sessions: [Session] = []

  struct Session: Described, Hashable {
    var openedAt = Instant(microseconds: 0)
    var heldAt = Position(0)

    init(openedAt: Instant, heldAt: Position) { (self.openedAt, self.heldAt) = (openedAt, heldAt) }
    init(_ blank: Blank) {}

    mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
      try fields.instant(1, "openedAt", &openedAt)
      try fields.position(2, "heldAt", &heldAt)
    }
  }

  static func key(_ body: ID<Body>) -> ConstraintKey { ConstraintKey(BodyEstablished.stream(of: body), kind: 10) }

  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.messages(1, "sessions", &sessions, .any)
  }

  /// Notes whether a session had its quorum. Only the last can be corrected; a few before it are kept for the case that
  /// it then has none.
  static func note(
    _ heldAt: Position, openedAt: Instant, isQuorate: Bool, of body: ID<Body>, _ rows: any ConstraintRows
  ) {
    var row = rows.row(key(body), as: QuorateSessionsRow.self) ?? QuorateSessionsRow(Blank())
    let before = row.sessions
    row.sessions.removeAll { $0.heldAt == heldAt }
    if isQuorate {
      let index = row.sessions.firstIndex { openedAt < $0.openedAt } ?? row.sessions.endIndex
      row.sessions.insert(Session(openedAt: openedAt, heldAt: heldAt), at: index)
      if row.sessions.count > 100 { row.sessions.removeFirst() }
    }
    if row.sessions != before { rows.set(key(body), to: row) }
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
    guard row.kind == .session else { return }
    QuorateSessionsRow.note(target, openedAt: held.openedAt, isQuorate: held.hasQuorum, of: body, rows)
    ledger.noteSession(
      target, openedAt: held.openedAt, present: held.present, excused: held.excused, knownAt: target, rows)
  }
}
