public import EventModel
public import TransparencyLog

/// A competence of an office, and when it has it.
public struct OfficeItem: Codable, Sendable, Hashable {
  /// The office, as an actor: `office:registry`.
  public var office: String
  /// What it is competent for.
  public var competence: Competence
  /// From when on.
  public var from: Instant
  /// Until when, exclusive; absent if no end is known.
  public var to: Instant?
  /// The event that empowered it.
  public var empoweredAt: Position
  /// The event that relieved it; absent if none has.
  public var relievedAt: Position?
  /// Whether it was recorded under a transcription.
  public var transcribed = false

  package init(office: String, competence: Competence, from: Instant, to: Instant?, empoweredAt: Position) {
    (self.office, self.competence, self.from, self.to) = (office, competence, from, to)
    self.empoweredAt = empoweredAt
  }
}

/// `offices.list`: which office is competent for what.
public struct ListOffices: Query {
  /// Only competences that an office has at some time of this UTC day; nil for all that were ever given.
  public var on: CivilDate?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?
  /// At most this many items.
  public var limit: Int?
  /// The `next` of the previous page.
  public var cursor: String?

  /// A page of competences.
  public init(on: CivilDate? = nil, at: LogSize? = nil, limit: Int? = nil, cursor: String? = nil) {
    (self.on, self.at, self.limit, self.cursor) = (on, at, limit, cursor)
  }

  /// `offices.list`.
  public static let method = "offices.list"
  /// What it answers.
  public static let summary = "Which office is competent for what, and since when; none until the first is empowered"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "on", &on, "only competences that hold on this day, YYYY-MM-DD UTC; default: all")
    try fields.asOf(2, &at)
    try fields.page(3, &limit, &cursor)
  }

  /// A page of competences.
  public typealias Answer = Page<OfficeItem>
}
