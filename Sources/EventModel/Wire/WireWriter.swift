/// Writes the protobuf wire format into a buffer: the fields that a record is made of.
///
/// As in proto3, the caller leaves out what has its default; nothing here decides that.
package struct WireWriter: Sendable {
  /// What was written so far.
  package fileprivate(set) var bytes: [UInt8]

  package init(reservingCapacity capacity: Int = 0) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// Empties the buffer and keeps its memory.
  package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  package mutating func varint(_ value: UInt64, field: UInt32) {
    rawVarint(UInt64(field) << 3)
    rawVarint(value)
  }

  package mutating func int64(_ value: Int64, field: UInt32) { varint(UInt64(bitPattern: value), field: field) }

  package mutating func string(_ value: String, field: UInt32) {
    rawVarint(UInt64(field) << 3 | 2)
    let utf8 = value.utf8
    rawVarint(UInt64(utf8.count))
    bytes.append(contentsOf: utf8)
  }

  package mutating func bytes(_ value: [UInt8], field: UInt32) {
    rawVarint(UInt64(field) << 3 | 2)
    rawVarint(UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  package mutating func packed(_ values: [UInt32], field: UInt32) {
    rawVarint(UInt64(field) << 3 | 2)
    rawVarint(values.reduce(0) { $0 + Self.length(of: UInt64($1)) })
    for value in values { rawVarint(UInt64(value)) }
  }

  /// How many bytes a number takes.
  private static func length(of value: UInt64) -> UInt64 {
    max(1, UInt64(70 - value.leadingZeroBitCount) / 7)
  }

  private mutating func rawVarint(_ value: UInt64) {
    var rest = value
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}

extension WireWriter {
  /// Forgets what was written after so many bytes.
  package mutating func truncate(to count: Int) { bytes.removeSubrange(count...) }
}
