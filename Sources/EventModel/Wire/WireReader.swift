import Glibc

/// Walks over the fields of a protobuf message without copying: tag by tag, over bytes that the caller holds.
package struct WireReader: Sendable {
  /// Where the next tag starts.
  package private(set) var offset: Int
  /// Where the message ends.
  package let end: Int

  package init(_ range: Range<Int>) { (offset, end) = (range.lowerBound, range.upperBound) }

  /// The wire types that proto3 writes.
  package enum Kind: UInt8, Sendable {
    case varint = 0
    case fixed64 = 1
    case delimited = 2
    case fixed32 = 5
  }

  /// The next field's number and kind, or nil at the end of the message.
  package mutating func next(in bytes: borrowing Span<UInt8>) throws(WireError) -> (field: UInt64, kind: Kind)? {
    guard offset < end else { return nil }
    let tag = try varint(in: bytes)
    // A field's number has 29 bits.
    guard let kind = Kind(rawValue: UInt8(tag & 7)), tag >> 3 != 0, tag <= UInt32.max else {
      throw WireError(offset: offset)
    }
    return (tag >> 3, kind)
  }

  package mutating func varint(in bytes: borrowing Span<UInt8>) throws(WireError) -> UInt64 {
    guard offset < end else { throw WireError(offset: offset) }
    let first = bytes[offset]
    offset += 1
    if first < 0x80 { return UInt64(first) }
    var value = UInt64(first & 0x7F)
    var shift: UInt64 = 7
    while offset < end, shift < 64 {
      let byte = bytes[offset]
      offset += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 {
        guard shift < 63 || byte < 2 else { break }
        return value
      }
      shift += 7
    }
    throw WireError(offset: offset)
  }

  /// The bytes of a length-delimited field, as a range of the message's bytes.
  package mutating func delimited(in bytes: borrowing Span<UInt8>) throws(WireError) -> Range<Int> {
    let length = try varint(in: bytes)
    guard length <= UInt64(end - offset) else { throw WireError(offset: offset) }
    let range = offset..<offset + Int(length)
    offset = range.upperBound
    return range
  }

  /// Passes over a field's value.
  package mutating func skip(_ kind: Kind, in bytes: borrowing Span<UInt8>) throws(WireError) {
    switch kind {
    case .varint: _ = try varint(in: bytes)
    case .delimited: _ = try delimited(in: bytes)
    case .fixed64: try advance(by: 8)
    case .fixed32: try advance(by: 4)
    }
  }

  private mutating func advance(by count: Int) throws(WireError) {
    guard end - offset >= count else { throw WireError(offset: offset) }
    offset += count
  }
}

/// The bytes are not a protobuf message.
public struct WireError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where in the bytes the reading stopped.
  public let offset: Int

  package init(offset: Int) { self.offset = offset }

  /// Says where reading stopped.
  public var description: String { "not a protobuf message: unreadable at byte \(offset)" }
}

extension Span where Element == UInt8 {
  /// A copy of a part of the bytes.
  package func bytes(_ range: Range<Int>) -> [UInt8] {
    unsafe extracting(range).withUnsafeBufferPointer { unsafe [UInt8]($0) }
  }

  /// A part of the bytes as text; bytes that are not UTF-8 become U+FFFD.
  package func text(_ range: Range<Int>) -> String {
    unsafe extracting(range).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// A part of the bytes as text.
  ///
  /// - Throws: `WireError` for bytes that are not UTF-8, which no protobuf decoder accepts in a string.
  package func checkedText(_ range: Range<Int>) throws(WireError) -> String {
    let text = unsafe extracting(range).withUnsafeBufferPointer { unsafe String(validating: $0, as: UTF8.self) }
    guard let text else { throw WireError(offset: range.lowerBound) }
    return text
  }

  /// Whether a part of the bytes equals a text.
  package func equals(_ utf8: String.UTF8View, in range: Range<Int>) -> Bool {
    guard range.count == utf8.count else { return false }
    let part = extracting(range)
    return utf8.withContiguousStorageIfAvailable { part.equals($0) } ?? part.equals(Array(utf8), in: 0..<part.count)
  }

  /// Whether a part of the bytes equals other bytes.
  package func equals(_ other: [UInt8], in range: Range<Int>) -> Bool {
    let part = extracting(range)
    return other.withUnsafeBufferPointer { part.equals($0) }
  }

  /// Whether other bytes are the same.
  package func equals(_ other: Span<UInt8>) -> Bool { other.withUnsafeBufferPointer { equals($0) } }

  private func equals(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard count == other.count else { return false }
    return unsafe withUnsafeBufferPointer { bytes in
      guard let mine = bytes.baseAddress, let theirs = other.baseAddress else { return true }
      return unsafe memcmp(mine, theirs, count) == 0
    }
  }
}
