/// A count of ranked ballots, round by round, with all that is needed to check it by hand.
///
/// Values are in 1/100,000 of a vote. In every round the values of the candidates, `exhausted` and `lost` add up to
/// the valid ballots.
public struct RankedCount: Sendable, Equatable {
  /// The value of one vote.
  public static let unit: UInt64 = 100_000

  /// What a round did before its values were taken.
  public enum Action: Sendable, Hashable {
    /// Each ballot went to its first preference.
    case firstPreferences
    /// The surplus of this elected candidate was transferred.
    case surplus(of: Int)
    /// This candidate was excluded, and the ballots transferred.
    case exclusion(of: Int)
  }

  /// A round of the count; a stage in the words of the Scottish rules.
  public struct Round: Sendable, Equatable {
    /// What it did.
    public let action: Action
    /// The value that each candidate holds at its end.
    public let values: [UInt64]
    /// The value of the ballots without a further preference, since the first round.
    public let exhausted: UInt64
    /// The value lost since the first round because transfers ignore what is below 1/100,000.
    public let lost: UInt64
    /// Those elected at its end, in order. Those below the quota are elected as the last who continue.
    public internal(set) var elected: [Int] = []
  }

  /// The ballots with at least one preference.
  public internal(set) var valid: UInt64 = 0
  /// The ballots that have none after over-votes and skipped ranks.
  public internal(set) var void: UInt64 = 0
  /// The value that elects; `nil` in an instant run-off, which elects with more than half of the ballots that continue.
  public internal(set) var quota: UInt64?
  /// The rounds, from the first on.
  public internal(set) var rounds: [Round] = []
  /// The elected, in the order of their election.
  public internal(set) var elected: [Int] = []
  /// All candidates: the elected, then those who continued to the end by what they held there, then the excluded, the
  /// last to be excluded first.
  public internal(set) var ranking: [Int] = []
  /// The ties that had to be settled, in order.
  public internal(set) var ties: [Tie] = []
}
