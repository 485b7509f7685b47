public import EventModel
public import TransparencyLog

/// `elections.tally`: the count and what it decides. Refused before the close.
public struct ElectionTally: Query {
  /// The election's id.
  public var election = ID<Election>()
  /// Only the options, seats and draws of this district; the ballots are still those of the whole election.
  public var district: String?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// The tally of one election.
  public init(election: ID<Election>, district: String? = nil, at: LogSize? = nil) {
    (self.election, self.district, self.at) = (election, district, at)
  }

  /// `elections.tally`.
  public static let method = "elections.tally"
  /// What it answers.
  public static let summary = "The count of an election and what it decides; refused before the close"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "election", &election, "the election's id")
    try fields.text(
      2, "district", &district, 1...100, "only the options, seats and draws of this district; default: all")
    try fields.asOf(3, &at)
  }

  /// The tally of an election.
  public struct Answer: Codable, Sendable, Hashable {
    /// The size of the log that the answer is about.
    public var size: LogSize
    /// The election's id.
    public var election: ID<Election>
    /// `closed` or `certified`.
    public var status: ElectionStatus
    /// The ballots, by what happened to them.
    public var ballots: Ballots
    /// How many persons have a live ballot.
    public var voters: UInt64
    /// The options in ballot order.
    public var options: [Option]
    /// Option ids whose tie was broken by ballot order and decided the outcome; absent if there is none.
    public var decidingTie: [String]?
    /// Whether the turnout quorum failed: nobody is elected.
    public var void: Bool
    /// Whether a lot decides and the output of its beacon is still missing: seats are then provisional.
    public var needsBeacon: Bool
    /// Who takes which seat, and on what basis.
    public var elected: [Elected]
    /// The lots that decided.
    public var draws: [Draw]

    /// Who takes a seat.
    public struct Elected: Codable, Sendable, Hashable {
      /// The option's id.
      public var option: String
      /// The public name if the vault has it, else the pseudonym.
      public var name: String
      /// The pseudonym.
      public var person: String
      /// The district; empty if there is none.
      public var district: String
      /// The body; absent if the election names none.
      public var body: ID<Body>?
      /// The seat's id; its number if the election names no seats.
      public var seat: String
      /// On what basis.
      public var basis: ElectedSeat.Basis

      package init(
        option: String, name: String, person: String, district: String, body: ID<Body>?, seat: String,
        basis: ElectedSeat.Basis
      ) {
        self.option = option
        self.name = name
        self.person = person
        self.district = district
        self.body = body
        self.seat = seat
        self.basis = basis
      }
    }

    /// A lot that decided; drawing it again gives the same result.
    public struct Draw: Codable, Sendable, Hashable {
      /// `DISTRICT#PLACE`.
      public var label: String
      /// The options among whom it was drawn, sorted by id.
      public var among: [String]
      /// The one drawn.
      public var drawn: String

      package init(label: String, among: [String], drawn: String) {
        (self.label, self.among, self.drawn) = (label, among, drawn)
      }
    }

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
      /// Live ballots that name no option.
      public var blank: UInt64
      /// Of those that count, how many were recorded under a transcription, or all of a transcribed election.
      public var transcribed: UInt64 = 0

      /// Numbers of ballots.
      public init(cast: UInt64, live: UInt64, superseded: UInt64, annulled: UInt64, blank: UInt64) {
        self.cast = cast
        self.live = live
        self.superseded = superseded
        self.annulled = annulled
        self.blank = blank
      }
    }

    /// The figures of an option.
    public struct Option: Codable, Sendable, Hashable {
      /// Its id on the ballot.
      public var id: String
      /// The label of a project; the public name of a candidate if the vault has it, else the pseudonym.
      public var name: String
      /// Live ballots that name it.
      public var votes: UInt64
      /// The sum of its points; its votes if ballots carry none; of ranked ballots, its first preferences.
      public var score: UInt64
      /// Its cost in cents; 0 for a candidate.
      public var cost: Int64
      /// The district where a candidate stands; empty otherwise.
      public var district: String
      /// The place on the list of its district, or of the election, from 1; 0 if nothing is ranked.
      public var place: UInt32
      /// Whether the allocation selects it.
      public var selected: Bool

      package init(
        id: String, name: String, votes: UInt64, score: UInt64, cost: Int64, district: String, place: UInt32,
        selected: Bool
      ) {
        self.id = id
        self.name = name
        self.district = district
        self.place = place
        self.votes = votes
        self.score = score
        self.cost = cost
        self.selected = selected
      }
    }

    package init(
      size: LogSize, election: ID<Election>, status: ElectionStatus, ballots: Ballots, voters: UInt64,
      options: [Option],
      decidingTie: [String]?, void: Bool, needsBeacon: Bool, elected: [Elected], draws: [Draw]
    ) {
      self.size = size
      self.election = election
      self.status = status
      self.ballots = ballots
      self.voters = voters
      self.options = options
      self.decidingTie = decidingTie
      (self.void, self.needsBeacon) = (void, needsBeacon)
      (self.elected, self.draws) = (elected, draws)
    }
  }
}
