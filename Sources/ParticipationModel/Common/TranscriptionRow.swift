import Bytes
package import EventModel
package import TransparencyLog

/// A transcription as deciders ask it: what may be recorded under it, by whom, and until when.
package struct TranscriptionRow: ConstraintValue, Described {
  var transcription = ID<Transcription>()
  var openedAt = Position(0)
  var categories: [String] = []
  var from = Instant(microseconds: 0)
  var to = Instant(microseconds: 0)
  var recordUntil = Instant(microseconds: 0)
  var operators: [String] = []

  static func stream(of transcription: ID<Transcription>) -> StreamName {
    StreamName(category: "transcription", transcription)
  }

  package static func key(_ transcription: ID<Transcription>) -> ConstraintKey {
    ConstraintKey(stream(of: transcription), kind: 1)
  }

  package init(_ blank: Blank) {}

  package mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "transcription", &transcription)
    try fields.position(2, "openedAt", &openedAt)
    try fields.texts(3, "categories", &categories, 1...32, .any)
    try fields.instant(4, "from", &from)
    try fields.instant(5, "to", &to)
    try fields.instant(6, "recordUntil", &recordUntil)
    try fields.texts(7, "operators", &operators, 1...128, .any)
  }

  /// The transcription that the event at a position opened; refuses `NoTranscription`.
  static func open(_ position: Position, _ rows: any ConstraintReader) throws(Rejection) -> TranscriptionRow {
    let opened = rows.row(TranscriptionPositionRow.key(position), as: TranscriptionPositionRow.self)
    guard let opened, let row = rows.row(key(opened.transcription), as: TranscriptionRow.self) else {
      throw Rejection(.noTranscription, "the event at position \(position) has opened no transcription")
    }
    return row
  }

  /// Refuses what may not be recorded under it.
  func check(
    _ decision: Decision, isTimed: Bool, stream: StreamName, _ rows: any ConstraintReader
  ) throws(Rejection) {
    guard decision.now < recordUntil else {
      throw Rejection(
        .transcriptionClosed, "the transcription “\(transcription)” was open until \(recordUntil)",
        positions: [openedAt])
    }
    guard operators.contains(decision.recorder) else {
      throw Rejection(
        .notEntitled, "“\(decision.recorder)” is not an operator of the transcription “\(transcription)”",
        rule: "only the two operators of a transcription record under it", positions: [openedAt])
    }
    guard categories.contains(String(stream.category)) else {
      throw Rejection(
        .noTranscription, "the transcription “\(transcription)” is of \(categories.joined(separator: ", "))",
        rule: "only streams of the categories that a transcription names are recorded under it", positions: [openedAt])
    }
    let progress = TranscriptionProgress.of(transcription, rows)
    guard progress.recorder.isEmpty || progress.recorder == decision.recorder else {
      throw Rejection(
        .sameOperator, "the other operator's batch of \(progress.count - progress.checked) is not countersigned yet",
        rule: "a batch is of one operator, and countersigned by the other", positions: [openedAt])
    }
    guard isTimed else { return }
    try checkTime(decision, stream, rows)
  }

  private func checkTime(_ decision: Decision, _ stream: StreamName, _ rows: any ConstraintReader) throws(Rejection) {
    guard decision.occurredAt != nil, decision.at >= from, decision.at < to else {
      throw Rejection(
        .noTranscription,
        "the transcription “\(transcription)” is of what was done from \(from) to \(to), "
          + "not of \(decision.occurredAt.map { "what was done at \($0)" } ?? "an act without occurredAt")",
        rule: "a transcribed act says when it was done, within the time that the transcription covers",
        positions: [openedAt])
    }
    let last = rows.row(TranscribedStreamRow.key(transcription, stream), as: TranscribedStreamRow.self)
    guard let last, decision.at < last.at else { return }
    throw Rejection(
      .outOfOrder, "an act of \(last.at) is already recorded in \(stream), and this one was done at \(decision.at)",
      positions: [openedAt])
  }
}

/// Which transcription an event opened: envelopes name it by its position.
struct TranscriptionPositionRow: ConstraintValue, Described {
  var transcription = ID<Transcription>()

  static func key(_ position: Position) -> ConstraintKey {
    ConstraintKey(LedgerRows.stream, kind: 5, key: position.rawValue.bigEndianBytes)
  }

  init(transcription: ID<Transcription>) { self.transcription = transcription }
  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "transcription", &transcription)
  }
}

/// When the last act that was transcribed into a stream was done.
struct TranscribedStreamRow: ConstraintValue, Described {
  var at = Instant(microseconds: 0)

  static func key(_ transcription: ID<Transcription>, _ stream: StreamName) -> ConstraintKey {
    ConstraintKey(TranscriptionRow.stream(of: transcription), kind: 3, key: stream.description)
  }

  init(at: Instant) { self.at = at }
  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) { try fields.instant(1, "at", &at) }
}

/// How far a transcription has come: the tree over its records, and how many of them are countersigned.
package struct TranscriptionProgress: ConstraintValue, Described {
  /// How many records there are under it.
  package var count: UInt64 = 0
  /// The roots of the perfect subtrees of their tree, from the left (RFC 6962).
  var peaks: [MerkleHash] = []
  /// The last of them.
  package var last: Position?
  /// How many are countersigned.
  package var checked: UInt64 = 0
  /// Who recorded those that are not; empty if all are.
  package var recorder = ""

  package static func key(_ transcription: ID<Transcription>) -> ConstraintKey {
    ConstraintKey(TranscriptionRow.stream(of: transcription), kind: 2)
  }

  package init(_ blank: Blank) {}

  package mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.number(1, "count", &count)
    try fields.hashes(2, "peaks", &peaks, .any)
    try fields.position(3, "last", &last)
    try fields.number(4, "checked", &checked)
    try fields.text(5, "recorder", &recorder, 0...128)
  }

  static func of(_ transcription: ID<Transcription>, _ rows: any ConstraintReader) -> TranscriptionProgress {
    rows.row(key(transcription), as: TranscriptionProgress.self) ?? TranscriptionProgress(Blank())
  }

  /// The RFC 6962 root over the records.
  package var root: MerkleHash { .root(ofPeaks: peaks) }

  /// Counts an event under its transcription.
  static func note(_ event: EventContext, _ stream: StreamName, under: Position, _ rows: any ConstraintRows) {
    let opened = rows.row(TranscriptionPositionRow.key(under), as: TranscriptionPositionRow.self)
    guard let transcription = opened?.transcription else { return }
    var progress = of(transcription, rows)
    progress.append(event.leafHash)
    (progress.last, progress.recorder) = (event.position, event.decision.recorder)
    rows.set(key(transcription), to: progress)
    if event.decision.occurredAt != nil {
      rows.set(TranscribedStreamRow.key(transcription, stream), to: TranscribedStreamRow(at: event.decision.at))
    }
  }

  /// Appends a record by its leaf hash.
  mutating func append(_ leaf: MerkleHash) {
    peaks.append(leaf)
    var size = count
    while size & 1 == 1, let right = peaks.popLast(), let left = peaks.popLast() {
      peaks.append(.node(left, right))
      size >>= 1
    }
    count += 1
  }
}
