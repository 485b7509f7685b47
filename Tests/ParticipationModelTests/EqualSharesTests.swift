import ParticipationModel
import Testing

@Suite struct EqualSharesTests {
  private func allocate(
    _ costs: [Int64], _ ballots: [[Int]], budget: Int64, increment: Int64 = 0,
    breakingTies: TieBreaking = .ballotOrder
  ) throws -> Allocation {
    let options = costs.enumerated().map { AllocationOption(id: "p\($0)", votes: 0, cost: $1) }
    return try EqualShares(budget: budget, increment: increment)
      .allocate(options, ballots: ballots.map { ApprovalBallot($0) }, breakingTies: breakingTies)
  }

  private func funded(
    _ costs: [Int64], _ ballots: [[Int]], budget: Int64, increment: Int64 = 0
  ) throws -> [String] {
    try allocate(costs, ballots, budget: budget, increment: increment).selected.map(\.id)
  }

  /// Shares of 25. Three pay 20 each for p0; of the two who want p1 for 40, one then has 5.
  @Test func fundsWhatItsSupportersCanPay() throws {
    let allocation = try allocate([60, 40], [[0], [0], [0, 1], [1]], budget: 100)
    #expect(allocation.selected.map(\.id) == ["p0"])
    #expect(allocation.selected.map(\.value) == [3])
    #expect(allocation.selected.map(\.moneyLeft) == [40])
    #expect(allocation.moneyLeft == 40)
    #expect(allocation.decidingTie == nil)
  }

  /// With shares of 30 the one left with 10 gives it, and the other gives 30.
  @Test func raisesSharesUntilMoreIsFunded() throws {
    let allocation = try allocate([60, 40], [[0], [0], [0, 1], [1]], budget: 100, increment: 1)
    #expect(allocation.selected.map(\.id) == ["p0", "p1"])
    #expect(allocation.moneyLeft == 0)
  }

  /// With shares of 50 each wants to have its own; that would cost more than there is.
  @Test func theLastOutcomeWithinTheBudgetHolds() throws {
    let allocation = try allocate([10, 50, 50], [[0, 1], [0, 2]], budget: 60, increment: 1)
    #expect(allocation.selected.map(\.id) == ["p0"])
    #expect(allocation.decidingTie == nil)
  }

  @Test func sharesAreExact() throws {
    #expect(try funded([100], [[0], [0], [0]], budget: 100) == ["p0"])
    #expect(try funded([101], [[0], [0], [0]], budget: 100) == [])
    #expect(try funded([34], [[0], [], []], budget: 100) == [])
    #expect(try funded([33], [[0], [], []], budget: 100) == ["p0"])
  }

  @Test func blankBallotsHaveTheirShare() throws {
    #expect(try funded([50], [[0], []], budget: 100) == ["p0"])
    #expect(try funded([51], [[0], []], budget: 100) == [])
    #expect(try funded([51], [[0], []], budget: 100, increment: 1) == ["p0"])
  }

  @Test func aMinorityGetsItsShare() throws {
    let ballots = Array(repeating: [0, 1], count: 6) + Array(repeating: [2], count: 4)
    #expect(try funded([60, 40, 40], ballots, budget: 100) == ["p0", "p2"])
  }

  @Test func whatNobodyWantsIsNotFunded() throws {
    #expect(try funded([10, 0], [[], []], budget: 100, increment: 1) == [])
    #expect(try funded([10, 10], [[1], [1]], budget: 100, increment: 1) == ["p1"])
  }

  @Test func whatCostsNothingIsFundedFirst() throws {
    #expect(try funded([10, 0], [[0], [1]], budget: 20) == ["p1", "p0"])
    #expect(try funded([0], [[0]], budget: 0) == ["p0"])
  }

  @Test func withoutBallotsNothingIsFunded() throws {
    let allocation = try allocate([10, 0], [], budget: 100, increment: 1)
    #expect(allocation.selected.isEmpty)
    #expect(allocation.moneyLeft == 100)
  }

  @Test func groupsOfBallotsCountAsThatMany() throws {
    let options = [60, 40].enumerated().map { AllocationOption(id: "p\($0)", votes: 0, cost: Int64($1)) }
    let ballots = [ApprovalBallot([0, 0], count: 2), ApprovalBallot([1, 0]), ApprovalBallot([1], count: 1)]
    let allocation = try EqualShares(budget: 100, increment: 1).allocate(options, ballots: ballots)
    #expect(allocation == (try allocate([60, 40], [[0], [0], [0, 1], [1]], budget: 100, increment: 1)))
  }

  @Test func reportsATieThatDecides() throws {
    let ballots = [[0, 1], [0, 1]]
    #expect(try allocate([60, 60], ballots, budget: 100).decidingTie == ["p0", "p1"])
    #expect(try allocate([60, 60], ballots, budget: 120).decidingTie == nil)
    let breaker = TieBreaking { tied, purpose, round in
      #expect(purpose == .selection && round == 1 && tied == [0, 1])
      return tied.reversed()
    }
    let other = try allocate([60, 60], ballots, budget: 100, breakingTies: breaker)
    #expect(other.selected.map(\.id) == ["p1"])
  }

  /// With shares of 3.5 the first in order cost 6; had p2 been funded before p1, p0 and p2 would have cost 5.
  @Test func reportsATieThatEndsTheRaises() throws {
    let allocation = try allocate([3, 3, 2], [[0], [1, 2]], budget: 5, increment: 1)
    #expect(allocation.selected.map(\.id) == ["p2"])
    #expect(allocation.decidingTie == ["p0", "p1", "p2"])
  }

  /// One voter of two wants it all: half a cent is missing after the last raise.
  @Test func endsAfterTheMostRaises() throws {
    let cost = 2 * Int64(EqualShares.maximumRaises) + 1
    #expect(try funded([cost], [[0], []], budget: cost, increment: 1) == [])
  }

  @Test func holdsTheGreatestAmounts() throws {
    let most = Int64.max
    #expect(try funded([most, most], [[0], [1]], budget: most, increment: most) == [])
    #expect(try funded([most, 1], [[0], [0], [1]], budget: most, increment: 1 << 60) == ["p1"])
    let options = [AllocationOption(id: "a", votes: 0, cost: most), AllocationOption(id: "b", votes: 0, cost: 1)]
    let ballots = [ApprovalBallot([0], count: .max / 2), ApprovalBallot([0, 1], count: .max / 2)]
    let allocation = try EqualShares(budget: most, increment: 0).allocate(options, ballots: ballots)
    #expect(allocation.selected.map(\.id) == ["a"])
  }

  @Test func whatMakesNoSenseIsRefused() {
    #expect(throws: AllocationError.negativeCost("p0")) { try allocate([-1], [], budget: 0) }
    #expect(throws: AllocationError.negativeBudget(-1)) { try allocate([], [], budget: -1) }
    #expect(throws: CountingError.negativeIncrement(-2)) { try allocate([], [], budget: 1, increment: -2) }
    #expect(throws: CountingError.unknownOption(1)) { try allocate([1], [[1]], budget: 1) }
    let ballots = [ApprovalBallot([0], count: .max), ApprovalBallot([], count: 1)]
    #expect(throws: CountingError.tooManyBallots) {
      try EqualShares(budget: 1, increment: 0)
        .allocate([AllocationOption(id: "a", votes: 0, cost: 1)], ballots: ballots)
    }
    let breaker = TieBreaking { _, _, _ in [] }
    #expect(throws: CountingError.notAnOrder(of: [0, 1])) {
      try allocate([1, 1], [[0, 1]], budget: 2, breakingTies: breaker)
    }
  }
}
