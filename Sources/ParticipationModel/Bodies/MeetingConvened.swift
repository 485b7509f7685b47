public import EventModel

/// A meeting of a body is called.
public struct MeetingConvened: CityAct, BodyAct {
  /// The body.
  public var body = ID<Body>()
  /// The meeting's id, unique in the body.
  public var meeting = ID<Meeting>()
  /// What kind of meeting.
  public var kind = MeetingKind.session
  /// 1, or 2 for a session's second call.
  public var call: UInt32 = 1
  /// When it is scheduled to begin.
  public var scheduledFor = Instant(microseconds: 0)
  /// What will be discussed and voted on; at most 50 items, no id twice.
  public var agenda: [AgendaItem] = []
  /// Why it is urgent, at most 300 bytes; empty if it is not.
  public var urgentReason = ""

  /// A meeting to be called.
  public init(
    body: ID<Body>, meeting: ID<Meeting>, kind: MeetingKind = .session, call: UInt32 = 1, scheduledFor: Instant,
    agenda: [AgendaItem] = [], urgentReason: String = ""
  ) {
    self.body = body
    self.meeting = meeting
    self.kind = kind
    self.call = call
    self.scheduledFor = scheduledFor
    self.agenda = agenda
    self.urgentReason = urgentReason
  }

  /// `albo.v1.MeetingConvened`.
  public static let type = ActType(static: "albo.v1.MeetingConvened")

  /// Who may do it.
  public static let entitlement = Entitlement.secretary

  /// A meeting without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "body", &body)
    try fields.named(2, "meeting", &meeting)
    try fields.choice(3, "kind", &kind)
    try fields.number(4, "call", &call, 1...2)
    try fields.instant(5, "scheduledFor", &scheduledFor)
    try fields.messages(6, "agenda", &agenda, ListRule(0...50))
    try fields.text(7, "urgentReason", &urgentReason, 0...300)
    try fields.check(Set(agenda.map(\.id)).count == agenda.count, "agenda", "an id appears twice")
    try fields.check(call == 1 || kind == .session, "call", "\(call): only a session has a second call")
  }

  /// `body/ID`.
  public var stream: StreamName { BodyEstablished.stream(of: body) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownBody, .alreadyConvened, .noSecondCall, .noticeTooShort, .alreadySettled,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let ledger = try BodyLookup(body, rows)
    if let earlier = rows.row(MeetingRow.key(body, meeting), as: MeetingRow.self) {
      throw Rejection(
        .alreadyConvened, "the meeting “\(meeting)” was already called; give the new one another id",
        positions: [earlier.convenedAt])
    }
    guard call == 1 || ledger.rules.secondCall != nil else {
      throw Rejection(
        .noSecondCall, "the rules of “\(body)” provide for no second call",
        positions: [ledger.established.position])
    }
    try checkNotice(ledger, sentAt: decision.at)
    for item in agenda {
      guard let settled = rows.row(AgendaRow.key(body, item.id), as: AgendaRow.self)?.settledAt else { continue }
      throw Rejection(
        .alreadySettled, "the agenda item “\(item.id)” was already settled; give a new item another id",
        positions: [settled])
    }
    return [self]
  }

  private func checkNotice(_ ledger: BodyLookup, sentAt: Instant) throws(Rejection) {
    let hours = Int64(urgentReason.isEmpty ? ledger.rules.noticeDays * 24 : ledger.rules.urgentNoticeHours)
    guard sentAt.advanced(byMicroseconds: hours * 3_600_000_000) <= scheduledFor else {
      throw Rejection(
        .noticeTooShort,
        "the meeting is at \(scheduledFor), less than \(hours) hours after \(sentAt); choose a later time",
        rule: "a meeting must be called \(ledger.rules.noticeDays) days in advance, or "
          + "\(ledger.rules.urgentNoticeHours) hours if it is urgent and a reason is given",
        positions: [ledger.established.position])
    }
  }

  /// Keeps the meeting and the items of its agenda.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    rows.set(
      MeetingRow.key(body, meeting),
      to: MeetingRow(convenedAt: event.position, kind: kind, call: call, scheduledFor: scheduledFor))
    for item in agenda {
      rows.set(AgendaRow.key(body, item.id), to: AgendaRow(convenedAt: event.position, kind: item.kind))
    }
  }
}

/// What kind of meeting.
public enum MeetingKind: String, Hashable, Sendable, CaseIterable, Codable, Choice {
  /// A session of the members, to decide; absences count only in sessions.
  case session
  /// A table (tavolo).
  case table
  /// A citizenship lab.
  case lab
  /// Open to everybody.
  case open
  /// An activity at a place.
  case placeActivity
}

/// A matter on an agenda.
public struct AgendaItem: Described, Hashable {
  /// Unique in the body: an item that is postponed keeps its id.
  public var id = ID<AgendaItem>()
  /// A public title, at most 300 bytes.
  public var title = ""
  /// The kind of resolution it asks for; nil if it asks for none.
  public var kind: ResolutionKind?
  /// The last day for it; nil if there is none.
  public var dueBy: CivilDate?

  /// A matter on an agenda.
  public init(id: ID<AgendaItem>, title: String, kind: ResolutionKind? = nil, dueBy: CivilDate? = nil) {
    (self.id, self.title, self.kind, self.dueBy) = (id, title, kind, dueBy)
  }

  /// A matter without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "id", &id)
    try fields.text(2, "title", &title, 1...300)
    try fields.choice(3, "kind", &kind)
    try fields.named(4, "dueBy", &dueBy)
  }
}
