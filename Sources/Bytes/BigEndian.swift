/// Eight bytes, most significant first: integers in this form, compared as bytes, sort by value.
package enum BigEndian {
  /// Appends the eight bytes of a number.
  package static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
  }

  /// The number whose eight bytes begin at an offset; `nil` if fewer than eight bytes are left.
  package static func read(from bytes: Span<UInt8>, at offset: Int = 0) -> UInt64? {
    guard offset >= 0, bytes.count >= 8, offset <= bytes.count - 8 else { return nil }
    // The guard has checked the bounds, and every bit pattern is a UInt64.
    return UInt64(bigEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}

extension UInt64 {
  /// Its eight bytes, the most significant first.
  package var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}
