/// A set of page numbers, one bit each.
struct PageSet {
  private var words: [UInt64]
  private(set) var count = 0

  /// An empty set of numbers below a bound.
  init(below bound: Int) { words = Array(repeating: 0, count: (bound + 63) / 64) }

  func contains(_ page: Int) -> Bool { words[page / 64] >> UInt64(page % 64) & 1 == 1 }

  /// Adds a page; `false` if it was there.
  mutating func insert(_ page: Int) -> Bool {
    if contains(page) { return false }
    words[page / 64] |= 1 << UInt64(page % 64)
    count += 1
    return true
  }
}
