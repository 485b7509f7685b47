/// The total that ranks the options.
public enum AllocationMeasure: String, Sendable, CaseIterable {
  /// The ballots that name an option.
  case votes
  /// The points that ballots give to an option.
  case score
}

/// How an outcome follows from totals: which options win, and in which order.
///
/// The first two rank the options by a measure, the greatest first, and keep equal ones in their declared order; the
/// others need the ballots, not their totals.
public enum AllocationRule: Sendable, Hashable {
  /// The options with the most votes, as many as there are seats. Nobody is passed over for having no votes.
  case topSeats(UInt32)

  /// Options are funded in ranking order while `budget` (in cents) lasts.
  ///
  /// One that costs more than what is left is passed over if `skips`, and otherwise ends the selection.
  /// Options whose measure is below `threshold` take no part.
  case greedy(budget: Int64, measure: AllocationMeasure, skips: Bool, threshold: UInt64?)

  /// The single transferable vote of the Scottish Local Government Elections Order 2007.
  case scottishSTV(seats: UInt32)

  /// Instant run-off, for one seat.
  case instantRunoff

  /// The Method of Equal Shares (Peters, Skowron 2020) by cost within `budget` (in cents); voters' shares are raised
  /// by `increment` cents until the budget would be exceeded; 0: they are not raised.
  case equalShares(budget: Int64, increment: Int64)

  /// How many seats there are, under a rule that fills seats.
  public var seats: UInt32? {
    switch self {
    case .topSeats(let seats), .scottishSTV(let seats): seats
    case .instantRunoff: 1
    case .greedy, .equalShares: nil
    }
  }

  /// Whether the rule needs the ballots, not only their totals.
  var needsBallots: Bool {
    switch self {
    case .topSeats, .greedy: false
    case .scottishSTV, .instantRunoff, .equalShares: true
    }
  }
}
