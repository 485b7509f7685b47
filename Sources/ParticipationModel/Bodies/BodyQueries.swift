public import EventModel
public import TransparencyLog

/// A body as it was established, and its officers.
public struct BodyAnswer: Codable, Sendable, Hashable {
  /// The body's id.
  public var body: ID<Body>
  /// Its title.
  public var title: String
  /// What kind of body.
  public var kind: BodyKind
  /// The area it stands for, or empty.
  public var area: String
  /// The neighbourhoods of its area.
  public var neighbourhoods: [String]
  /// Its seats.
  public var seats: [SeatEntry]
  /// How many years a term lasts; 0: no term.
  public var termYears: UInt32
  /// Its rules, as in the act that established it.
  public var rules: JSONValue
  /// The seats of those last elected as officers.
  public var officers: [ID<Seat>]
  /// The event by which they were elected; absent if none were.
  public var officersSince: Position?
  /// The event that established it.
  public var establishedAt: Position
  /// Whether it was recorded under a transcription.
  public var transcribed = false
  /// Slips that were corrected since; absent if there are none.
  public var rectified: [Rectification]?

  package init(
    body: ID<Body>, title: String, kind: BodyKind, area: String, neighbourhoods: [String], seats: [SeatEntry],
    termYears: UInt32, rules: JSONValue, establishedAt: Position
  ) {
    self.body = body
    self.title = title
    self.kind = kind
    self.area = area
    self.neighbourhoods = neighbourhoods
    self.seats = seats
    self.termYears = termYears
    self.rules = rules
    self.establishedAt = establishedAt
    officers = []
  }

  /// A seat of the body.
  public struct SeatEntry: Codable, Sendable, Hashable {
    /// The seat's id.
    public var seat: ID<Seat>
    /// How it is filled.
    public var basis: SeatBasis
    /// What it stands for, or empty.
    public var constituency: String

    package init(seat: ID<Seat>, basis: SeatBasis, constituency: String) {
      (self.seat, self.basis, self.constituency) = (seat, basis, constituency)
    }
  }
}

/// `bodies.list`: all bodies.
public struct ListBodies: Query {
  /// At most this many items.
  public var limit: Int?
  /// The `next` of the previous page.
  public var cursor: String?
  /// Only those that were established by this UTC day; nil for all.
  public var on: CivilDate?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// A page of bodies.
  public init(limit: Int? = nil, cursor: String? = nil, on: CivilDate? = nil, at: LogSize? = nil) {
    (self.limit, self.cursor, self.on, self.at) = (limit, cursor, on, at)
  }

  /// `bodies.list`.
  public static let method = "bodies.list"
  /// What it answers.
  public static let summary = "All councils and other bodies, by id"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(
      1, "on", &on,
      "only those that were established by this day, YYYY-MM-DD UTC; default: all")
    try fields.asOf(2, &at)
    try fields.page(3, &limit, &cursor)
  }

  /// A body in the list.
  public struct Item: Codable, Sendable, Hashable {
    /// The body's id.
    public var body: ID<Body>
    /// Its title.
    public var title: String
    /// What kind of body.
    public var kind: BodyKind
    /// The area it stands for, or empty.
    public var area: String
    /// How many seats it has.
    public var seats: Int
    /// Whether it was recorded under a transcription.
    public var transcribed: Bool
    /// Slips that were corrected since; absent if there are none.
    public var rectified: [Rectification]?

    package init(_ body: BodyAnswer) {
      (transcribed, rectified) = (body.transcribed, body.rectified)
      (self.body, title, kind, area, seats) = (body.body, body.title, body.kind, body.area, body.seats.count)
    }
  }

  /// A page of bodies.
  public typealias Answer = Page<Item>
}

/// `bodies.show`: one body.
public struct ShowBody: Query {
  /// The body's id.
  public var body = ID<Body>()
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// One body.
  public init(body: ID<Body>, at: LogSize? = nil) {
    (self.body, self.at) = (body, at)
  }

  /// `bodies.show`.
  public static let method = "bodies.show"
  /// What it answers.
  public static let summary = "One body: its seats, its rules and its officers"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "body", &body, "the body's id")
    try fields.asOf(2, &at)
  }

  /// The body.
  public typealias Answer = Sized<BodyAnswer>
}
