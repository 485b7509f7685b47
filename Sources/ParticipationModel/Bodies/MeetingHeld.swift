public import EventModel
import SwiftProtobuf

/// A meeting was held. Whether it had its quorum is computed.
public struct MeetingHeld: Act {
  /// The body.
  public var body: Identifier
  /// The meeting.
  public var meeting: Identifier
  /// When it began: not before it was scheduled.
  public var openedAt: Instant
  /// When it ended: not in the future.
  public var closedAt: Instant
  /// The members who were present, or their substitutes; at most 300.
  public var attendance: [Attendance]
  /// Seats whose members were excused; at most 300, none twice and none that was present.
  public var excused: [Identifier]
  /// How many others were there: auditors of the public, participants of a lab.
  public var others: UInt32
  /// SHA-256 of the minutes, 32 bytes.
  public var minutesDigest: [UInt8]?
  /// What was measured; at most 100.
  public var measures: [IndicatorMeasure]
  /// Whether it had its quorum. Computed.
  public var quorum: QuorumVerdict?

  /// A meeting that was held.
  public init(
    body: Identifier, meeting: Identifier, openedAt: Instant, closedAt: Instant, attendance: [Attendance],
    excused: [Identifier] = [], others: UInt32 = 0, minutesDigest: [UInt8]? = nil, measures: [IndicatorMeasure] = []
  ) {
    self.body = body
    self.meeting = meeting
    self.openedAt = openedAt
    self.closedAt = closedAt
    self.attendance = attendance
    self.excused = excused
    self.others = others
    self.minutesDigest = minutesDigest
    self.measures = measures
    quorum = nil
  }

  /// `body/ID`.
  public var stream: StreamName { BodyEstablished.stream(of: body) }

  /// The meeting without its verdict.
  public var proposed: MeetingHeld {
    var act = self
    act.quorum = nil
    return act
  }

  /// Refuses `UnknownBody`, `NotEntitled`, `NotConvened`, `AlreadyHeld`, `TooEarly`, `InFuture`, `UnknownSeat`,
  /// `NotMember`, `SubstituteNotNeeded`, `MandateInvalid`, `AlreadySeated`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    let ledger = try BodyLedger(body, rows)
    try ledger.checkSecretary(decision, rule: "a meeting is recorded by an officer of the body or by an office")
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

  private func convened(_ rows: any ConstraintRows) throws(Rejection) -> MeetingRow {
    guard let convened = rows.row(MeetingRow.key(body, meeting), as: MeetingRow.self) else {
      throw Rejection(
        "NotConvened", "no meeting “\(meeting)” of “\(body)” was called", rule: "a meeting is called before it is held")
    }
    if let held = convened.held {
      throw Rejection(
        "AlreadyHeld", "the meeting “\(meeting)” was held before", rule: "a meeting is held once",
        positions: [held.heldAt])
    }
    return convened
  }

  private func checkTimes(_ convened: MeetingRow, now: Instant) throws(Rejection) {
    guard openedAt >= convened.scheduledFor else {
      throw Rejection(
        "TooEarly", "the meeting would have opened at \(openedAt), before \(convened.scheduledFor)",
        rule: "a meeting does not open before the time for which it was called", positions: [convened.convenedAt])
    }
    guard closedAt <= now else {
      throw Rejection(
        "InFuture", "the meeting would end at \(closedAt), which is still to come",
        rule: "a meeting is recorded when it is over", positions: [convened.convenedAt])
    }
  }

  /// Keeps who was present, and counts the absences of a session.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    var kind: MeetingKind?
    rows.update(MeetingRow.key(body, meeting), as: MeetingRow.self) { row in
      kind = row.kind
      row.held = .init(
        heldAt: event.position, openedAt: openedAt, hasQuorum: quorum?.isMet ?? false, present: attendance.map(\.seat))
    }
    guard kind == .session, let ledger = try? BodyLedger(body, rows), ledger.rules.absences > 0 else { return }
    let (present, excused) = (Set(attendance.map(\.seat)), Set(excused))
    for (seat, member) in ledger.members(at: openedAt) where !excused.contains(seat) {
      if !present.contains(seat) {
        ledger.update(seat, seatedAt: member.seatedAt) { $0.miss(.init(heldAt: event.position, openedAt: openedAt)) }
      } else if !member.missed.isEmpty {
        ledger.update(seat, seatedAt: member.seatedAt) { $0.attend(openedAt: openedAt) }
      }
    }
  }
}

/// A member who was present, or a substitute in the member's place.
public struct Attendance: Hashable, Sendable {
  /// The member's seat.
  public var seat: Identifier
  /// Who sat in for the member, `person:ID`; nil where the member was there.
  public var substitute: Actor?
  /// The mandate of whoever sat in.
  public var mandate: Identifier?

  /// A member who was present.
  public init(seat: Identifier) { self.seat = seat }

  /// A substitute who was present.
  public init(seat: Identifier, substitute: Actor, mandate: Identifier) {
    (self.seat, self.substitute, self.mandate) = (seat, substitute, mandate)
  }
}

/// What a meeting measured, for instance how many took part.
public struct IndicatorMeasure: Hashable, Sendable {
  /// The indicator's code, at most 64 bytes.
  public var code: String
  /// The value, in the indicator's unit.
  public var value: Int64

  /// A measure.
  public init(code: String, value: Int64) { (self.code, self.value) = (code, value) }
}

/// Whether a meeting had its quorum, with the arithmetic.
public struct QuorumVerdict: Hashable, Sendable, Codable {
  /// What the quorum is a share of.
  public var base: QuorumBase
  /// How many the base has.
  public var baseCount: UInt32
  /// How many members had to be present.
  public var required: UInt32
  /// How many were.
  public var present: UInt32
  /// Whether they were enough.
  public var isMet: Bool

  private enum CodingKeys: String, CodingKey {
    case base, baseCount, required, present
    case isMet = "met"
  }

  init(base: QuorumBase, baseCount: UInt32, required: UInt32, present: UInt32, isMet: Bool) {
    self.base = base
    self.baseCount = baseCount
    self.required = required
    self.present = present
    self.isMet = isMet
  }

  /// The verdict by a rule over so many seats, members in office and members present.
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
