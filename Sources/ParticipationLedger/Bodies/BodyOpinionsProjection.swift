public import EventLedger
public import EventModel
import ParticipationModel
import TransparencyLog

/// The mandatory opinions that bodies were asked for: items of agendas that ask for one.
public struct BodyOpinionsProjection: Projection {
  static let opinions = ViewRows.Table<OpinionItem>("opinions")
  /// Of which item each resolution gave the opinion.
  static let given = ViewRows.Table<ID<AgendaItem>>("given")

  /// One table, keyed by body and item.
  public static let definition = ViewDefinition(
    "opinions", version: 3, tables: ["opinions"], working: ["given"] + HeldMeetings.working,
    acts: [MeetingConvened.self, MeetingHeld.self, ResolutionVoted.self] + HeldMeetings.acts)

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
      try HeldMeetings.add(event.act(MeetingHeld.self, in: record), at: event.position, rows)
    case ResolutionVoted.type: try give(event.act(ResolutionVoted.self, in: record), event, rows)
    default:
      for (body, meeting) in try HeldMeetings.affected(by: event, record, rows) {
        for position in meeting.resolutions {
          guard let item = try rows.slot(Self.given, Self.key(body, position)).row else { continue }
          try rows.update(Self.opinions, Self.key(body, item)) {
            $0.affectedBy = ($0.affectedBy ?? []) + [event.position]
          }
        }
      }
    }
  }

  private func ask(_ item: AgendaItem, of body: ID<Body>, _ event: ViewEvent, _ rows: ViewRows) throws {
    let slot = try rows.slot(Self.opinions, Self.key(body, item.id))
    var row = slot.row ?? OpinionItem(body: body, item: item.id)
    row.add(
      OpinionItem.Agenda(
        on: event.doneOn, title: item.title, dueBy: item.dueBy?.description ?? "", transcribed: event.isTranscribed,
        position: event.position))
    slot.row = row
  }

  private func give(_ act: ResolutionVoted, _ event: ViewEvent, _ rows: ViewRows) throws {
    guard let item = act.agendaItem, let outcome = act.outcome else { return }
    let opened = try HeldMeetings.add(act, at: event.position, rows)
    try rows.set(Self.given, Self.key(act.body, event.position), to: item)
    try rows.update(Self.opinions, Self.key(act.body, item)) { row in
      row.affectedBy = nil
      row.give(
        OpinionItem.Given(
          resolution: act.resolution, outcome: outcome, votedOn: opened ?? event.doneAt,
          transcribed: event.isTranscribed, position: event.position))
    }
  }

  private static func key(_ body: ID<Body>, _ position: Position) -> ViewKey {
    ViewKey(.text(body.description), .number(position.rawValue))
  }

  private static func key(_ body: ID<Body>, _ item: ID<AgendaItem>) -> ViewKey {
    ViewKey(.text(body.description), .text(item.description))
  }
}
