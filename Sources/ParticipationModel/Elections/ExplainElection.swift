public import EventModel
public import TransparencyLog

/// `elections.why`: why the tally is what it is, or one option's votes, place and seat.
public struct ExplainElection: Query {
  /// The election's id.
  public var election = ID<Election>()
  /// The option; default: the whole tally.
  public var option: String?
  /// At most this many positions of ballots.
  public var limit: Int?
  /// The `next` of the previous page.
  public var cursor: String?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// Why a figure of an election is what it is.
  public init(
    election: ID<Election>, option: String? = nil, limit: Int? = nil, cursor: String? = nil, at: LogSize? = nil
  ) {
    (self.election, self.option, self.limit, self.cursor, self.at) = (election, option, limit, cursor, at)
  }

  /// `elections.why`.
  public static let method = "elections.why"
  /// What it answers.
  public static let summary =
    "Why the tally is as it is, or one option's votes, place and seat: the rule and the events; refused before the close"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "election", &election, "the election's id")
    try fields.text(2, "option", &option, 1...64, "an option's id; default: the whole tally")
    try fields.asOf(3, &at)
    try fields.page(4, &limit, &cursor)
  }

  /// The explanation.
  public typealias Answer = Explanation
}
