import Bytes
import EventModel
import Glibc

/// Where a row lies on disk: stream number ‖ kind ‖ key.
struct RowKey: Hashable, Comparable, Sendable {
  let stream: UInt64
  let kind: UInt8
  let key: [UInt8]

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(9 + key.count)
    BigEndian.append(stream, to: &bytes)
    bytes.append(kind)
    bytes += key
    return bytes
  }

  init(stream: UInt64, kind: UInt8, key: [UInt8]) { (self.stream, self.kind, self.key) = (stream, kind, key) }

  /// The place that the bytes of a key on disk name; nil if they name none.
  init?(_ bytes: borrowing Span<UInt8>) {
    guard bytes.count >= 9 else { return nil }
    stream = (0..<8).reduce(0) { $0 << 8 | UInt64(bytes[$1]) }
    kind = bytes[8]
    key = bytes.bytes(9..<bytes.count)
  }

  // An array hashes byte by byte, which takes several times as long.
  func hash(into hasher: inout Hasher) {
    hasher.combine(stream)
    hasher.combine(kind)
    key.withUnsafeBytes { hasher.combine(bytes: $0) }
  }

  static func < (left: RowKey, right: RowKey) -> Bool {
    if (left.stream, left.kind) != (right.stream, right.kind) {
      return (left.stream, left.kind) < (right.stream, right.kind)
    }
    // An array compares byte by byte.
    let order = left.key.withUnsafeBytes { left in
      right.key.withUnsafeBytes { right -> Int32 in
        guard let first = left.baseAddress, let second = right.baseAddress else { return 0 }
        return memcmp(first, second, min(left.count, right.count))
      }
    }
    return order == 0 ? left.key.count < right.key.count : order < 0
  }
}
