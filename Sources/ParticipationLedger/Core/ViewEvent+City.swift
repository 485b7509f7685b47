import EventLedger
import EventModel
import ParticipationModel
import TransparencyLog

extension ViewEvent {
  /// Whether it was recorded under a transcription.
  var isTranscribed: Bool { scan.under != nil }

  /// When the act was done.
  var doneAt: Instant { scan.occurredAt.map { Instant(microseconds: $0) } ?? scan.recordedAt }

  /// Whose act it is: an office may record it on somebody's behalf.
  func author(in record: borrowing Span<UInt8>) -> String {
    let actor = record.text(scan.actor)
    return scan.onBehalfOf.isEmpty || !actor.hasPrefix("office:") ? actor : record.text(scan.onBehalfOf)
  }

  /// The UTC day on which it was done; no event is outside the years of a civil date.
  var doneOn: CivilDate { doneAt.date ?? CivilDate(Blank()) }
}

extension EntryRectified {
  /// The id in the name of the stream, if it is of this category.
  func id<Of>(_ category: String, of type: Of.Type = Of.self) -> ID<Of>? {
    owner.category == category ? ID(String(owner.description.dropFirst(category.count + 1))) : nil
  }

}

/// A row that shows what an act says, and how its slips were corrected.
protocol CorrectableRow {
  var rectified: [Rectification]? { get set }
}

extension CorrectableRow {
  /// Adds a correction, and takes over its value if the field is one of these texts.
  mutating func correct(
    _ act: EntryRectified, at position: Position, _ texts: KeyValuePairs<String, WritableKeyPath<Self, String>>
  ) {
    let was = (try? JSONText.value(of: Array(act.was.utf8))) ?? .null
    rectified =
      (rectified ?? []) + [Rectification(field: act.field, was: was, value: act.newValue, position: position)]
    for (field, text) in texts where field == act.field { self[keyPath: text] = act.newValue.text ?? "" }
  }
}
