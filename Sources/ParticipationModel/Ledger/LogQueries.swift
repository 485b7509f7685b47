public import EventModel
public import TransparencyLog

/// An event as people and tools see it: the proto3 JSON of the record with the act as an object, its place and its
/// hash.
public typealias EventJSON = JSONValue

/// `events.read`: a page of the log, or of one stream.
public struct ReadEvents: Query {
  /// Only this stream, `category/name`.
  public var stream: StreamName?
  /// Only acts of this type, `albo.v1.BallotCast` or `BallotCast`.
  public var type: String?
  /// The first position.
  public var from: Position?
  /// At most this many items.
  public var limit: Int?
  /// The `next` of the previous page.
  public var cursor: String?

  /// A page of events.
  public init(
    stream: StreamName? = nil, type: String? = nil, from: Position? = nil, limit: Int? = nil, cursor: String? = nil
  ) {
    (self.stream, self.type, self.from, self.limit, self.cursor) = (stream, type, from, limit, cursor)
  }

  /// `events.read`.
  public static let method = "events.read"
  /// What it answers.
  public static let summary =
    "Events of the log or of one stream, in order; ballots of an open election are shown without the choice"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "stream", &stream, "only this stream, for instance election/consulte-2022")
    try fields.text(2, "type", &type, 1...128, "only acts of this type, for instance albo.v1.BallotCast or BallotCast")
    try fields.position(3, "from", &from, "the first position")
    try fields.page(4, &limit, &cursor)
  }

  /// A page of events.
  public typealias Answer = Page<EventJSON>
}

/// `events.get`: one event.
public struct GetEvent: Query {
  /// Its position.
  public var position = Position(0)

  /// One event.
  public init(position: Position) { self.position = position }

  /// `events.get`.
  public static let method = "events.get"
  /// What it answers.
  public static let summary = "One event"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.requiredPosition(1, "position", &position, "its 0-based place in the log")
  }

  /// The event, and the size of the log.
  public typealias Answer = EventJSON
}

/// `log.checkpoint`: a signed checkpoint.
public struct GetCheckpoint: Query {
  /// A size that was signed; nil is the last one.
  public var size: LogSize?

  /// A checkpoint.
  public init(size: LogSize? = nil) { self.size = size }

  /// `log.checkpoint`.
  public static let method = "log.checkpoint"
  /// What it answers.
  public static let summary =
    "The last signed checkpoint of the log, or the one of a given size (c2sp.org/tlog-checkpoint)"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.position(1, "size", &size, "a size that was signed; default: the last one")
  }

  /// A checkpoint.
  public struct Answer: Codable, Sendable, Hashable {
    /// The origin of the log.
    public var origin: String
    /// How many events it covers.
    public var size: LogSize
    /// The root hash, in base64.
    public var root: String
    /// The signed note.
    public var note: String

    /// A checkpoint.
    public init(origin: String, size: LogSize, root: String, note: String) {
      (self.origin, self.size, self.root, self.note) = (origin, size, root, note)
    }
  }
}

/// A proof, its hashes in base64 in the order of RFC 6962.
public struct ProofAnswer: Codable, Sendable, Hashable {
  /// The size of the log for which it holds.
  public var size: LogSize
  /// The root hash of that size, in base64.
  public var root: String
  /// The hashes, in base64.
  public var proof: [String]
  /// The leaf hash of the event, in base64, in a proof of inclusion.
  public var leafHash: String?

  /// A proof.
  public init(size: LogSize, root: String, proof: [String], leafHash: String? = nil) {
    (self.size, self.root, self.proof, self.leafHash) = (size, root, proof, leafHash)
  }
}

/// `log.inclusion`: the proof that an event is in the log.
public struct ProveInclusion: Query {
  /// The event.
  public var position = Position(0)
  /// The size of the log; nil is the present one.
  public var size: LogSize?

  /// A proof of inclusion.
  public init(position: Position, size: LogSize? = nil) { (self.position, self.size) = (position, size) }

  /// `log.inclusion`.
  public static let method = "log.inclusion"
  /// What it answers.
  public static let summary = "The proof that an event is in the log of a given size (RFC 6962 §2.1.1)"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.requiredPosition(1, "position", &position, "the event's position")
    try fields.position(2, "size", &size, "the size of the log; default: the present one")
  }

  /// The proof.
  public typealias Answer = ProofAnswer
}

/// `log.consistency`: the proof that the log only grew.
public struct ProveConsistency: Query {
  /// The older size.
  public var from = LogSize.zero
  /// The newer size; nil is the present one.
  public var to: LogSize?

  /// A proof of consistency.
  public init(from: LogSize, to: LogSize? = nil) { (self.from, self.to) = (from, to) }

  /// `log.consistency`.
  public static let method = "log.consistency"
  /// What it answers.
  public static let summary =
    "The proof that the log of a larger size begins with the log of a smaller one (RFC 6962 §2.1.2)"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.requiredPosition(1, "from", &from, "the older size")
    try fields.position(2, "to", &to, "the newer size; default: the present one")
  }

  /// The proof.
  public typealias Answer = ProofAnswer
}

/// `log.receipt`: the receipt of an event.
public struct GetReceipt: Query {
  /// The event.
  public var position = Position(0)
  /// Whether the checkpoint must carry the cosignatures of a quorum of witnesses; nil means no.
  public var cosigned: Bool?

  /// A receipt.
  public init(position: Position, cosigned: Bool? = nil) { (self.position, self.cosigned) = (position, cosigned) }

  /// `log.receipt`.
  public static let method = "log.receipt"
  /// What it answers.
  public static let summary =
    "The receipt of an event (c2sp.org/tlog-proof): it never changes and can be verified offline"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.requiredPosition(1, "position", &position, "the event's position")
    try fields.flag(
      2, "cosigned", &cosigned, "with the cosignatures of a quorum of the ledger's witnesses; default: false")
  }

  /// A receipt.
  public struct Answer: Codable, Sendable, Hashable {
    /// The event.
    public var position: Position
    /// The signed size that covers it.
    public var size: LogSize
    /// The leaf hash of the event's record, in base64: what the receipt proves.
    public var leafHash: String
    /// The tlog-proof file.
    public var receipt: String

    /// A receipt.
    public init(position: Position, size: LogSize, leafHash: String, receipt: String) {
      (self.position, self.size, self.leafHash, self.receipt) = (position, size, leafHash, receipt)
    }
  }
}
