import EventLedger
import EventModel
import ParticipationModel
import TransparencyLog

/// The versions of an agreement that took effect, as the log knew them at a size.
///
/// The view's row has the last version only. So the agreement's own stream, which is short, goes through the same
/// projection once more.
struct AgreementVersions {
  private struct Version {
    /// The first day on which it was in force, counted from 1970.
    var first: Int64
    /// The row before the next version was opened.
    var row: AgreementItem
  }

  private var versions: [Version] = []

  /// - Parameter row: the agreement's row at the size.
  init(of row: AgreementItem, at size: LogSize, _ store: EventStore) throws {
    guard row.effectiveAt != nil else { return }
    try store.lendHistory { try read(row.agreement, size, $0) }
  }

  private mutating func read(_ agreement: ID<Agreement>, _ size: LogSize, _ history: some EventHistory) throws {
    var projection = AgreementListProjection()
    let rows = ViewRows()
    try history.forEachEvent(in: AgreementOpened.stream(of: agreement)) { position, scan, record in
      guard size.contains(position) else { return }
      let event = ViewEvent(position: position, scan: scan, type: scan.type(in: record))
      try projection.apply(event, record, to: rows, history: history)
      let row = try rows.slot(AgreementListProjection.agreements, ViewKey(agreement.description)).row
      guard let row, row.status == .inForce else { return }
      if event.type == AgreementTookEffect.type {
        let start = CivilDate(row.inForceFrom)?.dayNumber ?? scan.recordedAt.day
        versions.append(Version(first: start, row: row))
      } else if !versions.isEmpty {
        // A party whose signature was not required may sign later.
        versions[versions.count - 1].row = row
      }
    }
  }

  /// The version in force on a day: from the day on which its last needed signature was given, or the first day of its
  /// term if that is later, through the last day of its term, and until the next version begins.
  func inForce(on day: CivilDate) -> AgreementItem? {
    guard let version = versions.last(where: { $0.first <= day.dayNumber }) else { return nil }
    let last = CivilDate(version.row.termTo)?.dayNumber ?? .max
    return day.dayNumber <= last ? version.row : nil
  }
}
