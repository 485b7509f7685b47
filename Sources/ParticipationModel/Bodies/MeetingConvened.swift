public import EventModel
import SwiftProtobuf

/// A meeting of a body is called.
public struct MeetingConvened: Act {
  /// The body.
  public var body: Identifier
  /// The meeting's id, unique in the body.
  public var meeting: Identifier
  /// What kind of meeting.
  public var kind: MeetingKind
  /// 1, or 2 for a session's second call.
  public var call: UInt32
  /// When it is to begin.
  public var scheduledFor: Instant
  /// What is to be discussed and voted on; at most 50 items, no id twice.
  public var agenda: [AgendaItem]
  /// Why it is urgent, at most 300 bytes; empty where it is not.
  public var urgentReason: String

  /// A meeting to be called.
  public init(
    body: Identifier, meeting: Identifier, kind: MeetingKind = .session, call: UInt32 = 1, scheduledFor: Instant,
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

  /// `body/ID`.
  public var stream: StreamName { BodyEstablished.stream(of: body) }

  /// Refuses `UnknownBody`, `NotEntitled`, `AlreadyConvened`, `NoSecondCall`, `NoticeTooShort`, `AlreadySettled`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    let ledger = try BodyLedger(body, rows)
    try ledger.checkSecretary(decision, rule: "a meeting is called by an officer of the body or by an office")
    if let earlier = rows.row(MeetingRow.key(body, meeting), as: MeetingRow.self) {
      throw Rejection(
        "AlreadyConvened", "the meeting “\(meeting)” was called before; give the new one another id",
        rule: "a meeting is called once", positions: [earlier.convenedAt])
    }
    guard call == 1 || ledger.rules.secondCall != nil else {
      throw Rejection(
        "NoSecondCall", "the rules of “\(body)” know no second call",
        rule: "a session has a second call where the body's rules give it a quorum",
        positions: [ledger.established.position])
    }
    try checkNotice(ledger, now: decision.now)
    for item in agenda {
      guard let settled = rows.row(AgendaRow.key(body, item.id), as: AgendaRow.self)?.settledAt else { continue }
      throw Rejection(
        "AlreadySettled", "the item “\(item.id)” was settled; give a new matter another id",
        rule: "an item of an agenda is settled by one resolution", positions: [settled])
    }
    return [self]
  }

  private func checkNotice(_ ledger: BodyLedger, now: Instant) throws(Rejection) {
    let hours = Int64(urgentReason.isEmpty ? ledger.rules.noticeDays * 24 : ledger.rules.urgentNoticeHours)
    guard now.advanced(byMicroseconds: hours * 3_600_000_000) <= scheduledFor else {
      throw Rejection(
        "NoticeTooShort", "the meeting is at \(scheduledFor), less than \(hours) hours from now",
        rule: "\(ledger.rules.noticeDays) days, or \(ledger.rules.urgentNoticeHours) hours where it is urgent with a "
          + "reason, lie between the call and the meeting",
        positions: [ledger.established.position])
    }
  }

  /// Keeps the meeting and the items of its agenda.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    rows.set(
      MeetingRow.key(body, meeting),
      to: MeetingRow(convenedAt: event.position, kind: kind, call: call, scheduledFor: scheduledFor))
    for item in agenda {
      rows.set(AgendaRow.key(body, item.id), to: AgendaRow(convenedAt: event.position, kind: item.kind))
    }
  }
}

/// What kind of meeting.
public enum MeetingKind: String, Hashable, Sendable, CaseIterable, Codable {
  /// Of the members, to decide: absences count here alone.
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
public struct AgendaItem: Hashable, Sendable {
  /// Unique in the body: an item that is put off keeps its id.
  public var id: Identifier
  /// A public title, at most 300 bytes.
  public var title: String
  /// The kind of resolution it asks for; nil for none.
  public var kind: ResolutionKind?
  /// The last day for it; nil where there is none.
  public var dueBy: CivilDate?

  /// A matter on an agenda.
  public init(id: Identifier, title: String, kind: ResolutionKind? = nil, dueBy: CivilDate? = nil) {
    (self.id, self.title, self.kind, self.dueBy) = (id, title, kind, dueBy)
  }
}

extension MeetingConvened: MessageAct {
  package init(message: Albo_V1_MeetingConvened) throws(InvalidAct) {
    guard message.agenda.count <= 50 else { throw InvalidAct(field: "agenda", reason: "more than 50 items") }
    var agenda: [AgendaItem] = []
    for item in message.agenda { agenda.append(try AgendaItem(message: item)) }
    guard Set(agenda.map(\.id)).count == agenda.count else {
      throw InvalidAct(field: "agenda.id", reason: "an id stands twice")
    }
    self.init(
      body: try Fields.identifier(message.body, "body"), meeting: try Fields.identifier(message.meeting, "meeting"),
      kind: try MeetingKind(message: message.kind, "kind"), call: try Fields.number(message.call, "call", 1...2),
      scheduledFor: try Fields.instant(message.scheduledFor, "scheduledFor"), agenda: agenda,
      urgentReason: try Fields.text(message.urgentReason, "urgentReason", 0...300))
    guard call == 1 || kind == .session else {
      throw InvalidAct(field: "call", reason: "only a session has a second call")
    }
  }

  package var message: Albo_V1_MeetingConvened {
    .with {
      $0.body = body.description
      $0.meeting = meeting.description
      $0.kind = kind.message
      $0.call = call
      $0.scheduledFor = scheduledFor.microseconds
      $0.agenda = agenda.map(\.message)
      $0.urgentReason = urgentReason
    }
  }
}

extension AgendaItem {
  fileprivate init(message: Albo_V1_AgendaItem) throws(InvalidAct) {
    self.init(
      id: try Fields.identifier(message.id, "agenda.id"),
      title: try Fields.text(message.title, "agenda.title", 1...300),
      kind: message.kind == .unspecified ? nil : try ResolutionKind(message: message.kind, "agenda.kind"),
      dueBy: try Fields.optionalDate(message.dueBy, "agenda.dueBy"))
  }

  fileprivate var message: Albo_V1_AgendaItem {
    .with {
      ($0.id, $0.title, $0.kind) = (id.description, title, kind?.message ?? .unspecified)
      $0.dueBy = dueBy?.description ?? ""
    }
  }
}

extension MeetingKind: MessageCase {
  var message: Albo_V1_MeetingKind {
    switch self {
    case .session: .session
    case .table: .table
    case .lab: .lab
    case .open: .open
    case .placeActivity: .placeActivity
    }
  }
}
