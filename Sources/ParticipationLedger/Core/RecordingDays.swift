import EventLedger
import EventModel
import LogAudit
import ParticipationModel
import TransparencyLog

/// On which UTC days events were recorded: rows name positions, and the log knows the times.
struct RecordingDays {
  private let store: EventStore

  init(_ store: EventStore) { self.store = store }

  /// The day on which an event was recorded, counted from 1970.
  func day(of position: Position) throws -> Int64 { try store.event(at: position).envelope.recordedAt.day }

  /// Whether an event was recorded by the end of a day; true if no day is asked.
  func isRecorded(_ position: Position, by day: CivilDate?) throws -> Bool {
    guard let day else { return true }
    return try self.day(of: position) <= day.dayNumber
  }

  /// Whether the first event of a stream was recorded by the end of a day.
  func isBegun(_ stream: StreamName, by day: CivilDate) throws -> Bool {
    let first = try store.read(stream: stream, limit: 1).events.first
    return first.map { $0.envelope.recordedAt.day <= day.dayNumber } ?? false
  }
}
