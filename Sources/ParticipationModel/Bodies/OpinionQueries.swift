public import EventModel
public import TransparencyLog

/// A mandatory opinion that a body was asked for.
public struct OpinionItem: Codable, Sendable, Hashable {
  /// The body.
  public var body: ID<Body>
  /// The item of its agenda.
  public var item: ID<AgendaItem>
  /// The item's title.
  public var title: String
  /// The last day for it, YYYY-MM-DD; empty if there is none.
  public var dueBy: String
  /// The convenings that had it on their agenda.
  public var convenedAt: [Position]
  /// Its status on the day that was asked about.
  public var status: Status
  /// The resolution that gave it; absent if none has.
  public var given: Given?
  /// Whether it was recorded under a transcription.
  public var transcribed = false

  package init(body: ID<Body>, item: ID<AgendaItem>, title: String, dueBy: String) {
    (self.body, self.item, self.title, self.dueBy) = (body, item, title, dueBy)
    (convenedAt, status) = ([], .due)
  }

  /// The status of an opinion.
  public enum Status: String, Codable, Sendable {
    /// Not given yet; the last day is not past, or there is none.
    case due
    /// Not given, and the last day is past.
    case overdue
    /// It was given in time.
    case given
    /// It was given after the last day.
    case givenLate
  }

  /// The resolution that gave an opinion.
  public struct Given: Codable, Sendable, Hashable {
    /// The resolution's id.
    public var resolution: ID<Resolution>
    /// What the body voted on the text.
    public var outcome: ResolutionOutcome
    /// When the meeting that voted opened.
    public var votedOn: Instant
    /// The event.
    public var position: Position

    package init(resolution: ID<Resolution>, outcome: ResolutionOutcome, votedOn: Instant, position: Position) {
      self.resolution = resolution
      self.outcome = outcome
      self.votedOn = votedOn
      self.position = position
    }
  }

  /// The opinion as it stood at the end of a day.
  package func standing(on day: CivilDate) -> OpinionItem {
    var view = self
    if let given, given.votedOn.day > day.dayNumber { view.given = nil }
    let last = CivilDate(dueBy)?.dayNumber ?? .max
    if let given = view.given {
      view.status = given.votedOn.day <= last ? .given : .givenLate
    } else {
      view.status = day.dayNumber <= last ? .due : .overdue
    }
    return view
  }
}

/// `bodies.opinions`: the mandatory opinions that bodies were asked for.
public struct ListOpinions: Query {
  /// The body's id; default: all bodies.
  public var body: ID<Body>?
  /// As of the end of this day, `YYYY-MM-DD`, UTC; default: now.
  public var on: CivilDate?
  /// At most this many items.
  public var limit: Int?
  /// The `next` of the previous page.
  public var cursor: String?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// A page of opinions.
  public init(body: ID<Body>? = nil, on: CivilDate? = nil, limit: Int? = nil, cursor: String? = nil, at: LogSize? = nil)
  {
    (self.body, self.on, self.limit, self.cursor, self.at) = (body, on, limit, cursor, at)
  }

  /// `bodies.opinions`.
  public static let method = "bodies.opinions"
  /// What it answers.
  public static let summary = "The opinions that bodies were asked for: due, overdue or given, and by which resolution"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "body", &body, "the body's id; default: all bodies")
    try fields.named(2, "on", &on, "as of the end of this day, YYYY-MM-DD, UTC; default: now")
    try fields.asOf(3, &at)
    try fields.page(4, &limit, &cursor)
  }

  /// A page of opinions, by body and item.
  public typealias Answer = Page<OpinionItem>
}
