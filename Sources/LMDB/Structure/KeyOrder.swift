/// How the keys of a tree sort.
enum KeyOrder {
  /// As bytes; a key sorts before the longer ones that begin with it.
  case bytes
  /// As eight-byte integers, least significant byte first.
  case integers

  /// The sizes a key can have.
  var sizes: ClosedRange<Int> {
    switch self {
    case .bytes: 1...Environment.maxKeySize
    case .integers: 8...8
    }
  }

  /// Whether one key sorts before another, both of a size in ``sizes``.
  func precedes(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
    let common = min(one.count, other.count)
    for step in 0..<common {
      let index = self == .bytes ? step : common - 1 - step
      if one[index] != other[index] { return one[index] < other[index] }
    }
    return one.count < other.count
  }
}
