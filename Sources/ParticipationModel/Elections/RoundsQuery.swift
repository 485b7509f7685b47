public import EventModel
public import TransparencyLog

/// `elections.rounds`: the count of ranked ballots, round by round, recounted.
public struct ElectionRounds: Query {
  /// The election's id.
  public var election = ID<Election>()
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// The rounds of one election.
  public init(election: ID<Election>, at: LogSize? = nil) {
    (self.election, self.at) = (election, at)
  }

  /// `elections.rounds`.
  public static let method = "elections.rounds"
  /// What it answers.
  public static let summary =
    "The count of ranked ballots round by round, recounted from the log; refused before the close"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "election", &election, "the election's id")
    try fields.asOf(2, &at)
  }

  /// The count of each district.
  public struct Answer: Codable, Sendable, Hashable {
    /// The size of the log that the answer is about.
    public var size: LogSize
    /// The election's id.
    public var election: ID<Election>
    /// One count for each district; one for the whole election if it has no seats by district.
    public var counts: [Count]

    package init(size: LogSize, election: ID<Election>, counts: [Count]) {
      (self.size, self.election, self.counts) = (size, election, counts)
    }
  }

  /// The count of one district. Values are in 1/100,000 of a vote.
  public struct Count: Codable, Sendable, Hashable {
    /// The district; empty if there is none.
    public var district: String
    /// How many seats it has.
    public var seats: Int
    /// Ballots with at least one preference.
    public var valid: UInt64
    /// Ballots without any, after over-votes and skipped ranks.
    public var void: UInt64
    /// The value that elects; absent in an instant run-off.
    public var quota: UInt64?
    /// The rounds, from the first on.
    public var rounds: [Round]
    /// The elected, in the order of their election.
    public var elected: [String]
    /// All candidates, the best first.
    public var ranking: [String]

    package init(
      district: String, seats: Int, valid: UInt64, void: UInt64, quota: UInt64?, rounds: [Round], elected: [String],
      ranking: [String]
    ) {
      self.district = district
      self.seats = seats
      (self.valid, self.void, self.quota) = (valid, void, quota)
      (self.rounds, self.elected, self.ranking) = (rounds, elected, ranking)
    }
  }

  /// A round of a count.
  public struct Round: Codable, Sendable, Hashable {
    /// `firstPreferences`, `surplus` or `exclusion`.
    public var action: String
    /// Whose surplus is transferred, or who is excluded.
    public var of: String?
    /// The value that each candidate holds at its end, by option id.
    public var values: [String: UInt64]
    /// The value of the ballots without a further preference, since the first round.
    public var exhausted: UInt64
    /// The value lost since the first round because transfers ignore what is below 1/100,000.
    public var lost: UInt64
    /// Those elected at its end.
    public var elected: [String]

    package init(
      action: String, of: String?, values: [String: UInt64], exhausted: UInt64, lost: UInt64, elected: [String]
    ) {
      (self.action, self.of, self.values) = (action, of, values)
      (self.exhausted, self.lost, self.elected) = (exhausted, lost, elected)
    }
  }
}
