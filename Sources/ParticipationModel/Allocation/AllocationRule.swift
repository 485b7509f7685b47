/// The total that ranks the options.
public enum AllocationMeasure: String, Sendable, CaseIterable {
  /// The ballots that name an option.
  case votes
  /// The points that ballots give to an option.
  case score
}

/// How an outcome follows from totals: which options win, and in which order.
///
/// Both rules rank the options by a measure, the greatest first, and keep equal ones in their declared order.
/// The Method of Equal Shares is not here: it needs the ballots, not their totals, so it will be a function
/// beside this type rather than a case of it.
public enum AllocationRule: Sendable, Equatable {
  /// The options with the most votes, as many as there are seats. Nobody is passed over for having no votes.
  case topSeats(UInt32)

  /// Options are funded in ranking order while `budget` (in cents) lasts.
  ///
  /// One that costs more than what is left is passed over if `skips`, and otherwise ends the selection.
  /// Options whose measure is below `threshold` take no part.
  case greedy(budget: Int64, measure: AllocationMeasure, skips: Bool, threshold: UInt64?)
}
