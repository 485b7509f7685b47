/// How ballots of a Pabulib file are filled in (`vote_type`).
///
/// The format's fifth kind, `scoring`, allows negative and fractional points and is refused.
public enum PabulibVoteType: String, Sendable, CaseIterable {
  /// A set of projects.
  case approval
  /// A list of projects, the most preferred first.
  case ordinal
  /// Projects with points, whose sum is limited.
  case cumulative
  /// One project.
  case chooseOne = "choose-1"
}

/// What section META says about the vote. Money is in cents of `currency`.
///
/// Limits that the file does not state are `nil`; the caller applies the format's defaults.
public struct PabulibMeta: Equatable, Sendable {
  /// A sentence that names the vote.
  public internal(set) var description: String
  /// The municipality or organisation that held the vote.
  public internal(set) var unit: String
  /// The district, category or other part of `unit` to which the vote was limited.
  public internal(set) var subunit: String?
  /// The district that `subunit` belongs to, or is.
  public internal(set) var district: String?
  /// The edition: often the year in which the projects are carried out, not that of the vote.
  public internal(set) var instance: String
  /// ISO 4217 code of the money.
  public internal(set) var currency: String?
  /// How ballots are filled in.
  public internal(set) var voteType: PabulibVoteType
  /// The rule by which the city chose, as the file writes it: `greedy`, `greedy-threshold`, `equalshares`…
  public internal(set) var rule: String
  /// The money to be spent, in cents.
  public internal(set) var budget: Int64
  /// The number of rows of PROJECTS.
  public internal(set) var projectCount: Int
  /// The number of rows of VOTES.
  public internal(set) var voteCount: Int
  /// The first day of the vote.
  public internal(set) var begins: PabulibDate
  /// The last day of the vote, included.
  public internal(set) var ends: PabulibDate
  /// The least number of projects that a ballot must name.
  public internal(set) var minLength: Int?
  /// The greatest number of projects that a ballot may name.
  public internal(set) var maxLength: Int?
  /// The fewest points for a project that a ballot names.
  public internal(set) var minPoints: UInt32?
  /// The most points that one ballot may give to a project.
  public internal(set) var maxPoints: UInt32?
  /// The fewest points that a ballot must give in all.
  public internal(set) var minSumPoints: UInt64?
  /// The most points that a ballot may give in all.
  public internal(set) var maxSumPoints: UInt64?
  /// The least total cost of the projects on a ballot, in cents.
  public internal(set) var minSumCost: Int64?
  /// The greatest total cost of the projects on a ballot, in cents.
  public internal(set) var maxSumCost: Int64?
  /// The score (votes, if ballots have no points) below which no project is funded.
  public internal(set) var minProjectScoreThreshold: UInt64?
  /// How an ordinal ballot is turned into points, as the file writes it; the format's default is Borda.
  public internal(set) var scoringFunction: String?
}
