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

/// What section META says of the vote. Money is in cents of `currency`.
///
/// Limits that the file does not state are `nil`; the format's defaults are the caller's to apply.
public struct PabulibMeta: Equatable, Sendable {
  /// A sentence that names the vote.
  public internal(set) var description: String
  /// The municipality or organisation that held the vote.
  public internal(set) var unit: String
  /// The district, category or other part of `unit` that the vote was confined to.
  public internal(set) var subunit: String?
  /// The district that `subunit` belongs to, or is.
  public internal(set) var district: String?
  /// The edition, often the year in which the projects are carried out rather than that of the vote.
  public internal(set) var instance: String
  /// ISO 4217 code of the money.
  public internal(set) var currency: String?
  /// How ballots are filled in.
  public internal(set) var voteType: PabulibVoteType
  /// The rule by which the city chose, in the file's words: `greedy`, `greedy-threshold`, `equalshares`…
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
  /// Projects that a ballot must name at least.
  public internal(set) var minLength: Int?
  /// Projects that a ballot may name at most.
  public internal(set) var maxLength: Int?
  /// Points that a project named on a ballot must get at least.
  public internal(set) var minPoints: UInt32?
  /// Points that one ballot may give to a project at most.
  public internal(set) var maxPoints: UInt32?
  /// Points that a ballot must give in all at least.
  public internal(set) var minSumPoints: UInt64?
  /// Points that a ballot may give in all at most.
  public internal(set) var maxSumPoints: UInt64?
  /// What the projects on a ballot must cost together at least, in cents.
  public internal(set) var minSumCost: Int64?
  /// What the projects on a ballot may cost together at most, in cents.
  public internal(set) var maxSumCost: Int64?
  /// The score (votes, if ballots carry no points) below which no project is funded.
  public internal(set) var minProjectScoreThreshold: UInt64?
  /// How an ordinal ballot is turned into points, in the file's words; the format's default is Borda.
  public internal(set) var scoringFunction: String?
}
