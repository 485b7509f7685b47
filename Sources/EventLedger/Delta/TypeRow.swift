import Bytes

/// A recorded type: where it first appears, and how often it does.
struct TypeRow: Equatable, Sendable {
  var first: UInt64
  var count: UInt64

  var bytes: [UInt8] { pairKey(first, count) }

  init(first: UInt64, count: UInt64) { (self.first, self.count) = (first, count) }

  init?(_ bytes: borrowing Span<UInt8>) {
    guard bytes.count == 16, let first = BigEndian.read(from: copy bytes, at: 0),
      let count = BigEndian.read(from: copy bytes, at: 8)
    else { return nil }
    (self.first, self.count) = (first, count)
  }
}
