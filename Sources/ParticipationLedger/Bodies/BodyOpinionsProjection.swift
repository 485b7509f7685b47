public import EventLedger
public import EventModel
import ParticipationModel
import TransparencyLog

/// The mandatory opinions that bodies were asked for: items of agendas that ask for one.
public struct BodyOpinionsProjection: Projection {
  static let opinions = ViewRows.Table<OpinionItem>("opinions")
  static let openings = ViewRows.Table<Instant>("openings")

  /// One table, keyed by body and item.
  public static let definition = ViewDefinition(
    "opinions", version: 2, tables: ["opinions"], working: ["openings"],
    acts: [MeetingConvened.self, MeetingHeld.self, ResolutionVoted.self])

  /// A projection before the first event.
  public init() {}

  /// Follows agendas, meetings and votes.
  public mutating func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    switch event.type {
    case MeetingConvened.type:
      let act = try event.act(MeetingConvened.self, in: record)
      for item in act.agenda where item.kind == .opinion { try ask(item, of: act.body, event, rows) }
    case MeetingHeld.type:
      let act = try event.act(MeetingHeld.self, in: record)
      try rows.set(Self.openings, BodyMeetingsProjection.key(act.body, act.meeting), to: act.openedAt)
    case ResolutionVoted.type:
      let act = try event.act(ResolutionVoted.self, in: record)
      guard let item = act.agendaItem, let outcome = act.outcome else { return }
      let opened = try rows.slot(Self.openings, BodyMeetingsProjection.key(act.body, act.meeting)).row
      try rows.update(Self.opinions, Self.key(act.body, item)) { row in
        row.status = .given
        row.given = .init(
          resolution: act.resolution, outcome: outcome, votedOn: opened ?? event.doneAt,
          position: event.position)
      }
    default: return
    }
  }

  /// An item that is put off keeps its row; its last agenda says its title and its last day.
  private func ask(_ item: AgendaItem, of body: ID<Body>, _ event: ViewEvent, _ rows: ViewRows) throws {
    let slot = try rows.slot(Self.opinions, Self.key(body, item.id))
    let earlier = slot.row?.convenedAt ?? []
    var row = OpinionItem(
      body: body, item: item.id, title: item.title, dueBy: item.dueBy?.description ?? "")
    row.convenedAt = earlier + [event.position]
    row.transcribed = event.isTranscribed
    slot.row = row
  }

  private static func key(_ body: ID<Body>, _ item: ID<AgendaItem>) -> ViewKey {
    ViewKey(.text(body.description), .text(item.description))
  }
}
