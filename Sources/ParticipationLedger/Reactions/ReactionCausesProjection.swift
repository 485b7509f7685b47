public import EventLedger
public import EventModel
import ParticipationModel
import TransparencyLog

/// The events to which there may be reactions: so that a start reads these few, not the log.
public struct ReactionCausesProjection: Projection {
  static let causes = ViewRows.Table<ReactionCauseRow>("causes")

  /// One table, keyed by position.
  public static let definition = ViewDefinition(
    "reaction-causes", version: 1, tables: ["causes"], acts: .only(Reaction.causes))

  /// A projection before the first event.
  public init() {}

  /// Notes where such an event stands.
  public mutating func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    guard Reaction.causes.contains(event.type) else { return }
    let cause = ReactionCauseRow(position: event.position, type: event.type.description)
    try rows.set(Self.causes, Self.key(event.position), to: cause)
  }

  static func key(_ position: Position) -> ViewKey { ViewKey(.number(position.rawValue)) }
}

/// An event to which there may be reactions.
struct ReactionCauseRow: Codable, Sendable, Hashable {
  var position: Position
  var type: String
}
