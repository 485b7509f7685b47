public import EventModel
import TransparencyLog

/// A transcription is opened: what stands on paper or elsewhere is recorded under it, however old, by two operators of
/// whom each countersigns what the other recorded.
public struct TranscriptionOpened: CityAct {
  /// Its id.
  public var transcription = ID<Transcription>()
  /// What is transcribed, at most 300 bytes, without personal content: “minutes of the area councils, 2022 to 2026”.
  public var source = ""
  /// SHA-256 of the source, or of its scans, 32 bytes.
  public var sourceHash: [UInt8]?
  /// The categories of streams that are recorded under it: `body`, `agreement`; each once.
  public var categories: [String] = []
  /// What is recorded was done from here on.
  public var from = Instant(microseconds: 0)
  /// What is recorded was done before this instant.
  public var to = Instant(microseconds: 0)
  /// Until when records are taken, exclusive.
  public var recordUntil = Instant(microseconds: 0)
  /// The two operators, as the ledger authenticates them: `unix:1001`, `token:desk-2`.
  public var operators: [String] = []
  /// Whether single acts or counts are transcribed.
  public var method = TranscriptionMethod.individual

  /// A transcription.
  public init(
    transcription: ID<Transcription>, source: String, sourceHash: [UInt8]? = nil, categories: [String],
    done: Range<Instant>, recordUntil: Instant, operators: [String], method: TranscriptionMethod = .individual
  ) {
    self.transcription = transcription
    self.source = source
    self.sourceHash = sourceHash
    self.categories = categories
    (from, to) = (done.lowerBound, done.upperBound)
    self.recordUntil = recordUntil
    self.operators = operators
    self.method = method
  }

  /// `albo.v1.TranscriptionOpened`.
  public static let type = ActType(static: "albo.v1.TranscriptionOpened")

  /// Who may do it.
  public static let entitlement = Entitlement.office(.oversight)

  /// A transcription without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "transcription", &transcription)
    try fields.text(2, "source", &source, 1...300)
    try fields.hash(3, "sourceHash", &sourceHash)
    try fields.texts(4, "categories", &categories, 1...32, ListRule(1...20, isUnique: true))
    try fields.instant(5, "from", &from)
    try fields.instant(6, "to", &to)
    try fields.instant(7, "recordUntil", &recordUntil)
    try fields.texts(8, "operators", &operators, 1...128, ListRule(2...2, isUnique: true))
    try fields.choice(9, "method", &method)
    try fields.check(from < to, "to", "\(to) is not after \(from)")
    let wrong = categories.first { StreamName("\($0)/a") == nil }
    try fields.check(wrong == nil, "categories", "“\(wrong ?? "")”: expected a category of streams ([a-z]{1,32})")
  }

  /// An example is of the minutes of a council.
  public mutating func completeExample() {
    (categories, operators) = (["body", "person"], ["unix:1001", "unix:1002"])
  }

  /// `transcription/ID`.
  public var stream: StreamName { TranscriptionRow.stream(of: transcription) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [.actReferenceMissing, .alreadyTranscribed, .deadlinePassed]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    try decision.requireActReference("a transcription is opened")
    if let earlier = rows.row(TranscriptionRow.key(transcription), as: TranscriptionRow.self) {
      throw Rejection(
        .alreadyTranscribed, "the transcription “\(transcription)” was already opened; give the new one another id",
        positions: [earlier.openedAt])
    }
    guard decision.now < recordUntil else {
      throw Rejection(
        .deadlinePassed, "recordUntil is \(recordUntil), but it is already \(decision.now)",
        rule: "a transcription is opened before its end")
    }
    return [self]
  }

  /// Remembers what may be recorded.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    var row = TranscriptionRow(Blank())
    (row.transcription, row.openedAt) = (transcription, event.position)
    (row.categories, row.operators) = (categories, operators)
    (row.from, row.to, row.recordUntil) = (from, to, recordUntil)
    rows.set(TranscriptionRow.key(transcription), to: row)
    rows.set(
      TranscriptionPositionRow.key(event.position), to: TranscriptionPositionRow(transcription: transcription))
  }
}

/// What a transcription records.
public enum TranscriptionMethod: String, Hashable, Sendable, CaseIterable, Codable, Choice {
  /// Each act on its own.
  case individual
  /// Counts of acts, as a sheet or a register has them.
  case counted
}
