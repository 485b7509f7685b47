extension UInt64 {
  /// Its eight bytes, the greatest first: as keys that sort by number, and before what is hashed.
  package var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }

  /// Appends its eight bytes, the greatest first.
  package func appendBigEndian(to bytes: inout [UInt8]) {
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: self >> shift))
    }
  }
}
