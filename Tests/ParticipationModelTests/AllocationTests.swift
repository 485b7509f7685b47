import ParticipationModel
import Testing

@Suite struct AllocationTests {
  private func options(_ rows: [(id: String, votes: UInt64, cost: Int64)]) -> [AllocationOption] {
    rows.map { AllocationOption(id: $0.id, votes: $0.votes, score: 100 - $0.votes, cost: $0.cost) }
  }

  private func greedy(
    _ budget: Int64, skips: Bool = true, threshold: UInt64? = nil, by measure: AllocationMeasure = .votes
  ) -> AllocationRule {
    .greedy(budget: budget, measure: measure, skips: skips, threshold: threshold)
  }

  @Test func seatsTheMostVoted() throws {
    let allocation = try AllocationRule.topSeats(2).allocate(
      options([("a", 1, 0), ("b", 3, 0), ("c", 2, 0)]))
    #expect(allocation.selected.map(\.id) == ["b", "c"])
    #expect(allocation.selected.map(\.value) == [3, 2])
    #expect(allocation.selected.allSatisfy { $0.moneyLeft == nil } && allocation.moneyLeft == nil)
    #expect(allocation.decidingTie == nil)
  }

  @Test func seatsEverybodyWhenThereIsRoom() throws {
    let allocation = try AllocationRule.topSeats(.max).allocate(options([("a", 0, 0), ("b", 0, 0)]))
    #expect(allocation.selected.map(\.id) == ["a", "b"])
    #expect(allocation.decidingTie == nil)
  }

  @Test func reportsATieForTheLastSeat() throws {
    let rows: [(String, UInt64, Int64)] = [("a", 1, 0), ("b", 2, 0), ("c", 5, 0), ("d", 2, 0)]
    let allocation = try AllocationRule.topSeats(2).allocate(options(rows))
    #expect(allocation.selected.map(\.id) == ["c", "b"])
    #expect(allocation.decidingTie == ["b", "d"])
  }

  @Test func passesOverWhatItCannotPay() throws {
    let allocation = try greedy(100).allocate(options([("a", 3, 60), ("b", 2, 50), ("c", 1, 40)]))
    #expect(allocation.selected.map(\.id) == ["a", "c"])
    #expect(allocation.selected.map(\.moneyLeft) == [40, 0])
    #expect(allocation.moneyLeft == 0)
  }

  @Test func stopsAtWhatItCannotPay() throws {
    let rule = greedy(100, skips: false)
    let allocation = try rule.allocate(options([("a", 3, 60), ("b", 2, 50), ("c", 1, 40)]))
    #expect(allocation.selected.map(\.id) == ["a"])
    #expect(allocation.moneyLeft == 40)
  }

  @Test func leavesOutWhatIsBelowTheThreshold() throws {
    let rows = options([("a", 3, 60), ("b", 2, 50), ("c", 1, 40)])
    #expect(try greedy(200, threshold: 2).allocate(rows).selected.map(\.id) == ["a", "b"])
    #expect(try greedy(200, threshold: 98, by: .score).allocate(rows).selected.map(\.id) == ["c", "b"])
  }

  @Test func ranksByTheMeasure() throws {
    let allocation = try greedy(100, by: .score).allocate(
      options([("a", 3, 60), ("b", 2, 50), ("c", 1, 40)]))
    #expect(allocation.selected.map(\.id) == ["c", "b"])
    #expect(allocation.selected.map(\.value) == [99, 98])
  }

  @Test func reportsATieOnlyWhereItDecides() throws {
    #expect(try greedy(100).allocate(options([("a", 2, 50), ("b", 2, 50)])).decidingTie == nil)
    #expect(try greedy(50).allocate(options([("a", 2, 60), ("b", 2, 50)])).decidingTie == nil)
    #expect(try greedy(40).allocate(options([("a", 2, 60), ("b", 2, 50)])).decidingTie == nil)
    let tied = options([("a", 2, 50), ("b", 2, 60), ("c", 2, 200)])
    #expect(try greedy(100).allocate(tied).decidingTie == ["a", "b"])
    #expect(try greedy(100, skips: false).allocate(tied).decidingTie == ["a", "b", "c"])
  }

  @Test func reportsTheFirstOfSeveralTies() throws {
    let rows: [(String, UInt64, Int64)] = [("a", 2, 50), ("b", 2, 60), ("c", 1, 40), ("d", 1, 30)]
    let allocation = try greedy(100).allocate(options(rows))
    #expect(allocation.selected.map(\.id) == ["a", "c"])
    #expect(allocation.decidingTie == ["a", "b"])
  }

  @Test func addsNothingUpThatCouldOverflow() throws {
    let rows = options([("a", 2, .max), ("b", 2, .max), ("c", 2, 0)])
    let allocation = try greedy(.max).allocate(rows)
    #expect(allocation.selected.map(\.id) == ["a", "c"])
    #expect(allocation.decidingTie == ["a", "b", "c"])
  }

  @Test func refusesNonsense() {
    #expect(throws: AllocationError.repeatedOption("a")) {
      try AllocationRule.topSeats(1).allocate(options([("a", 1, 0), ("a", 1, 0)]))
    }
    #expect(throws: AllocationError.negativeCost("b")) {
      try greedy(1).allocate(options([("a", 1, 0), ("b", 1, -1)]))
    }
    #expect(throws: AllocationError.negativeBudget(-1)) { try greedy(-1).allocate([]) }
  }
}
