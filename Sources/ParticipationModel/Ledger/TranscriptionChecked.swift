public import EventModel
public import TransparencyLog

/// The other operator countersigns what was recorded under a transcription so far.
public struct TranscriptionChecked: CityAct {
  /// The transcription.
  public var transcription = ID<Transcription>()
  /// The position of the last record under it.
  public var upTo = Position(0)
  /// How many records under it there are, those that were countersigned before included.
  public var count: UInt64 = 0
  /// The RFC 6962 root over these records, in their order.
  public var root: MerkleHash = .emptyRoot

  /// A countersignature.
  public init(transcription: ID<Transcription>, upTo: Position, count: UInt64, root: MerkleHash) {
    (self.transcription, self.upTo, self.count, self.root) = (transcription, upTo, count, root)
  }

  /// `albo.v1.TranscriptionChecked`.
  public static let type = ActType(static: "albo.v1.TranscriptionChecked")

  /// Who may do it.
  public static let entitlement = Entitlement.transcriber

  /// A countersignature without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "transcription", &transcription)
    try fields.position(2, "upTo", &upTo)
    try fields.count(3, "count", &count)
    try fields.hash(4, "root", &root)
  }

  /// `transcription/ID`.
  public var stream: StreamName { TranscriptionRow.stream(of: transcription) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [.noTranscription, .sameOperator, .batchMismatch]

  /// An operator, of whom the ledger knows who it is.
  public func require(
    _ entitlement: Entitlement, _ decision: Decision, _ rows: any ConstraintReader
  ) throws(Rejection) {
    let row = try opened(rows)
    guard row.operators.contains(decision.recorder) else {
      throw notEntitled(decision, entitlement, positions: [row.openedAt])
    }
  }

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let row = try opened(rows)
    let progress = TranscriptionProgress.of(transcription, rows)
    guard progress.recorder != decision.recorder else {
      throw Rejection(
        .sameOperator, "“\(decision.recorder)” recorded this batch; the other operator must countersign it",
        positions: [row.openedAt])
    }
    guard progress.checked < progress.count, count == progress.count, upTo == progress.last, root == progress.root
    else {
      throw Rejection(
        .batchMismatch,
        "there are \(progress.count) records, \(progress.count - progress.checked) of them not countersigned, up to "
          + "position \(progress.last.map { "\($0)" } ?? "none"), with the root \(progress.root.base64)",
        positions: [row.openedAt])
    }
    return [self]
  }

  private func opened(_ rows: any ConstraintReader) throws(Rejection) -> TranscriptionRow {
    guard let row = rows.row(TranscriptionRow.key(transcription), as: TranscriptionRow.self) else {
      throw Rejection(.noTranscription, "there is no transcription “\(transcription)”: check the id")
    }
    return row
  }

  /// Remembers how many are countersigned.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    let checked = count
    rows.update(TranscriptionProgress.key(transcription), as: TranscriptionProgress.self) { progress in
      (progress.checked, progress.recorder) = (checked, "")
    }
  }
}
