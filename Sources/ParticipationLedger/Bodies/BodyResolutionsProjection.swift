public import EventLedger
public import EventModel
import ParticipationModel
import TransparencyLog

/// The resolutions of bodies with their votes.
public struct BodyResolutionsProjection: Projection {
  static let resolutions = ViewRows.Table<ResolutionItem>("resolutions")
  static let held = ViewRows.Table<HeldMeetings>("held")

  /// One table, keyed by body and position.
  public static let definition = ViewDefinition(
    "resolutions", version: 2, tables: ["resolutions"], working: ["held"],
    acts: [MeetingHeld.self, ResolutionVoted.self, MemberSeated.self, MemberCeased.self])

  /// A projection before the first event.
  public init() {}

  /// Follows meetings and votes.
  public mutating func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    switch event.type {
    case MeetingHeld.type:
      try HeldMeetings.add(event.act(MeetingHeld.self, in: record), at: event.position, to: Self.held, rows)
    case ResolutionVoted.type: try add(event.act(ResolutionVoted.self, in: record), event, rows)
    case MemberSeated.type, MemberCeased.type:
      let (body, affected) = try HeldMeetings.affected(by: event, record, Self.held, rows)
      for position in affected.flatMap(\.resolutions) {
        try rows.update(Self.resolutions, Self.key(body, position)) {
          $0.affectedBy = ($0.affectedBy ?? []) + [event.position]
        }
      }
    default: return
    }
  }

  private func add(_ act: ResolutionVoted, _ event: ViewEvent, _ rows: ViewRows) throws {
    let opened = try HeldMeetings.add(act, at: event.position, to: Self.held, rows)
    var item = ResolutionItem(act, votedOn: opened ?? event.doneAt, position: event.position)
    item.transcribed = event.isTranscribed
    try rows.set(Self.resolutions, Self.key(act.body, event.position), to: item)
  }

  private static func key(_ body: ID<Body>, _ position: Position) -> ViewKey {
    ViewKey(.text(body.description), .number(position.rawValue))
  }
}
