import Bytes

/// Where a command's events are, and what the command was.
package struct CommandRow: Equatable, Sendable {
  package var first: UInt64
  package var count: UInt32
  package var fingerprint: Fingerprint

  package init(first: UInt64, count: UInt32, fingerprint: Fingerprint) {
    (self.first, self.count, self.fingerprint) = (first, count, fingerprint)
  }

  private static let byteCount = 28

  /// The row: 8 bytes first position, 4 count, 16 fingerprint.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount)
    BigEndian.append(first, to: &bytes)
    for shift in stride(from: UInt32(24), through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: count >> shift))
    }
    BigEndian.append(fingerprint.high, to: &bytes)
    BigEndian.append(fingerprint.low, to: &bytes)
    return bytes
  }

  package init?(_ bytes: borrowing Span<UInt8>) {
    guard bytes.count == Self.byteCount, let first = BigEndian.read(from: copy bytes, at: 0),
      let high = BigEndian.read(from: copy bytes, at: 12), let low = BigEndian.read(from: copy bytes, at: 20)
    else { return nil }
    self.first = first
    count = (8..<12).reduce(0) { $0 << 8 | UInt32(bytes[$1]) }
    fingerprint = Fingerprint(high: high, low: low)
  }
}
