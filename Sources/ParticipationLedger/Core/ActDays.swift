import EventLedger
import EventModel
import LogAudit
import ParticipationModel
import TransparencyLog

/// On which UTC days acts were done: rows name positions, and the log knows the times.
struct ActDays {
  private let store: EventStore

  init(_ store: EventStore) { self.store = store }

  /// The day on which an act was done, counted from 1970: that of `occurredAt`, else that of its recording.
  func day(of position: Position) throws -> Int64 { try Self.day(of: store.event(at: position).envelope) }

  static func day(of envelope: Envelope) -> Int64 { (envelope.occurredAt ?? envelope.recordedAt).day }

  /// Whether an act was done by the end of a day; true if no day is asked.
  func isDone(_ position: Position, by day: CivilDate?) throws -> Bool {
    guard let day else { return true }
    return try self.day(of: position) <= day.dayNumber
  }

  /// Whether the first act of a stream was done by the end of a day.
  func isBegun(_ stream: StreamName, by day: CivilDate) throws -> Bool {
    let first = try store.read(stream: stream, limit: 1).events.first
    return first.map { Self.day(of: $0.envelope) <= day.dayNumber } ?? false
  }
}
