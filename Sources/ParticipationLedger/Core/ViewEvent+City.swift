import EventLedger
import EventModel
import ParticipationModel
import TransparencyLog

extension ViewEvent {
  /// Whether it was recorded under a transcription.
  var isTranscribed: Bool { scan.under != nil }

  /// When the act was done.
  var doneAt: Instant { scan.occurredAt.map { Instant(microseconds: $0) } ?? scan.recordedAt }
}

extension EntryRectified {
  /// The id in the name of the stream, if it is of this category.
  func id<Of>(_ category: String, of type: Of.Type = Of.self) -> ID<Of>? {
    owner.category == category ? ID(String(owner.description.dropFirst(category.count + 1))) : nil
  }

  /// Adds the correction to those of a row.
  func note(_ rectified: inout [Rectification]?, at position: Position) {
    let was = (try? JSONText.value(of: Array(was.utf8))) ?? .null
    rectified = (rectified ?? []) + [Rectification(field: field, was: was, value: newValue, position: position)]
  }
}
