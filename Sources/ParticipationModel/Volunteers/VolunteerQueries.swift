public import EventModel
public import TransparencyLog

/// The hours of a volunteer, in minutes by status.
public struct VolunteerItem: Codable, Sendable, Hashable {
  /// The volunteer's pseudonym.
  public var volunteer: ID<Volunteer>
  /// Entries that stand, reviewed or not.
  public var entries: UInt64 = 0
  /// Confirmed minutes.
  public var confirmedMinutes: Int64 = 0
  /// Minutes that are waiting for a review.
  public var pendingMinutes: Int64 = 0
  /// Minutes in dispute.
  public var disputedMinutes: Int64 = 0
  /// How many of the entries that stand were recorded under a transcription.
  public var transcribedEntries: UInt64 = 0

  package init(volunteer: ID<Volunteer>) { self.volunteer = volunteer }

  /// Adds (+1) or takes away (−1) an entry where its status puts it.
  package mutating func count(_ entry: HoursItem, _ sign: Int64) {
    switch entry.status {
    case .logged: pendingMinutes += sign * entry.minutes
    case .confirmed: confirmedMinutes += sign * entry.minutes
    case .disputed: disputedMinutes += sign * entry.minutes
    case .rejected, .reversed: return
    }
    entries = sign > 0 ? entries + 1 : entries - 1
    guard entry.transcribed else { return }
    transcribedEntries = sign > 0 ? transcribedEntries + 1 : transcribedEntries - 1
  }
}

/// An entry of hours.
public struct HoursItem: Codable, Sendable, Hashable, SteppedItem {
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
  public var status = Status.logged
  /// Who logged it.
  public var loggedBy: String
  /// The UTC day on which it was logged.
  public var loggedOn: CivilDate
  /// Who reviewed it; absent if nobody has.
  public var reviewedBy: String?
  /// Its reviews and its reversal, in the order of their recording; absent if there are none.
  public var steps: [Step]?
  /// The event that logged it, or that made it the replacement of another.
  public var position: Position
  /// The entry that it replaces; absent if it replaces none.
  public var replaces: String?
  /// Whether it was recorded under a transcription.
  public var transcribed = false

  package init(
    volunteer: ID<Volunteer>, entry: String, project: ID<VolunteerProject>, start: Instant, end: Instant,
    minutes: Int64, loggedBy: String, loggedOn: CivilDate, position: Position
  ) {
    (self.volunteer, self.entry, self.project) = (volunteer, entry, project)
    (self.start, self.end, self.minutes) = (start, end, minutes)
    (self.loggedBy, self.loggedOn, self.position) = (loggedBy, loggedOn, position)
  }

  /// A review or a reversal.
  public struct Step: Codable, Sendable, Hashable, DatedStep {
    /// The UTC day on which it was done.
    public var on: CivilDate
    /// The entry's status since.
    public var status: Status
    /// Who reviewed it; absent for a reversal.
    public var reviewedBy: String?
    /// The event.
    public var position: Position

    package init(on: CivilDate, status: Status, reviewedBy: String?, position: Position) {
      (self.on, self.status, self.reviewedBy, self.position) = (on, status, reviewedBy, position)
    }
  }

  /// The entry as it stood at the end of a day; nil if it was logged later.
  package func standing(on day: CivilDate) -> HoursItem? {
    loggedOn <= day ? withSteps(through: day) : nil
  }

  package mutating func followSteps() {
    status = steps?.last?.status ?? .logged
    reviewedBy = steps?.last { $0.reviewedBy != nil }?.reviewedBy
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
  /// As of the end of this UTC day; nil for now.
  public var on: CivilDate?
  /// At most this many items.
  public var limit: Int?
  /// The `next` of the previous page.
  public var cursor: String?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// A page of volunteers.
  public init(on: CivilDate? = nil, limit: Int? = nil, cursor: String? = nil, at: LogSize? = nil) {
    (self.on, self.limit, self.cursor, self.at) = (on, limit, cursor, at)
  }

  /// `volunteers.list`.
  public static let method = "volunteers.list"
  /// What it answers.
  public static let summary = "Every volunteer, with confirmed, pending and disputed minutes"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(
      1, "on", &on, "as of the end of this day, YYYY-MM-DD, UTC: what was logged and reviewed by then; default: now")
    try fields.asOf(2, &at)
    try fields.page(3, &limit, &cursor)
  }

  /// A page of volunteers.
  public typealias Answer = Page<VolunteerItem>
}

/// `volunteers.show`: one volunteer with all entries.
public struct ShowVolunteer: Query {
  /// The volunteer's pseudonym.
  public var volunteer = ID<Volunteer>()
  /// As of the end of this UTC day; nil for now.
  public var on: CivilDate?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// One volunteer.
  public init(volunteer: ID<Volunteer>, on: CivilDate? = nil, at: LogSize? = nil) {
    (self.volunteer, self.on, self.at) = (volunteer, on, at)
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
    try fields.named(
      2, "on", &on, "as of the end of this day, YYYY-MM-DD, UTC: what was logged and reviewed by then; default: now")
    try fields.asOf(3, &at)
  }

  /// The volunteer.
  public typealias Answer = Sized<VolunteerItem>
}

/// `volunteers.hours`: the entries of one volunteer.
public struct ListHours: Query {
  /// The volunteer's pseudonym.
  public var volunteer = ID<Volunteer>()
  /// As of the end of this UTC day; nil for now.
  public var on: CivilDate?
  /// At most this many items.
  public var limit: Int?
  /// The `next` of the previous page.
  public var cursor: String?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// A page of entries.
  public init(
    volunteer: ID<Volunteer>, on: CivilDate? = nil, limit: Int? = nil, cursor: String? = nil, at: LogSize? = nil
  ) {
    (self.volunteer, self.on, self.limit, self.cursor, self.at) = (volunteer, on, limit, cursor, at)
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
    try fields.named(
      2, "on", &on, "as of the end of this day, YYYY-MM-DD, UTC: what was logged and reviewed by then; default: now")
    try fields.asOf(3, &at)
    try fields.page(4, &limit, &cursor)
  }

  /// A page of entries.
  public typealias Answer = Page<HoursItem>
}
