public import EventModel

/// Position 0 of every ledger: its origin, its key, its format, and a salt of its own.
public struct LedgerOpened: Act {
  /// The origin of the log's checkpoints.
  public var origin: String
  /// The verifier key of the log, as text.
  public var verifierKey: String
  /// The version of the format on disk.
  public var format: UInt32
  /// 32 random bytes.
  public var salt: [UInt8]

  /// The format that this library reads and writes.
  public static let currentFormat: UInt32 = 1
  /// `albo.v1.LedgerOpened`.
  public static let type = ActType(static: "albo.v1.LedgerOpened")
  /// False: a ledger opens itself.
  public static var isProposable: Bool { false }

  init(origin: String, verifierKey: String, salt: [UInt8]) {
    (self.origin, self.verifierKey, self.salt) = (origin, verifierKey, salt)
    format = Self.currentFormat
  }

  /// `ledger/log`.
  public var stream: StreamName { StreamName(unchecked: "ledger/log") }

  /// Reads the message.
  public init(wire: [UInt8]) throws(InvalidAct) {
    self.init(origin: "", verifierKey: "", salt: [])
    var reader = WireReader(0..<wire.count)
    let bytes = wire.span
    do {
      while let (field, kind) = try reader.next(in: bytes) {
        switch (field, kind) {
        case (1, .delimited): origin = bytes.text(try reader.delimited(in: bytes))
        case (2, .delimited): verifierKey = bytes.text(try reader.delimited(in: bytes))
        case (3, .varint): format = UInt32(truncatingIfNeeded: try reader.varint(in: bytes))
        case (4, .delimited): salt = bytes.bytes(try reader.delimited(in: bytes))
        default: throw WireError(offset: reader.offset)
        }
      }
    } catch {
      throw InvalidAct(reason: "\(error)")
    }
  }

  /// The message.
  public var wire: [UInt8] {
    var writer = WireWriter()
    writer.string(origin, field: 1)
    writer.string(verifierKey, field: 2)
    writer.varint(UInt64(format), field: 3)
    writer.bytes(salt, field: 4)
    return writer.bytes
  }

  /// Always refuses: no client opens a ledger.
  public init(json: JSONValue) throws(InvalidAct) {
    throw InvalidAct(reason: "a ledger opens itself")
  }

  /// proto3 JSON.
  public var json: JSONValue {
    .object([
      "origin": .string(origin), "verifierKey": .string(verifierKey), "format": .integer(Int64(format)),
      "salt": .string(Base64.text(salt)),
    ])
  }

  /// Refuses `NotProposable`, always.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    throw Rejection("NotProposable", "a ledger opens itself, once", rule: "position 0 is the opening of the ledger")
  }

  /// Keeps nothing.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {}
}

extension LedgerOpened {
  /// The opening that a record is.
  ///
  /// - Throws: `WireError`, `InvalidAct` for a record of something else.
  init(record: borrowing Span<UInt8>) throws {
    try self.init(wire: record.bytes(EventScan(record).act))
  }
}

extension ActRegistry {
  /// A registry that also knows what a ledger records of itself.
  var withLedgerActs: ActRegistry { adding(LedgerOpened.self).adding(LogKeyChanged.self) }
}
