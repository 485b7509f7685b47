public import EventModel

/// Position 0 of every ledger: its origin, its key, its format, and a salt of its own.
public struct LedgerOpened: Act {
  /// The origin of the log's checkpoints.
  public var origin = ""
  /// The verifier key of the log, as text.
  public var verifierKey = ""
  /// The version of the format on disk.
  public var format: UInt32 = 0
  /// 32 random bytes.
  public var salt: [UInt8] = []

  /// The format that this library reads and writes.
  public static let currentFormat: UInt32 = 1
  /// `albo.v1.LedgerOpened`.
  public static let type = ActType(static: "albo.v1.LedgerOpened")
  /// False: a ledger opens itself.
  public static var isProposable: Bool { false }

  /// An opening without content.
  public init(_ blank: Blank) {}

  package init(origin: String, verifierKey: String, salt: [UInt8]) {
    (self.origin, self.verifierKey, self.salt) = (origin, verifierKey, salt)
    format = Self.currentFormat
  }

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.text(1, "origin", &origin, 0...1024)
    try fields.text(2, "verifierKey", &verifierKey, 0...1024)
    try fields.number(3, "format", &format)
    try fields.bytes(4, "salt", &salt, 0...1024)
  }

  /// `ledger/log`.
  public var stream: StreamName { StreamName(unchecked: "ledger/log") }

  /// The code with which it is always refused.
  public static let refusals: [RejectionCode] = [.notProposable]

  /// Refuses every proposal: a ledger opens itself.
  public func decide(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    throw Rejection(.notProposable, "a ledger opens itself, once", rule: "position 0 is the opening of the ledger")
  }

  /// Keeps nothing.
  public func evolve(_ event: EventContext, _ rows: any ConstraintRows) {}
}

extension LedgerOpened {
  /// The opening that a record is.
  ///
  /// - Throws: `WireError`, `InvalidAct` for a record of something else.
  package init(record: borrowing Span<UInt8>) throws {
    try self.init(wire: record.bytes(EventScan(record).act))
  }
}

extension ActRegistry {
  /// A registry that also knows what a ledger records of itself.
  package var withLedgerActs: ActRegistry { adding(LedgerOpened.self).adding(LogKeyChanged.self) }
}
