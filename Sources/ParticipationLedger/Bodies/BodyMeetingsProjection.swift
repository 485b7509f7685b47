import Bytes
public import EventLedger
public import EventModel
import ParticipationModel
import TransparencyLog

/// The meetings of bodies: agenda, attendance and quorum.
public struct BodyMeetingsProjection: Projection {
  /// A meeting, called and perhaps held.
  struct MeetingViewRow: Codable, Sendable {
    var body: ID<Body>
    var meeting: ID<Meeting>
    var kind: MeetingKind
    var call: UInt32
    var scheduledFor: Instant
    var urgentReason: String
    var agenda: [Item]
    var convenedAt: Position
    var held: Held?
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
    "meetings", version: 1, tables: ["meetings"], acts: [MeetingConvened.self, MeetingHeld.self])

  /// A projection before the first event.
  public init() {}

  /// Follows convenings and meetings.
  public mutating func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    switch event.type {
    case MeetingConvened.type:
      let act = try event.act(MeetingConvened.self, in: record)
      try rows.set(Self.meetings, Self.key(act.body, act.meeting), to: MeetingViewRow(act, event.position))
    case MeetingHeld.type:
      let act = try event.act(MeetingHeld.self, in: record)
      try rows.update(Self.meetings, Self.key(act.body, act.meeting)) { $0.held = Held(act, event.position) }
    default: return
    }
  }

  static func key(_ body: ID<Body>, _ meeting: ID<Meeting>) -> ViewKey {
    ViewKey(.text(body.description), .text(meeting.description))
  }
}

extension BodyMeetingsProjection.MeetingViewRow {
  fileprivate init(_ act: MeetingConvened, _ position: Position) {
    self.init(
      body: act.body, meeting: act.meeting, kind: act.kind, call: act.call,
      scheduledFor: act.scheduledFor, urgentReason: act.urgentReason,
      agenda: act.agenda.map { item in
        .init(item: item.id, title: item.title, kind: item.kind, dueBy: item.dueBy?.description ?? "")
      }, convenedAt: position)
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
