/// Lends the eight bytes of a number as a key, most significant first, so that keys sort by value.
@inline(__always)
func withKey<R>(_ number: UInt64, _ body: (Span<UInt8>) throws(LMDBError) -> R) throws(LMDBError) -> R {
  var bytes = InlineArray<8, UInt8>(repeating: 0)
  for index in 0..<8 { bytes[index] = UInt8(truncatingIfNeeded: number &>> UInt64(56 &- 8 &* index)) }
  return try body(bytes.span)
}
