/// Eight bytes, most significant first: integers written so sort by value when LMDB compares them as bytes.
public enum BigEndian {
  /// Appends the eight bytes of a number.
  public static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    // `unsafe`: the pointer to a local is used inside the closure only.
    unsafe withUnsafeBytes(of: number.bigEndian) { number in unsafe bytes.append(contentsOf: number) }
  }

  /// The number whose eight bytes begin at an offset; `nil` where fewer than eight bytes are left.
  public static func read(from bytes: Span<UInt8>, at offset: Int = 0) -> UInt64? {
    guard offset >= 0, bytes.count >= 8, offset <= bytes.count - 8 else { return nil }
    // `unsafe`: the guard has checked the bounds, and every bit pattern is a UInt64.
    return unsafe UInt64(
      bigEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// Lends the eight bytes of a number as a key.
  @inline(__always)
  static func withKey<R>(
    _ number: UInt64, _ body: (Span<UInt8>) throws(LMDBError) -> R
  ) throws(LMDBError) -> R {
    var bytes = InlineArray<8, UInt8>(repeating: 0)
    for index in 0..<8 { bytes[index] = UInt8(truncatingIfNeeded: number &>> UInt64(56 &- 8 &* index)) }
    return try body(bytes.span)
  }
}
