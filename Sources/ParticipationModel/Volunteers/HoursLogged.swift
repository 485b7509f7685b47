public import EventModel

/// Time that a volunteer gave, as it is logged.
public struct HoursLogged: CityAct, HoursAct {
  /// The volunteer's pseudonym.
  public var volunteer = ID<Volunteer>()
  /// What is logged.
  public var entry = HoursNote(Blank())

  /// An entry of hours.
  public init(volunteer: ID<Volunteer>, entry: HoursNote) { (self.volunteer, self.entry) = (volunteer, entry) }

  /// `albo.v1.HoursLogged`.
  public static let type = ActType(static: "albo.v1.HoursLogged")

  /// Who may do it.
  public static let entitlement = Entitlement.person("volunteer", through: .hours)

  /// An entry without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "volunteer", &volunteer)
    try entry.visit(&fields, from: 2)
  }

  /// `volunteer/ID`.
  public var stream: StreamName { Self.stream(of: volunteer) }

  /// The stream of a volunteer.
  public static func stream(of volunteer: ID<Volunteer>) -> StreamName {
    StreamName(category: "volunteer", volunteer)
  }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [.duplicateEntry, .inFuture, .overlap]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    try HoursLookup(volunteer, rows).check(entry.id, entry.interval, now: decision.now)
    return [self]
  }

  /// Takes the time.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    rows.addHours(
      of: volunteer, entry.id,
      HoursEntry(position: event.position, logger: event.decision.author, interval: entry.interval))
  }
}

/// A stretch of time given to a project.
public struct HoursNote: Described, Hashable {
  /// The id of the entry, 1 to 64 bytes, unique for the volunteer.
  public var id = ""
  /// The project the time was given to.
  public var project = ID<VolunteerProject>()
  /// When it began.
  public var start = Instant(microseconds: 0)
  /// When it ended: after the start, at most 24 hours later.
  public var end = Instant(microseconds: 0)
  /// Minutes not worked, fewer than the whole.
  public var breakMinutes: UInt32 = 0
  /// The kind of activity, by the project's own codes, or empty.
  public var activity = ""

  /// A stretch of time; its parts are checked when it is read from a message, or proposed.
  public init(
    id: String, project: ID<VolunteerProject>, start: Instant, end: Instant, breakMinutes: UInt32 = 0,
    activity: String = ""
  ) {
    self.id = id
    self.project = project
    self.start = start
    self.end = end
    self.breakMinutes = breakMinutes
    self.activity = activity
  }

  /// `HoursReplacement`: as a message of its own it replaces a reversed entry.
  public static let schemaName = "HoursReplacement"

  /// A stretch without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) { try visit(&fields, from: 1) }

  /// The fields, numbered from a first one.
  mutating func visit(_ fields: inout some FieldVisitor, from first: UInt32) throws(InvalidAct) {
    try fields.text(first, "entry", &id, 1...64)
    try fields.named(first + 1, "project", &project)
    try fields.instant(first + 2, "start", &start)
    try fields.instant(first + 3, "end", &end)
    try fields.number(first + 4, "breakMinutes", &breakMinutes)
    try fields.text(first + 5, "activity", &activity, 0...64)
    try fields.check(start < end, "end", "\(end) is not after \(start)")
    try fields.check(
      end.microseconds - start.microseconds <= 86_400_000_000, "end", "an entry may last at most 24 hours")
    try fields.check(minutes > 0, "breakMinutes", "\(breakMinutes) minutes: the break must be shorter than the entry")
  }

  /// The minutes that were given: whole minutes of the stretch, less the break.
  public var minutes: Int64 { (end.microseconds - start.microseconds) / 60_000_000 - Int64(breakMinutes) }

  var interval: HoursInterval { HoursInterval(start: start, end: end) }
}
