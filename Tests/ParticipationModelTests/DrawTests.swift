import ParticipationModel
import Testing

@Suite struct DrawTests {
  private let lot = Lot(beacon: Array(1...8), closingRoot: digest(7))

  /// Computed with Python's `hashlib` and whole numbers.
  @Test func drawsTheHashModuloTheCount() {
    #expect(lot.index(label: "nord#1", among: 10) == 7)
    #expect(lot.index(label: "nord#2", among: 9) == 5)
    #expect(lot.index(label: "è#3", among: 1_000_003) == 840_265)
    #expect(lot.index(label: "x", among: .max) == 3_166_623_529_753_407_493)
  }

  @Test func drawsTheOnlyOne() {
    #expect(lot.index(label: "nord#1", among: 1) == 0)
  }

  @Test func drawsPlaceAfterPlace() {
    #expect(lot.order(["p1", "p10", "p2", "p3"], district: "nord", firstPlace: 1) == ["p3", "p2", "p1", "p10"])
    #expect(lot.order(["p1", "p10", "p2", "p3"], district: "nord", firstPlace: 2) == ["p10", "p1", "p3", "p2"])
  }

  @Test func sortsIdsByTheirBytes() {
    let ids = ["c", "a", "\u{e9}", "z", "e\u{301}", "B"]
    let drawn = lot.order(ids, district: "sud", firstPlace: 3)
    #expect(drawn.map { Array($0.utf8) } == ["B", "\u{e9}", "z", "c", "a", "e\u{301}"].map { Array($0.utf8) })
  }

  @Test func doesNotDependOnTheOrderGiven() {
    let ids = (1...30).map { "c\($0)" }
    let drawn = lot.order(ids, district: "est", firstPlace: 1)
    #expect(lot.order(ids.reversed(), district: "est", firstPlace: 1) == drawn)
    #expect(drawn.sorted() == ids.sorted())
  }

  @Test func ordersNobodyAndOne() {
    #expect(lot.order([], district: "est", firstPlace: 1) == [])
    #expect(lot.order(["c1"], district: "est", firstPlace: 1) == ["c1"])
  }

  @Test func dependsOnBeaconAndRoot() {
    let ids = (1...30).map { "c\($0)" }
    let orders = [
      lot, Lot(beacon: Array(2...9), closingRoot: digest(7)), Lot(beacon: Array(1...8), closingRoot: digest(8)),
    ].map { $0.order(ids, district: "est", firstPlace: 1) }
    #expect(Set(orders).count == 3)
  }
}
