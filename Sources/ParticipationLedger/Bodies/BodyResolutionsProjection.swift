public import EventLedger
public import EventModel
import ParticipationModel
import TransparencyLog

/// The resolutions of bodies with their votes.
public struct BodyResolutionsProjection: Projection {
  static let resolutions = ViewRows.Table<ResolutionItem>("resolutions")

  /// One table, keyed by body and position.
  public static let definition = ViewDefinition(
    "resolutions", version: 3, tables: ["resolutions"], working: HeldMeetings.working,
    acts: [MeetingHeld.self, ResolutionVoted.self] + HeldMeetings.acts)

  /// A projection before the first event.
  public init() {}

  /// Follows meetings and votes.
  public mutating func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    switch event.type {
    case MeetingHeld.type:
      try HeldMeetings.add(event.act(MeetingHeld.self, in: record), at: event.position, rows)
    case ResolutionVoted.type: try add(event.act(ResolutionVoted.self, in: record), event, rows)
    default:
      for (body, meeting) in try HeldMeetings.affected(by: event, record, rows) {
        for position in meeting.resolutions {
          try rows.update(Self.resolutions, Self.key(body, position)) {
            $0.affectedBy = ($0.affectedBy ?? []) + [event.position]
          }
        }
      }
    }
  }

  private func add(_ act: ResolutionVoted, _ event: ViewEvent, _ rows: ViewRows) throws {
    let opened = try HeldMeetings.add(act, at: event.position, rows)
    var item = ResolutionItem(act, votedOn: opened ?? event.doneAt, position: event.position)
    item.transcribed = event.isTranscribed
    try rows.set(Self.resolutions, Self.key(act.body, event.position), to: item)
  }

  private static func key(_ body: ID<Body>, _ position: Position) -> ViewKey {
    ViewKey(.text(body.description), .number(position.rawValue))
  }
}
