/// Which counts of persons are not shown, because they are too small or because a total would reveal small ones.
package struct SmallCells: Sendable, Hashable {
  /// Counts from 1 to one below this are suppressed; 0 and 1 suppress nothing.
  package let threshold: UInt64

  /// Fewer than five persons are not shown: a usual rule of official statistics.
  package static let usual: UInt64 = 5

  /// A rule with this threshold.
  package init(below threshold: UInt64 = SmallCells.usual) { self.threshold = threshold }

  /// Whether nothing is suppressed.
  package var isOff: Bool { threshold < 2 }

  /// Whether a count by itself is too small; 0 says nothing about anybody.
  func hides(_ count: UInt64) -> Bool { count > 0 && count < threshold }

  /// Which cells of a partition are not shown, if their sum is known.
  ///
  /// The small ones, and then the smallest of the others until the hidden cells together count at least the threshold,
  /// which takes at least two cells: otherwise the difference to the sum would reveal them. It would also reveal them
  /// if the hidden persons were as many as the hidden cells, because each of these cells counts somebody.
  package func suppressed(in cells: [UInt64]) -> [Bool] {
    var hidden = cells.map(hides)
    guard hidden.contains(true) else { return hidden }
    let others = cells.indices.filter { !hidden[$0] && cells[$0] > 0 }.sorted { (cells[$0], $0) < (cells[$1], $1) }
    var sum = zip(cells, hidden).reduce(0) { $1.1 ? $0 + $1.0 : $0 }
    var count = UInt64(hidden.count(where: \.self))
    for index in others where sum < threshold || sum == count {
      hidden[index] = true
      sum += cells[index]
      count += 1
    }
    return hidden
  }

  /// Whether a part of a known whole is not shown: too few are in it, or too few outside it.
  package func hides(_ count: UInt64, of whole: UInt64) -> Bool {
    hides(count) || (whole >= count && hides(whole - count))
  }
}
