/// A ballot that approves of projects, and how many ballots say the same.
public struct ApprovalBallot: Sendable, Hashable {
  /// The indexes of the approved projects, in any order; repeating one adds nothing.
  public var approved: [Int]
  /// How many ballots say so.
  public var count: UInt64

  /// A ballot; one that approves of nothing has its share of the budget too.
  public init(_ approved: [Int], count: UInt64 = 1) {
    (self.approved, self.count) = (approved, count)
  }
}

/// The Method of Equal Shares (Peters and Skowron), in which a voter gains from a project what it costs.
///
/// The budget is shared out equally. A project is affordable at ρ if those who approve of it can pay for it, each at
/// most ρ of its cost. The one affordable at the least ρ is funded and paid for, each supporter giving that share of
/// the cost or all that is left; and again until nothing is affordable. All of it is exact: shares are fractions.
///
/// That may leave some money. With an increment, the whole is repeated with every share raised by the increment, as
/// long as the outcome stays within the budget and something else would still fit, at most `maximumRaises` times; the
/// last outcome within the budget holds. ("Add1" is an increment of one unit of the currency.)
///
/// A project that nobody approves of is not funded. One that costs nothing and that somebody approves of is funded
/// before all others.
public struct EqualShares: Sendable, Hashable {
  /// The most times that shares are raised, so that a small increment and an expensive project do not take forever.
  public static let maximumRaises = 10_000

  /// What there is to share, in cents.
  public let budget: Int64
  /// What is added to each share at a time, in cents; 0: shares are not raised.
  public let increment: Int64

  /// A rule; the amounts are checked by `allocate`.
  public init(budget: Int64, increment: Int64) {
    (self.budget, self.increment) = (budget, increment)
  }

  /// Chooses among `options`, given in their declared order; the totals in them play no part.
  ///
  /// A selection's `value` is the number of those who approve of it. `decidingTie` is the first tie, at the last
  /// shares, at which another choice would have led to other options; or else, at the shares at which the budget no
  /// longer covered the outcome, the first at which another choice would have kept it within the budget. Ties at lower
  /// shares are not examined.
  ///
  /// - Throws: `AllocationError` when an id is repeated or an amount is negative, `CountingError`, and what the
  ///   breaker of ties throws.
  public func allocate(
    _ options: [AllocationOption], ballots: [ApprovalBallot], breakingTies: TieBreaking = .ballotOrder
  ) throws -> Allocation {
    try AllocationRule.check(options)
    guard budget >= 0 else { throw AllocationError.negativeBudget(budget) }
    guard increment >= 0 else { throw CountingError.negativeIncrement(increment) }
    let purse = try Purse(options.map { UInt64($0.cost) }, ballots: ballots, budget: UInt64(budget), breakingTies)
    let (outcome, tie) = try purse.spend(increment: UInt64(increment))
    return allocation(of: outcome, tie, purse, options)
  }

  private func allocation(
    of outcome: [Int], _ tie: [Int]?, _ purse: Purse, _ options: [AllocationOption]
  ) -> Allocation {
    var left = budget
    var allocation = Allocation()
    for index in outcome {
      left -= options[index].cost
      allocation.selected.append(.init(id: options[index].id, value: purse.approvals[index], moneyLeft: left))
    }
    allocation.moneyLeft = left
    allocation.decidingTie = tie.map { $0.map { options[$0].id } }
    return allocation
  }
}
