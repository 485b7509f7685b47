import Bytes
import EventModel
import LMDB
import LogAudit
package import TransparencyLog

/// A log as it stood at one moment: what the tables say, without a word of how they say it.
///
/// Valid while the engine lends it (``LogEngine/read(_:)``); it pins the past, so nobody waits meanwhile.
package struct LogSnapshot: RowSource {
  let transaction: LentTransaction
  let tables: LogTables
  let leaves: LeafCache

  /// How many records there are.
  package var size: LogSize {
    get throws {
      let count = try transaction.withCursor(over: tables.records) { cursor in
        try cursor.last { key, _ in BigEndian.read(from: key).map { $0 + 1 } }
      }
      return LogSize((count ?? nil) ?? 0)
    }
  }

  /// Lends a record; nil beyond the end.
  func record<Result>(
    at position: UInt64, _ body: (borrowing Span<UInt8>) throws -> Result
  ) throws -> Result? {
    try transaction.get(position, in: tables.records) { try body($0) }
  }

  /// Lends records in order from a position on, at most `limit`, until `body` returns false.
  package func forEachRecord(
    from position: UInt64, limit: Int = .max, reverse isReversed: Bool = false,
    _ body: (UInt64, Span<UInt8>) throws -> Bool
  ) throws {
    try transaction.forEach(in: tables.records, from: position, limit: limit, reverse: isReversed) { key, record in
      try body(BigEndian.read(from: key) ?? 0, record)
    }
  }

  /// The number of a stream, which is the position of its first event; nil if it does not exist.
  func number(of stream: StreamName) throws -> UInt64? {
    try transaction.get(Array(stream.description.utf8).span, in: tables.names) { BigEndian.read(from: $0) } ?? nil
  }

  /// The names of streams from one on, in their order, until `body` returns false.
  func forEachName(from prefix: String, _ body: (String) throws -> Bool) throws {
    try transaction.forEach(in: tables.names, from: Array(prefix.utf8).span) { key, _ in
      try body(key.text(0..<key.count))
    }
  }

  /// The last version of a stream, by its number; 0 if there is none.
  func lastVersion(ofStream number: UInt64) throws -> UInt64 {
    let version = try transaction.withCursor(over: tables.streams) { cursor in
      try cursor.seek(atMost: pairKey(number, .max).span) { key, _ in
        BigEndian.read(from: key, at: 0) == number ? BigEndian.read(from: key, at: 8) : nil
      }
    }
    return (version ?? nil) ?? 0
  }

  /// The position of a version of a stream; nil if there is none.
  func position(ofStream number: UInt64, version: UInt64) throws -> UInt64? {
    try transaction.get(pairKey(number, version).span, in: tables.streams) { BigEndian.read(from: $0) } ?? nil
  }

  /// Versions of a stream with their positions, until `body` returns false.
  func forEachVersion(
    ofStream number: UInt64, from version: UInt64 = 1, limit: Int = .max, reverse isReversed: Bool = false,
    _ body: (_ version: UInt64, _ position: UInt64) throws -> Bool
  ) throws {
    try transaction.forEach(
      in: tables.streams, from: pairKey(number, version).span, limit: limit, reverse: isReversed
    ) { key, value in
      guard BigEndian.read(from: key, at: 0) == number, let version = BigEndian.read(from: key, at: 8),
        let position = BigEndian.read(from: value)
      else { return false }
      return try body(version, position)
    }
  }

  /// What a command became; nil if its id was not used.
  ///
  /// - Throws: `LedgerError.damaged` for a row that cannot be read.
  func command(_ id: CommandID) throws -> CommandRow? {
    try transaction.get(id.bytes.span, in: tables.commands) { bytes in
      guard let row = CommandRow(bytes) else {
        throw LedgerError(.damaged, "the row of command \(id) cannot be read")
      }
      return row
    }
  }

  /// The largest command id that was used; nil if none was.
  var largestCommandID: CommandID? {
    get throws {
      try transaction.withCursor(over: tables.commands) { cursor in
        try cursor.last { key, _ in CommandID(bytes: key.bytes(0..<key.count)) }
      } ?? nil
    }
  }

  /// How many commands were recorded.
  var commandCount: UInt64 { get throws { UInt64(try transaction.count(of: tables.commands)) } }

  /// The number and the last version of a stream; nil if it does not exist.
  func stream(_ name: StreamName) throws -> (number: UInt64, version: UInt64)? {
    try number(of: name).map { ($0, try lastVersion(ofStream: $0)) }
  }

  /// The bytes of a constraint row; nil if there is none.
  func constraint(_ key: RowKey) throws -> [UInt8]? {
    try transaction.get(key.bytes.span, in: tables.constraints) { $0.bytes(0..<$0.count) }
  }

  /// Lends the constraint rows of one kind in a stream, in the order of their keys, until `body` returns false.
  func forEachConstraint(
    in stream: StreamName, kind: UInt8, from key: [UInt8] = [], _ body: (_ key: [UInt8], Span<UInt8>) throws -> Bool
  ) throws {
    guard let number = try number(of: stream) else { return }
    let start = RowKey(stream: number, kind: kind, key: key).bytes
    try transaction.forEach(in: tables.constraints, from: start.span) { bytes, row in
      guard let found = RowKey(bytes), found.stream == number, found.kind == kind else { return false }
      return try body(found.key, row)
    }
  }

  /// How often a type was recorded, and where first; nil if it never was.
  func type(_ type: ActType) throws -> TypeRow? {
    try transaction.get(Array(type.description.utf8).span, in: tables.types) { TypeRow($0) } ?? nil
  }

  /// The recorded types in the order of their names.
  func forEachType(_ body: (ActType, TypeRow) throws -> Void) throws {
    try transaction.forEach(in: tables.types) { name, value in
      guard let row = TypeRow(value) else { throw LedgerError(.damaged, "a row of the types cannot be read") }
      try body(ActType(unchecked: name.text(0..<name.count)), row)
      return true
    }
  }

  /// Where the last event to which a reaction is recorded stands; nil if there is none.
  package var reacted: Position? {
    get throws {
      let key = MetaKey.reactions
      let cursor = try transaction.get(key.span, in: tables.meta) { BigEndian.read(from: $0) } ?? nil
      return cursor.map { Position($0) }
    }
  }
}

extension LogSnapshot {
  /// The row of a signed size; nil if it was not signed.
  ///
  /// - Throws: `LedgerError.damaged` for a row that cannot be read.
  func checkpoint(at size: LogSize) throws -> CheckpointRow? {
    try transaction.get(size.rawValue, in: tables.checkpoints) { bytes in
      guard let row = CheckpointRow(bytes.bytes(0..<bytes.count)) else {
        throw LedgerError(.damaged, "the checkpoint of size \(size) cannot be read")
      }
      return row
    }
  }

  /// The largest size that was signed; 0 if none was.
  var lastSignedSize: LogSize {
    get throws {
      let size = try transaction.withCursor(over: tables.checkpoints) { cursor in
        try cursor.last { key, _ in BigEndian.read(from: key) }
      }
      return LogSize((size ?? nil) ?? 0)
    }
  }

  /// The smallest signed size above a position.
  ///
  /// - Throws: `LedgerError.noSuchPosition` if there is none.
  func signedSize(above position: UInt64) throws -> LogSize {
    let size = try transaction.withCursor(over: tables.checkpoints) { cursor in
      try cursor.seek(atLeast: position + 1) { key, _ in BigEndian.read(from: key) }
    }
    guard let size = size ?? nil else {
      throw LedgerError(.noSuchPosition(Position(position)), "no signed checkpoint covers position \(position)")
    }
    return LogSize(size)
  }

  /// Signed sizes above one, in order, at most `limit`.
  func signedSizes(after size: LogSize, limit: Int) throws -> [LogSize] {
    var sizes: [LogSize] = []
    try transaction.forEach(in: tables.checkpoints, from: size.rawValue + 1, limit: limit) { key, _ in
      sizes.append(LogSize(BigEndian.read(from: key) ?? 0))
      return true
    }
    return sizes
  }
}

/// The keys of the table `meta`.
enum MetaKey {
  /// The version of the format.
  static let format = Array("format".utf8)
  /// The last event to which a reaction is recorded.
  static let reactions = Array("reactions".utf8)
}
