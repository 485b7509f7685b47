public import EventModel
public import TransparencyLog

/// How far an election has come.
public enum ElectionStatus: String, Codable, Sendable, CaseIterable {
  /// Called; the polls are not open yet.
  case called
  /// Ballots are taken.
  case open
  /// The polls are closed.
  case closed
  /// The result is certified.
  case certified
}

/// `elections.list`: all elections.
public struct ListElections: Query {
  /// At most this many items.
  public var limit: Int?
  /// The `next` of the previous page.
  public var cursor: String?
  /// Only those called by this UTC day, each with its status at the end of the day; nil for all.
  public var on: CivilDate?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// A page of elections.
  public init(limit: Int? = nil, cursor: String? = nil, on: CivilDate? = nil, at: LogSize? = nil) {
    (self.limit, self.cursor, self.on, self.at) = (limit, cursor, on, at)
  }

  /// `elections.list`.
  public static let method = "elections.list"
  /// What it answers.
  public static let summary = "All elections, by id"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(
      1, "on", &on,
      "only those called by this day, YYYY-MM-DD UTC, each with its status at the end of the day; default: all")
    try fields.asOf(2, &at)
    try fields.page(3, &limit, &cursor)
  }

  /// An election in the list.
  public struct Item: Codable, Sendable, Hashable {
    /// The election's id.
    public var election: ID<Election>
    /// Its title.
    public var title: String
    /// How far it has come.
    public var status: ElectionStatus
    /// When voting starts; absent in a transcription.
    public var votingFrom: Instant?
    /// When voting ends; absent in a transcription.
    public var votingTo: Instant?
    /// From when candidacies may be filed; absent if the options were given with the call.
    public var candidaciesFrom: Instant?
    /// Until when candidacies may be filed.
    public var candidaciesTo: Instant?
    /// How many options the ballot paper has.
    public var options: Int
    /// Whether it was recorded under a transcription, or is one.
    public var transcribed = false
    /// Slips that were corrected since; absent if there are none.
    public var rectified: [Rectification]?

    /// An election in the list.
    public init(
      election: ID<Election>, title: String, status: ElectionStatus, votingFrom: Instant?, votingTo: Instant?,
      candidaciesFrom: Instant?, candidaciesTo: Instant?, options: Int
    ) {
      self.election = election
      self.title = title
      self.status = status
      self.votingFrom = votingFrom
      self.votingTo = votingTo
      self.candidaciesFrom = candidaciesFrom
      self.candidaciesTo = candidaciesTo
      self.options = options
    }
  }

  /// A page of elections.
  public typealias Answer = Page<Item>
}

/// `elections.show`: one election with its rules.
public struct ShowElection: Query {
  /// The election's id.
  public var election = ID<Election>()
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// One election.
  public init(election: ID<Election>, at: LogSize? = nil) {
    (self.election, self.at) = (election, at)
  }

  /// `elections.show`.
  public static let method = "elections.show"
  /// What it answers.
  public static let summary = "One election with its rules, its options and its dates"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "election", &election, "the election's id")
    try fields.asOf(2, &at)
  }

  /// An election with its rules.
  public struct Answer: Codable, Sendable, Hashable {
    /// The size of the log that the answer is about.
    public var size: LogSize
    /// The election's id.
    public var election: ID<Election>
    /// Its title.
    public var title: String
    /// How far it has come.
    public var status: ElectionStatus
    /// The act that called it, as proto3 JSON: rules, options, commission.
    public var rules: JSONValue
    /// Positions of the events that changed its status, by status.
    public var positions: [String: Position]
    /// Whether it was recorded under a transcription, or is one.
    public var transcribed = false
    /// Slips that were corrected since; absent if there are none.
    public var rectified: [Rectification]?

    /// An election with its rules.
    public init(
      size: LogSize, election: ID<Election>, title: String, status: ElectionStatus, rules: JSONValue,
      positions: [String: Position]
    ) {
      self.size = size
      self.election = election
      self.title = title
      self.status = status
      self.rules = rules
      self.positions = positions
    }
  }
}

/// `elections.turnout`: how many have voted, by hour, channel and district.
public struct ElectionTurnout: Query {
  /// The election's id.
  public var election = ID<Election>()
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// The turnout of one election.
  public init(election: ID<Election>, at: LogSize? = nil) {
    (self.election, self.at) = (election, at)
  }

  /// `elections.turnout`.
  public static let method = "elections.turnout"
  /// What it answers.
  public static let summary = "How many have voted, by UTC hour, channel and district; it counts persons, not ballots"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "election", &election, "the election's id")
    try fields.asOf(2, &at)
  }

  /// The turnout of an election.
  public struct Answer: Codable, Sendable, Hashable {
    /// The size of the log that the answer is about.
    public var size: LogSize
    /// The election's id.
    public var election: ID<Election>
    /// How far it has come.
    public var status: ElectionStatus
    /// How many persons may vote; 0: unknown.
    public var electors: UInt64
    /// How many have a live ballot.
    public var voters: UInt64
    /// The ballots, by what happened to them.
    public var ballots: Ballots
    /// By the UTC hour in which the live ballot was cast; `hour` is absent if it is unknown.
    public var byHour: [Hour]
    /// Live ballots by channel.
    public var byChannel: [Group]
    /// Live ballots by district; empty if the election has none.
    public var byDistrict: [Group]

    /// How many ballots were cast, and what happened to them.
    public struct Ballots: Codable, Sendable, Hashable {
      /// All that were taken.
      public var cast: UInt64
      /// Those that count.
      public var live: UInt64
      /// Those that a later ballot of the same voter superseded.
      public var superseded: UInt64
      /// Those that the commission annulled.
      public var annulled: UInt64
      /// Of those that count, how many were recorded under a transcription, or all of a transcribed election.
      public var transcribed: UInt64 = 0

      /// Numbers of ballots.
      public init(cast: UInt64 = 0, live: UInt64 = 0, superseded: UInt64 = 0, annulled: UInt64 = 0) {
        (self.cast, self.live, self.superseded, self.annulled) = (cast, live, superseded, annulled)
      }
    }

    /// The live ballots of an hour.
    public struct Hour: Codable, Sendable, Hashable {
      /// The start of the UTC hour; absent if it is unknown.
      public var hour: Instant?
      /// Live ballots.
      public var voters: UInt64

      /// The live ballots of an hour.
      public init(hour: Instant?, voters: UInt64) { (self.hour, self.voters) = (hour, voters) }
    }

    /// The live ballots of a channel or a district.
    public struct Group: Codable, Sendable, Hashable {
      /// The channel or the district.
      public var name: String
      /// Live ballots.
      public var voters: UInt64

      /// The live ballots of a group.
      public init(name: String, voters: UInt64) { (self.name, self.voters) = (name, voters) }
    }

    /// The turnout of an election.
    public init(
      size: LogSize, election: ID<Election>, status: ElectionStatus, electors: UInt64, voters: UInt64, ballots: Ballots,
      byHour: [Hour], byChannel: [Group], byDistrict: [Group]
    ) {
      self.size = size
      self.election = election
      self.status = status
      self.electors = electors
      self.voters = voters
      self.ballots = ballots
      self.byHour = byHour
      self.byChannel = byChannel
      self.byDistrict = byDistrict
    }
  }
}
