public import EventModel
public import TransparencyLog

/// A transcription.
public struct TranscriptionItem: Codable, Sendable, Hashable {
  /// Its id.
  public var transcription: ID<Transcription>
  /// What is transcribed.
  public var source: String
  /// The categories of streams that are recorded under it.
  public var categories: [String]
  /// What is recorded was done from here on.
  public var from: Instant
  /// What is recorded was done before this instant.
  public var to: Instant
  /// Until when records are taken, exclusive.
  public var recordUntil: Instant
  /// The two operators.
  public var operators: [String]
  /// Whether single acts or counts are transcribed.
  public var method: TranscriptionMethod
  /// The event that opened it: what acts name as `under`.
  public var openedAt: Position
  /// How many records are countersigned.
  public var checked: UInt64
  /// The last countersignature; absent if there is none.
  public var checkedAt: Position?
  /// The UTC day on which it was opened.
  public var openedOn: CivilDate

  package init(_ act: TranscriptionOpened, at position: Position, on day: CivilDate) {
    openedOn = day
    (transcription, source, categories) = (act.transcription, act.source, act.categories)
    (from, to, recordUntil, operators) = (act.from, act.to, act.recordUntil, act.operators)
    (method, openedAt, checked) = (act.method, position, 0)
  }
}

/// `transcriptions.list`: what was transcribed, and how much of it is countersigned.
public struct ListTranscriptions: Query {
  /// Only those that took records on this UTC day; nil for all.
  public var on: CivilDate?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?
  /// At most this many items.
  public var limit: Int?
  /// The `next` of the previous page.
  public var cursor: String?

  /// A page of transcriptions.
  public init(on: CivilDate? = nil, at: LogSize? = nil, limit: Int? = nil, cursor: String? = nil) {
    (self.on, self.at, self.limit, self.cursor) = (on, at, limit, cursor)
  }

  /// `transcriptions.list`.
  public static let method = "transcriptions.list"
  /// What it answers.
  public static let summary = "What is transcribed, by whom, and how many records are countersigned"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "on", &on, "only those that took records on this day, YYYY-MM-DD UTC; default: all")
    try fields.asOf(2, &at)
    try fields.page(3, &limit, &cursor)
  }

  /// A page of transcriptions.
  public typealias Answer = Page<TranscriptionItem>
}

/// `transcriptions.batch`: what the other operator has to countersign now.
public struct TranscriptionBatch: Query {
  /// The transcription's id.
  public var transcription = ID<Transcription>()

  /// The batch of a transcription.
  public init(transcription: ID<Transcription>) { self.transcription = transcription }

  /// `transcriptions.batch`.
  public static let method = "transcriptions.batch"
  /// What it answers.
  public static let summary =
    "The records of a transcription that are not countersigned yet: their number, who recorded them, the root over all"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "transcription", &transcription, "the transcription's id")
  }

  /// A batch.
  public struct Answer: Codable, Sendable, Hashable {
    /// The size of the log that the answer is about.
    public var size: LogSize
    /// The transcription's id.
    public var transcription: ID<Transcription>
    /// How many records there are under it.
    public var count: UInt64
    /// How many of them are countersigned.
    public var checked: UInt64
    /// The position of the last; absent if there is none.
    public var upTo: Position?
    /// The RFC 6962 root over all of them, in base64.
    public var root: String
    /// Who recorded those that are not countersigned; absent if all are.
    public var recorder: String?

    package init(
      size: LogSize, transcription: ID<Transcription>, count: UInt64, checked: UInt64, upTo: Position?, root: String,
      recorder: String?
    ) {
      (self.size, self.transcription, self.count, self.checked) = (size, transcription, count, checked)
      (self.upTo, self.root, self.recorder) = (upTo, root, recorder)
    }
  }
}
