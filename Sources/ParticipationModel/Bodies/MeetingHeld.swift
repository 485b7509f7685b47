public import EventModel

/// A meeting was held. Whether it had its quorum is computed.
public struct MeetingHeld: CityAct, BodyAct {
  /// The body.
  public var body = ID<Body>()
  /// The meeting.
  public var meeting = ID<Meeting>()
  /// When it began: not before it was scheduled.
  public var openedAt = Instant(microseconds: 0)
  /// When it ended: not in the future.
  public var closedAt = Instant(microseconds: 0)
  /// The members who were present, or their substitutes; at most 300.
  public var attendance: [Attendance] = []
  /// Seats whose members were excused; at most 300, none twice and none that was present.
  public var excused: [ID<Seat>] = []
  /// How many others attended: the public, participants in a lab.
  public var others: UInt32 = 0
  /// SHA-256 of the minutes, 32 bytes.
  public var minutesHash: [UInt8]?
  /// What was measured; at most 100.
  public var measures: [IndicatorMeasure] = []
  /// Whether it had its quorum. Computed.
  public var quorum: QuorumVerdict?

  /// A meeting that was held.
  public init(
    body: ID<Body>, meeting: ID<Meeting>, openedAt: Instant, closedAt: Instant, attendance: [Attendance],
    excused: [ID<Seat>] = [], others: UInt32 = 0, minutesHash: [UInt8]? = nil, measures: [IndicatorMeasure] = []
  ) {
    self.body = body
    self.meeting = meeting
    self.openedAt = openedAt
    self.closedAt = closedAt
    self.attendance = attendance
    self.excused = excused
    self.others = others
    self.minutesHash = minutesHash
    self.measures = measures
  }

  /// `albo.v1.MeetingHeld`.
  public static let type = ActType(static: "albo.v1.MeetingHeld")

  /// Who may do it.
  public static let entitlement = Entitlement.secretary

  /// A meeting without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "body", &body)
    try fields.named(2, "meeting", &meeting)
    try fields.instant(3, "openedAt", &openedAt)
    try fields.instant(4, "closedAt", &closedAt)
    try fields.messages(5, "attendance", &attendance, ListRule(0...300))
    try fields.names(6, "excused", &excused, ListRule(0...300, isUnique: true))
    try fields.number(7, "others", &others)
    try fields.hash(8, "minutesHash", &minutesHash)
    try fields.messages(9, "measures", &measures, ListRule(0...100))
    try fields.message(10, "quorum", &quorum, computed: true)
    try fields.check(openedAt <= closedAt, "closedAt", "\(closedAt) is before \(openedAt)")
    try fields.check(checkAttendance)
    try fields.check(
      Set(attendance.map(\.seat)).isDisjoint(with: excused), "excused", "a seat is both present and excused")
  }

  /// A seat may appear twice if the member and a substitute were there: a rule refuses that, not this check.
  private func checkAttendance() throws(InvalidAct) {
    let substitutes = attendance.count { $0.substitute != nil }
    guard substitutes <= 200 else {
      throw InvalidAct(field: "attendance", reason: "\(substitutes) substitutes: expected at most 200")
    }
    for isSubstituted in [false, true] {
      let seats = attendance.filter { ($0.substitute != nil) == isSubstituted }.map(\.seat)
      guard Set(seats).count == seats.count else {
        throw InvalidAct(field: "attendance", reason: "a seat appears twice")
      }
    }
  }

  /// `body/ID`.
  public var stream: StreamName { BodyEstablished.stream(of: body) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownBody, .notConvened, .alreadyHeld, .tooEarly, .inFuture, .unknownSeat, .notMember,
    .substituteNotNeeded, .mandateInvalid, .alreadySeated,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let ledger = try BodyLookup(body, rows)
    let convened = try convened(rows)
    try checkTimes(convened, now: decision.now)
    let members = ledger.members(at: openedAt)
    try checkAttendance(members, ledger)
    var act = proposed
    act.quorum = QuorumVerdict(
      ledger.rules.quorum(call: convened.call), seats: ledger.established.established.seats.count,
      inOffice: members.count, present: attendance.count)
    return [act]
  }

  private func convened(_ rows: any ConstraintReader) throws(Rejection) -> MeetingRow {
    guard let convened = rows.row(MeetingRow.key(body, meeting), as: MeetingRow.self) else {
      throw Rejection(
        .notConvened, "no meeting “\(meeting)” of “\(body)” was called: check the id, or call the meeting first")
    }
    if let held = convened.held {
      throw Rejection(
        .alreadyHeld, "the meeting “\(meeting)” was already recorded as held",
        positions: [held.heldAt])
    }
    return convened
  }

  private func checkTimes(_ convened: MeetingRow, now: Instant) throws(Rejection) {
    guard openedAt >= convened.scheduledFor else {
      throw Rejection(
        .tooEarly, "openedAt is \(openedAt), before \(convened.scheduledFor), when the meeting was to begin",
        rule: "a meeting may not open before the time for which it was called", positions: [convened.convenedAt])
    }
    guard closedAt <= now else {
      throw Rejection(
        .inFuture, "closedAt is \(closedAt), which is in the future",
        rule: "a meeting can be recorded only when it is over", positions: [convened.convenedAt])
    }
  }

  /// Keeps who was present, and counts the absences of a session.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    var kind: MeetingKind?
    rows.update(MeetingRow.key(body, meeting), as: MeetingRow.self) { row in
      kind = row.kind
      row.held = .init(
        heldAt: event.position, openedAt: openedAt, hasQuorum: quorum?.isMet ?? false, present: attendance.map(\.seat),
        excused: self.excused)
    }
    rows.set(MeetingPositionRow.key(stream, event.position), to: MeetingPositionRow(body: body, meeting: meeting))
    guard kind == .session, let ledger = try? BodyLookup(body, rows) else { return }
    QuorateSessionsRow.note(event.position, openedAt: openedAt, isQuorate: quorum?.isMet == true, of: body, rows)
    ledger.noteSession(
      event.position, openedAt: openedAt, present: attendance.map(\.seat), excused: excused, rows)
  }
}

/// A member who was present, or a substitute for the member.
public struct Attendance: Described, Hashable {
  /// The member's seat.
  public var seat = ID<Seat>()
  /// Who sat in for the member, `person:ID`; nil if the member was there.
  public var substitute: Actor?
  /// The mandate of whoever sat in.
  public var mandate: ID<Mandate>?

  /// A member who was present.
  public init(seat: ID<Seat>) { self.seat = seat }

  /// A substitute who was present.
  public init(seat: ID<Seat>, substitute: Actor, mandate: ID<Mandate>) {
    (self.seat, self.substitute, self.mandate) = (seat, substitute, mandate)
  }

  /// An entry without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "seat", &seat)
    try fields.named(2, "substitute", &substitute)
    try fields.named(3, "mandate", &mandate)
    try fields.check(
      substitute == nil || substitute?.person != nil, "substitute",
      "\(substitute?.description ?? ""): expected person:ID")
    try fields.check(
      (substitute == nil) == (mandate == nil), "mandate",
      mandate == nil ? "is missing: a substitute needs one" : "only a substitute has one")
  }
}

/// What a meeting measured, for instance how many took part.
public struct IndicatorMeasure: Described, Hashable {
  /// The indicator's code, at most 64 bytes.
  public var code = ""
  /// The value, in the indicator's unit.
  public var value: Int64 = 0

  /// A measure.
  public init(code: String, value: Int64) { (self.code, self.value) = (code, value) }

  /// A measure without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.text(1, "code", &code, 1...64)
    try fields.number(2, "value", &value)
  }
}

/// Whether a meeting had its quorum, with the arithmetic.
public struct QuorumVerdict: Described, Hashable, Codable {
  /// What the quorum is a share of.
  public var base = QuorumBase.assigned
  /// How many seats or members the base has.
  public var baseCount: UInt32 = 0
  /// How many members had to be present.
  public var required: UInt32 = 0
  /// How many were.
  public var present: UInt32 = 0
  /// Whether they were enough.
  public var isMet = false

  private enum CodingKeys: String, CodingKey {
    case base, baseCount, required, present
    case isMet = "met"
  }

  /// A verdict without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.choice(1, "base", &base)
    try fields.number(2, "baseCount", &baseCount)
    try fields.number(3, "required", &required)
    try fields.number(4, "present", &present)
    try fields.flag(5, "met", &isMet)
  }

  init(base: QuorumBase, baseCount: UInt32, required: UInt32, present: UInt32, isMet: Bool) {
    self.base = base
    self.baseCount = baseCount
    self.required = required
    self.present = present
    self.isMet = isMet
  }

  /// The verdict by a rule, for these numbers of seats, members in office and members present.
  init(_ rule: QuorumRule, seats: Int, inOffice: Int, present: Int) {
    let count =
      switch rule.base {
      case .assigned: seats
      case .inOffice: inOffice
      case .present: present
      }
    let required = rule.required(of: UInt32(clamping: count))
    self.init(
      base: rule.base, baseCount: UInt32(clamping: count), required: required, present: UInt32(clamping: present),
      isMet: present >= Int(required))
  }
}
