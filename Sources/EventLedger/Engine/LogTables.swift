import Bytes
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
