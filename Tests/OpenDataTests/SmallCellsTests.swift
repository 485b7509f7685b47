import OpenData
import Testing

@Suite struct SmallCellsTests {
  /// Every partition of up to four cells of up to seven persons.
  private static let partitions: [[UInt64]] = (1...4).flatMap { count in
    (0..<count).reduce([[]] as [[UInt64]]) { lists, _ in lists.flatMap { list in (0...7).map { list + [$0] } } }
  }

  @Test func smallCountsAreSuppressedAndOthersOnlyToHideThem() {
    let rule = SmallCells()
    for cells in Self.partitions {
      let hidden = rule.suppressed(in: cells)
      for (cell, isHidden) in zip(cells, hidden) {
        if (1...4).contains(cell) { #expect(isHidden, "\(cells)") }
        if cell == 0 { #expect(!isHidden, "\(cells)") }
      }
      if !cells.contains(where: { (1...4).contains($0) }) { #expect(!hidden.contains(true), "\(cells)") }
    }
  }

  /// Whoever knows the sum learns of what is not shown only that it is at least two cells and at least five persons.
  @Test(arguments: [3, 4, 5] as [UInt64]) func theSumTellsNoSuppressedCell(_ threshold: UInt64) {
    let rule = SmallCells(below: threshold)
    for cells in Self.partitions {
      let hidden = zip(cells, rule.suppressed(in: cells)).filter(\.1).map(\.0)
      guard !hidden.isEmpty, hidden.count < cells.count(where: { $0 > 0 }) else { continue }
      #expect(hidden.count >= 2 && hidden.reduce(0, +) >= threshold, "\(cells)")
      // As many persons as cells would tell that there is one in each, since a cell of nobody is shown.
      #expect(hidden.contains { $0 > 1 }, "\(cells)")
    }
  }

  @Test func aPersonInEachCellIsNotToldByTheirSum() {
    #expect(SmallCells().suppressed(in: [1, 1, 1, 1, 1, 50, 60]) == [true, true, true, true, true, true, false])
  }

  @Test func aPartIsSuppressedWhereItsComplementIsSmall() {
    let rule = SmallCells()
    #expect(rule.hides(4, of: 100) && rule.hides(97, of: 100))
    #expect(!rule.hides(5, of: 100) && !rule.hides(95, of: 100) && !rule.hides(100, of: 100))
  }

  @Test(arguments: [0, 1] as [UInt64]) func nothingIsSuppressedWhereTheRuleIsOff(_ threshold: UInt64) {
    let rule = SmallCells(below: threshold)
    #expect(rule.isOff && !rule.suppressed(in: [1, 2, 0]).contains(true))
  }
}
