/// Which counts of persons are too small to be shown, by themselves or because a total would tell them.
package struct SmallCells: Sendable, Hashable {
  /// Counts from 1 to one below are suppressed; 0 and 1 suppress nothing.
  package let threshold: UInt64

  /// Fewer than five persons are not shown: a usual rule of official statistics.
  package static let usual: UInt64 = 5

  /// A rule with this threshold.
  package init(below threshold: UInt64 = SmallCells.usual) { self.threshold = threshold }

  /// Whether nothing is suppressed.
  package var isOff: Bool { threshold < 2 }

  /// Whether a count by itself is too small; a count of nobody says nothing of anybody.
  func hides(_ count: UInt64) -> Bool { count > 0 && count < threshold }

  /// Which of the cells of a partition are not shown, if their sum is known.
  ///
  /// The small ones, and then the smallest of the others until what is not shown counts as many as may be shown, and so
  /// is at least two cells: else the difference to the sum would tell them. It would too if as many persons are not
  /// shown as cells, since each of these has somebody.
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

  /// Whether a part of a known whole is not shown: too few in it, or too few outside of it.
  package func hides(_ count: UInt64, of whole: UInt64) -> Bool {
    hides(count) || (whole >= count && hides(whole - count))
  }
}
