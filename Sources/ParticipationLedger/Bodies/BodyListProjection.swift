public import EventLedger
public import EventModel
import ParticipationModel
import TransparencyLog

/// The bodies with their seats, rules and officers.
public struct BodyListProjection: Projection {
  static let bodies = ViewRows.Table<BodyAnswer>("bodies")

  /// One table, keyed by body.
  public static let definition = ViewDefinition(
    "bodies", version: 2, tables: ["bodies"], acts: [BodyEstablished.self, ResolutionVoted.self, EntryRectified.self])

  /// A projection before the first event.
  public init() {}

  /// Follows establishments and the election of officers.
  public mutating func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    switch event.type {
    case BodyEstablished.type:
      let act = try event.act(BodyEstablished.self, in: record)
      try rows.set(Self.bodies, ViewKey(act.body.description), to: BodyAnswer(act, event))
    case ResolutionVoted.type:
      let act = try event.act(ResolutionVoted.self, in: record)
      guard act.kind == .officers, act.outcome == .adopted else { return }
      try rows.update(Self.bodies, ViewKey(act.body.description)) { row in
        (row.officers, row.officersSince) = (act.officers, event.position)
      }
    case EntryRectified.type:
      let act = try event.act(EntryRectified.self, in: record)
      guard let body: ID<Body> = act.id("body") else { return }
      try rows.update(Self.bodies, ViewKey(body.description)) { row in
        guard act.target == row.establishedAt else { return }
        row.correct(act, at: event.position, ["title": \.title, "area": \.area])
      }
    default: return
    }
  }
}

extension BodyAnswer: CorrectableRow {
  fileprivate init(_ act: BodyEstablished, _ event: ViewEvent) {
    self.init(
      body: act.body, title: act.title, kind: act.kind, area: act.area,
      neighbourhoods: act.neighbourhoods,
      seats: act.seats.map { SeatEntry(seat: $0.id, basis: $0.basis, constituency: $0.constituency) },
      termYears: act.termYears, rules: act.json["rules"] ?? .null, establishedAt: event.position)
    transcribed = event.isTranscribed
  }
}
