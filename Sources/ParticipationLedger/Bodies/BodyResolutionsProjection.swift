public import EventLedger
public import EventModel
import ParticipationModel
import TransparencyLog

/// The resolutions of bodies with their votes.
public struct BodyResolutionsProjection: Projection {
  static let resolutions = ViewRows.Table<ResolutionItem>("resolutions")
  static let openings = ViewRows.Table<Instant>("openings")

  /// One table, keyed by body and position.
  public static let definition = ViewDefinition(
    "resolutions", version: 1, tables: ["resolutions"], working: ["openings"],
    acts: [MeetingHeld.self, ResolutionVoted.self])

  /// A projection before the first event.
  public init() {}

  /// Follows meetings and votes.
  public mutating func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    switch event.type {
    case MeetingHeld.type:
      let act = try event.act(MeetingHeld.self, in: record)
      try rows.set(Self.openings, BodyMeetingsProjection.key(act.body, act.meeting), to: act.openedAt)
    case ResolutionVoted.type:
      let act = try event.act(ResolutionVoted.self, in: record)
      let opened = try rows.slot(Self.openings, BodyMeetingsProjection.key(act.body, act.meeting)).row
      try rows.set(
        Self.resolutions, ViewKey(.text(act.body.description), .number(event.position.rawValue)),
        to: ResolutionItem(act, votedOn: opened ?? event.scan.recordedAt, position: event.position))
    default: return
    }
  }
}
