import Bytes
public import EventLedger
public import EventModel
import ParticipationModel
import TransparencyLog

/// The meetings of bodies: agenda, attendance and quorum.
public struct BodyMeetingsProjection: Projection {
  /// A meeting, called and perhaps held.
  struct MeetingViewRow: Codable, Sendable, CorrectableRow {
    var body: ID<Body>
    var meeting: ID<Meeting>
    var kind: MeetingKind
    var call: UInt32
    var scheduledFor: Instant
    var urgentReason: String
    var agenda: [Item]
    var convenedAt: Position
    var held: Held?
    var transcribed: Bool
    var affectedBy: [Position]?
    var rectified: [Rectification]?
  }

  /// An item of an agenda.
  struct Item: Codable, Sendable {
    var item: ID<AgendaItem>
    var title: String
    var kind: ResolutionKind?
    var dueBy: String
  }

  /// What is known of a meeting once it was held.
  struct Held: Codable, Sendable {
    var openedAt: Instant
    var closedAt: Instant
    var attendance: [Present]
    var excused: [ID<Seat>]
    var others: UInt32
    var minutesHash: String
    var measures: [Measured]
    var quorum: QuorumVerdict?
    var position: Position
  }

  /// A seat that was present.
  struct Present: Codable, Sendable {
    var seat: ID<Seat>
    var substitute: String?
    var mandate: ID<Mandate>?
  }

  /// What was measured.
  struct Measured: Codable, Sendable {
    var code: String
    var value: Int64
  }

  static let meetings = ViewRows.Table<MeetingViewRow>("meetings")

  /// One table, keyed by body and meeting.
  public static let definition = ViewDefinition(
    "meetings", version: 3, tables: ["meetings"], working: HeldMeetings.working,
    acts: [MeetingConvened.self, MeetingHeld.self, EntryRectified.self] + HeldMeetings.acts)

  /// A projection before the first event.
  public init() {}

  /// Follows convenings and meetings.
  public mutating func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    switch event.type {
    case MeetingConvened.type:
      let act = try event.act(MeetingConvened.self, in: record)
      try rows.set(Self.meetings, Self.key(act.body, act.meeting), to: MeetingViewRow(act, event))
    case MeetingHeld.type:
      let act = try event.act(MeetingHeld.self, in: record)
      try rows.update(Self.meetings, Self.key(act.body, act.meeting)) { row in
        row.held = Held(act, event.position)
        row.transcribed = row.transcribed || event.isTranscribed
      }
      try HeldMeetings.add(act, at: event.position, rows)
    case EntryRectified.type: try correct(event.act(EntryRectified.self, in: record), event.position, rows)
    default:
      for (body, meeting) in try HeldMeetings.affected(by: event, record, rows) {
        try rows.update(Self.meetings, Self.key(body, meeting.meeting)) {
          $0.affectedBy = ($0.affectedBy ?? []) + [event.position]
        }
      }
    }
  }

  private func correct(_ act: EntryRectified, _ position: Position, _ rows: ViewRows) throws {
    guard let body: ID<Body> = act.id("body"),
      let meeting = try rows.slot(HeldMeetings.table, ViewKey(body.description)).row?.items.first(where: {
        $0.position == act.target
      })
    else { return }
    try rows.update(Self.meetings, Self.key(body, meeting.meeting)) { row in
      row.correct(act, at: position, [:])
      row.held?.correct(act)
    }
  }

  static func key(_ body: ID<Body>, _ meeting: ID<Meeting>) -> ViewKey {
    ViewKey(.text(body.description), .text(meeting.description))
  }
}

extension BodyMeetingsProjection.MeetingViewRow {
  fileprivate init(_ act: MeetingConvened, _ event: ViewEvent) {
    self.init(
      body: act.body, meeting: act.meeting, kind: act.kind, call: act.call,
      scheduledFor: act.scheduledFor, urgentReason: act.urgentReason,
      agenda: act.agenda.map { item in
        .init(item: item.id, title: item.title, kind: item.kind, dueBy: item.dueBy?.description ?? "")
      }, convenedAt: event.position, transcribed: event.isTranscribed)
  }
}

extension BodyMeetingsProjection.Held {
  fileprivate init(_ act: MeetingHeld, _ position: Position) {
    self.init(
      openedAt: act.openedAt, closedAt: act.closedAt,
      attendance: act.attendance.map { entry in
        .init(
          seat: entry.seat, substitute: entry.substitute?.description, mandate: entry.mandate)
      }, excused: act.excused, others: act.others, minutesHash: Hex.text(act.minutesHash ?? []),
      measures: act.measures.map { .init(code: $0.code, value: $0.value) }, quorum: act.quorum, position: position)
  }
}

extension BodyMeetingsProjection.Held {
  /// Takes over a corrected field, and the verdict that follows from it.
  fileprivate mutating func correct(_ act: EntryRectified) {
    let value = act.newValue
    switch act.field {
    case "attendance":
      attendance = (value.elements ?? []).compactMap { entry in
        guard let seat = entry["seat"]?.text.flatMap({ ID<Seat>($0) }) else { return nil }
        return .init(
          seat: seat, substitute: entry["substitute"]?.text, mandate: entry["mandate"]?.text.flatMap { ID($0) })
      }
    case "excused": excused = (value.elements ?? []).compactMap { $0.text.flatMap { ID($0) } }
    case "others": others = value.unsignedInteger.flatMap { UInt32(exactly: $0) } ?? others
    case "minutesHash": minutesHash = Hex.text(value.text.flatMap(Base64.bytes) ?? [])
    case "measures":
      measures = (value.elements ?? []).map { entry in
        let number = entry["value"]
        return .init(code: entry["code"]?.text ?? "", value: number?.signedInteger ?? 0)
      }
    default: return
    }
    if let new = act.quorum { quorum = new }
  }
}
