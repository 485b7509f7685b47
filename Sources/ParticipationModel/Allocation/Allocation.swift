/// What a rule has chosen.
public struct Allocation: Sendable, Equatable {
  /// A chosen option.
  public struct Selection: Sendable, Equatable {
    /// The option's id.
    public let id: String
    /// The total by which it was ranked.
    public let value: UInt64
    /// The money left after it, in cents; `nil` under a rule without a budget.
    public let moneyLeft: Int64?
  }

  /// The chosen options, in the order in which they were chosen.
  public internal(set) var selected: [Selection] = []
  /// The money that nobody got, in cents; `nil` under a rule without a budget.
  public internal(set) var moneyLeft: Int64?
  /// The options of equal value among which the declared order decided: in another order, others would have
  /// been chosen. `nil` if no tie made a difference.
  ///
  /// If several ties made a difference, this is the one ranked highest; settling it differently may create or
  /// remove later ones.
  public internal(set) var decidingTie: [String]?
}

/// Options or a rule that make no sense.
public enum AllocationError: Error, Equatable, Sendable {
  /// Two options have this id.
  case repeatedOption(String)
  /// The option with this id costs less than nothing.
  case negativeCost(String)
  /// The budget, in cents, is less than nothing.
  case negativeBudget(Int64)
  /// The rule needs the ballots, not only their totals.
  case ballotsNeeded
}
