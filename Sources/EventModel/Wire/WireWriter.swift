/// Writes the protobuf wire format into a buffer: the fields that a record is made of.
///
/// As in proto3, the caller leaves out what has its default; nothing here decides that.
@usableFromInline package struct WireWriter: Sendable {
  /// What was written so far.
  @usableFromInline package internal(set) var bytes: [UInt8]

  @usableFromInline package init(reservingCapacity capacity: Int = 0) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// Empties the buffer and keeps its memory.
  @usableFromInline package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  @usableFromInline package mutating func varint(_ value: UInt64, field: UInt32) {
    rawVarint(UInt64(field) << 3)
    rawVarint(value)
  }

  @usableFromInline package mutating func int64(_ value: Int64, field: UInt32) {
    varint(UInt64(bitPattern: value), field: field)
  }

  @usableFromInline package mutating func string(_ value: String, field: UInt32) {
    rawVarint(UInt64(field) << 3 | 2)
    let utf8 = value.utf8
    rawVarint(UInt64(utf8.count))
    bytes.append(contentsOf: utf8)
  }

  @usableFromInline package mutating func bytes(_ value: [UInt8], field: UInt32) {
    rawVarint(UInt64(field) << 3 | 2)
    rawVarint(UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  mutating func id(_ value: CommandID, field: UInt32) {
    rawVarint(UInt64(field) << 3 | 2)
    rawVarint(16)
    value.append(to: &bytes)
  }

  /// Starts what has a length, which `closeMessage` writes before it.
  ///
  /// - Returns: where its content starts.
  @usableFromInline package mutating func openMessage(field: UInt32) -> Int {
    rawVarint(UInt64(field) << 3 | 2)
    bytes.append(0)
    return bytes.count
  }

  /// Ends what was started, and writes its length: one byte, for which there is room, or more.
  @usableFromInline package mutating func closeMessage(from start: Int) {
    let count = UInt64(bytes.count - start)
    guard count > 0x7F else {
      bytes[start - 1] = UInt8(truncatingIfNeeded: count)
      return
    }
    var length = WireWriter()
    length.rawVarint(count)
    bytes.replaceSubrange(start - 1..<start, with: length.bytes)
  }

  /// One of the numbers of a packed field.
  @usableFromInline package mutating func rawVarint(_ value: UInt64) {
    var rest = value
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}

extension WireWriter {
  /// Forgets what was written after a number of bytes.
  @usableFromInline package mutating func truncate(to count: Int) { bytes.removeSubrange(count...) }
}
