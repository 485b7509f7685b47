import EventLedger
import EventModel
import LogAudit
import ParticipationModel
import TransparencyLog

/// How far elections had come by the end of a day: by the days on which the acts that moved them were done.
struct ElectionPhases {
  private let store: EventStore
  private let days: ActDays

  init(_ store: EventStore) { (self.store, days) = (store, ActDays(store)) }

  /// The status at the end of a day, of the row if no day is asked; nil for an election that was not called by then.
  func status(of row: ElectionListProjection.Row, on day: CivilDate?) throws -> ElectionStatus? {
    guard let day else { return row.status }
    let certifications = Certifications(store, last: row.positions[ElectionStatus.certified.rawValue])
    if try certifications.last(where: { ActDays.day(of: $0.envelope) <= day.dayNumber }) != nil { return .certified }
    for status in [ElectionStatus.closed, .open] {
      if let position = row.positions[status.rawValue], try days.isDone(position, by: day) { return status }
    }
    // The row knows the last issue of the call only.
    return try days.isBegun(ElectionCalled.stream(of: row.election), by: day) ? .called : nil
  }
}
