import Bytes
public import EventModel
public import TransparencyLog

/// A vote on a text.
public struct ResolutionItem: Codable, Sendable, Hashable {
  /// The body.
  public var body: ID<Body>
  /// The resolution's id.
  public var resolution: ID<Resolution>
  /// The meeting that voted.
  public var meeting: ID<Meeting>
  /// When that meeting opened.
  public var votedOn: Instant
  /// What kind of resolution.
  public var kind: ResolutionKind
  /// The item of an agenda that it settled; absent if there was none.
  public var agendaItem: ID<AgendaItem>?
  /// SHA-256 of the text, in hex.
  public var textHash: String
  /// The votes by name; none if the vote was secret.
  public var votes: [NamedVote]
  /// Whether the vote was secret.
  public var isSecret: Bool
  /// How many voted how.
  public var tally: VoteTally
  /// How many votes count for the majority.
  public var counted: UInt32
  /// How many yes votes were needed.
  public var required: UInt32
  /// Whether the text was adopted.
  public var outcome: ResolutionOutcome
  /// The seats named as officers.
  public var officers: [ID<Seat>]
  /// The seat with the casting vote; absent if there was none.
  public var castingSeat: ID<Seat>?
  /// The event.
  public var position: Position
  /// Whether it was recorded under a transcription.
  public var transcribed = false
  /// What became known later and would have counted, by position; the outcome stands. Absent if there is nothing.
  public var affectedBy: [Position]?

  package init(_ act: ResolutionVoted, votedOn: Instant, position: Position) {
    (body, resolution) = (act.body, act.resolution)
    (meeting, self.votedOn, kind) = (act.meeting, votedOn, act.kind)
    agendaItem = act.agendaItem
    textHash = Hex.text(act.textHash)
    votes = act.votes.map { NamedVote(seat: $0.seat, vote: $0.vote) }
    isSecret = act.secretTally != nil
    tally = act.tally ?? VoteTally(yes: 0, no: 0, abstain: 0)
    (counted, required, outcome) = (act.counted, act.required, act.outcome ?? .rejected)
    officers = act.officers
    castingSeat = act.castingSeat
    self.position = position
  }

  private enum CodingKeys: String, CodingKey {
    case body, resolution, meeting, votedOn, kind, agendaItem, textHash, votes, tally, counted, required, outcome
    case officers, castingSeat, position, transcribed, affectedBy
    case isSecret = "secret"
  }

  /// A member's vote.
  public struct NamedVote: Codable, Sendable, Hashable {
    /// The seat.
    public var seat: ID<Seat>
    /// The vote.
    public var vote: VoteChoice

    init(seat: ID<Seat>, vote: VoteChoice) { (self.seat, self.vote) = (seat, vote) }
  }
}

/// `bodies.resolutions`: the votes of a body.
public struct ListResolutions: Query {
  /// The body's id.
  public var body = ID<Body>()
  /// Only those voted by the end of this UTC day; nil for all.
  public var on: CivilDate?
  /// At most this many items.
  public var limit: Int?
  /// The `next` of the previous page.
  public var cursor: String?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// A page of resolutions.
  public init(body: ID<Body>, on: CivilDate? = nil, limit: Int? = nil, cursor: String? = nil, at: LogSize? = nil) {
    (self.body, self.on, self.limit, self.cursor, self.at) = (body, on, limit, cursor, at)
  }

  /// `bodies.resolutions`.
  public static let method = "bodies.resolutions"
  /// What it answers.
  public static let summary = "The resolutions of a body, adopted or not, in the order in which they were recorded"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "body", &body, "the body's id")
    try fields.named(2, "on", &on, "only those voted by the end of this day, YYYY-MM-DD, UTC; default: all")
    try fields.asOf(3, &at)
    try fields.page(4, &limit, &cursor)
  }

  /// A page of resolutions.
  public typealias Answer = Page<ResolutionItem>
}
