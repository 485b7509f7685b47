import EventModel
package import LMDB

/// The tables of `log/`: few, with sorted keys and big-endian integers.
package struct LogTables: Sendable {
  /// position → event bytes.
  package let records: Table
  /// stream name → stream number, the position of its first event.
  package let names: Table
  /// stream number ‖ version → position.
  package let streams: Table
  /// command id → first position, count, fingerprint, check.
  package let commands: Table
  /// stream number ‖ kind ‖ key → what deciders ask.
  package let constraints: Table
  /// level ‖ index → 8,192 bytes.
  package let tiles: Table
  /// size → key id and signature.
  package let checkpoints: Table
  /// type name → first position, count.
  package let types: Table
  /// format version, cursor of reactions.
  package let meta: Table

  package static let names = [
    "records", "names", "streams", "commands", "constraints", "tiles", "checkpoints", "types", "meta",
  ]

  package init(_ environment: Environment) {
    records = environment.table("records")
    names = environment.table("names")
    streams = environment.table("streams")
    commands = environment.table("commands")
    constraints = environment.table("constraints")
    tiles = environment.table("tiles")
    checkpoints = environment.table("checkpoints")
    types = environment.table("types")
    meta = environment.table("meta")
  }
}

/// Keys of two numbers, big-endian so that they sort.
package func pairKey(_ first: UInt64, _ second: UInt64) -> [UInt8] {
  var key: [UInt8] = []
  key.reserveCapacity(16)
  BigEndian.append(first, to: &key)
  BigEndian.append(second, to: &key)
  return key
}

/// Where a command's events are, and what the command was.
package struct CommandRow: Equatable {
  package var first: UInt64
  package var count: UInt32
  /// 16 bytes.
  package var fingerprint: [UInt8]

  package init(first: UInt64, count: UInt32, fingerprint: [UInt8]) {
    (self.first, self.count, self.fingerprint) = (first, count, fingerprint)
  }

  /// The row: 8 bytes first position, 4 count, 16 fingerprint, and 8 that check the others, because the
  /// fingerprint alone of all rows cannot be computed again from the log.
  package func bytes(key: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(36)
    BigEndian.append(first, to: &bytes)
    for shift in stride(from: UInt32(24), through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: count >> shift))
    }
    bytes += fingerprint
    bytes += Fingerprint.check(key: key, row: bytes)
    return bytes
  }

  package init?(_ bytes: borrowing Span<UInt8>, key: [UInt8]) {
    guard bytes.count == 36, let first = BigEndian.read(from: copy bytes, at: 0) else { return nil }
    self.first = first
    count = (8..<12).reduce(0) { $0 << 8 | UInt32(bytes[$1]) }
    fingerprint = (12..<28).map { bytes[$0] }
    let check = (28..<36).map { bytes[$0] }
    guard check == Fingerprint.check(key: key, row: (0..<28).map { bytes[$0] }) else { return nil }
  }
}

/// A recorded type: where it first appears, and how often it does.
struct TypeRow: Equatable {
  var first: UInt64
  var count: UInt64

  var bytes: [UInt8] { pairKey(first, count) }

  init(first: UInt64, count: UInt64) { (self.first, self.count) = (first, count) }

  init?(_ bytes: borrowing Span<UInt8>) {
    guard bytes.count == 16, let first = BigEndian.read(from: copy bytes, at: 0),
      let count = BigEndian.read(from: copy bytes, at: 8)
    else { return nil }
    (self.first, self.count) = (first, count)
  }

  /// Counts what is new of a type with what the table has of it.
  func add(to type: ActType, in table: Table, _ transaction: inout WriteTransaction) throws {
    let key = Array(type.description.utf8)
    var row = self
    if let old = try transaction.get(key.span, in: table, { TypeRow($0) }) ?? nil {
      row = TypeRow(first: old.first, count: old.count + count)
    }
    try transaction.put(row.bytes.span, for: key.span, in: table)
  }
}
