extension UInt64 {
  /// Its eight bytes, the greatest first: as keys that sort by number, and before what is hashed.
  package var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}
