import LMDB

/// Where a command's events are, and what the command was.
package struct CommandRow: Equatable, Sendable {
  package var first: UInt64
  package var count: UInt32
  /// 16 bytes.
  package var fingerprint: [UInt8]

  package init(first: UInt64, count: UInt32, fingerprint: [UInt8]) {
    (self.first, self.count, self.fingerprint) = (first, count, fingerprint)
  }

  /// The row: 8 bytes first position, 4 count, 16 fingerprint.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(28)
    BigEndian.append(first, to: &bytes)
    for shift in stride(from: UInt32(24), through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: count >> shift))
    }
    bytes += fingerprint
    return bytes
  }

  package init?(_ bytes: borrowing Span<UInt8>) {
    guard bytes.count == 28, let first = BigEndian.read(from: copy bytes, at: 0) else { return nil }
    self.first = first
    count = (8..<12).reduce(0) { $0 << 8 | UInt32(bytes[$1]) }
    fingerprint = (12..<28).map { bytes[$0] }
  }
}
