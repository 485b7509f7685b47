public import EventModel
public import TransparencyLog

/// The hours of a volunteer, in minutes by status.
public struct VolunteerItem: Codable, Sendable, Hashable {
  /// The volunteer's pseudonym.
  public var volunteer: ID<Volunteer>
  /// Entries that stand, reviewed or not.
  public var entries: UInt64
  /// Confirmed minutes.
  public var confirmedMinutes: Int64
  /// Minutes that are waiting for a review.
  public var pendingMinutes: Int64
  /// Minutes in dispute.
  public var disputedMinutes: Int64
  /// How many of the entries that stand were recorded under a transcription.
  public var transcribedEntries: UInt64 = 0

  package init(
    volunteer: ID<Volunteer>, entries: UInt64, confirmedMinutes: Int64, pendingMinutes: Int64, disputedMinutes: Int64
  ) {
    self.volunteer = volunteer
    self.entries = entries
    self.confirmedMinutes = confirmedMinutes
    self.pendingMinutes = pendingMinutes
    self.disputedMinutes = disputedMinutes
  }
}

/// An entry of hours.
public struct HoursItem: Codable, Sendable, Hashable {
  /// The volunteer's pseudonym.
  public var volunteer: ID<Volunteer>
  /// The entry's id.
  public var entry: String
  /// The project.
  public var project: ID<VolunteerProject>
  /// When it began.
  public var start: Instant
  /// When it ended.
  public var end: Instant
  /// The minutes that were given, without the break.
  public var minutes: Int64
  /// Its status.
  public var status: Status
  /// Who logged it.
  public var loggedBy: String
  /// Who reviewed it; absent if nobody has.
  public var reviewedBy: String?
  /// The event that logged it, or that made it the replacement of another.
  public var position: Position
  /// The entry that it replaces; absent if it replaces none.
  public var replaces: String?
  /// Whether it was recorded under a transcription.
  public var transcribed = false

  package init(
    volunteer: ID<Volunteer>, entry: String, project: ID<VolunteerProject>, start: Instant, end: Instant,
    minutes: Int64, status: Status,
    loggedBy: String, reviewedBy: String? = nil, position: Position, replaces: String? = nil
  ) {
    self.volunteer = volunteer
    self.entry = entry
    self.project = project
    self.start = start
    self.end = end
    self.minutes = minutes
    self.status = status
    self.loggedBy = loggedBy
    self.reviewedBy = reviewedBy
    self.position = position
    self.replaces = replaces
  }

  /// The status of an entry.
  public enum Status: String, Codable, Sendable {
    /// It is waiting for a review.
    case logged
    /// It counts.
    case confirmed
    /// It does not count.
    case rejected
    /// It may be reviewed again.
    case disputed
    /// It was taken back.
    case reversed
  }
}

/// `volunteers.list`: the balance of every volunteer.
public struct ListVolunteers: Query {
  /// At most this many items.
  public var limit: Int?
  /// The `next` of the previous page.
  public var cursor: String?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// A page of volunteers.
  public init(limit: Int? = nil, cursor: String? = nil, at: LogSize? = nil) {
    (self.limit, self.cursor, self.at) = (limit, cursor, at)
  }

  /// `volunteers.list`.
  public static let method = "volunteers.list"
  /// What it answers.
  public static let summary = "Every volunteer, with confirmed, pending and disputed minutes"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.asOf(1, &at)
    try fields.page(2, &limit, &cursor)
  }

  /// A page of volunteers.
  public typealias Answer = Page<VolunteerItem>
}

/// `volunteers.show`: one volunteer with all entries.
public struct ShowVolunteer: Query {
  /// The volunteer's pseudonym.
  public var volunteer = ID<Volunteer>()
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// One volunteer.
  public init(volunteer: ID<Volunteer>, at: LogSize? = nil) {
    (self.volunteer, self.at) = (volunteer, at)
  }

  /// `volunteers.show`.
  public static let method = "volunteers.show"
  /// What it answers.
  public static let summary = "The balance of one volunteer"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "volunteer", &volunteer, "the volunteer's pseudonym")
    try fields.asOf(2, &at)
  }

  /// The volunteer.
  public typealias Answer = Sized<VolunteerItem>
}

/// `volunteers.hours`: the entries of one volunteer.
public struct ListHours: Query {
  /// The volunteer's pseudonym.
  public var volunteer = ID<Volunteer>()
  /// At most this many items.
  public var limit: Int?
  /// The `next` of the previous page.
  public var cursor: String?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// A page of entries.
  public init(volunteer: ID<Volunteer>, limit: Int? = nil, cursor: String? = nil, at: LogSize? = nil) {
    (self.volunteer, self.limit, self.cursor, self.at) = (volunteer, limit, cursor, at)
  }

  /// `volunteers.hours`.
  public static let method = "volunteers.hours"
  /// What it answers.
  public static let summary = "The entries of one volunteer, including reversed ones"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "volunteer", &volunteer, "the volunteer's pseudonym")
    try fields.asOf(2, &at)
    try fields.page(3, &limit, &cursor)
  }

  /// A page of entries.
  public typealias Answer = Page<HoursItem>
}
