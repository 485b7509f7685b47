extension UInt64 {
  /// Its eight bytes, the greatest first: as keys that sort by number, and before what is hashed.
  package var bigEndianBytes: [UInt8] {
    stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: self >> UInt64($0)) }
  }
}
