public import EventModel
public import TransparencyLog

/// What somebody owes by a day.
public struct DutyItem: Codable, Sendable, Hashable {
  /// The stream of the act that made it a duty.
  public var stream: String
  /// The duty's id within that stream.
  public var duty: String
  /// Who owes it.
  public var bound: String
  /// What is owed.
  public var action: String
  /// The day by which it is owed, of the present period; absent if there is none.
  public var dueBy: CivilDate?
  /// The day by which it is owed first; absent if there is none.
  public var firstDueBy: CivilDate?
  /// Months from one due day to the next; 0: once.
  public var everyMonths: UInt32
  /// For how much, in cents; 0: not stated.
  public var cents: Int64
  /// What the last report said; `planned` before the first one, and in a new period.
  public var status = DutyStatus.planned
  /// How much is done, 0 to 100.
  public var percent: UInt32 = 0
  /// The reports, in the order of their recording.
  public var reports: [Report] = []
  /// What the reports say was spent, in cents.
  public var spentCents: Int64 = 0
  /// The event that made it a duty.
  public var since: Position
  /// The UTC day on which it became a duty.
  public var madeOn: CivilDate
  /// How many days it is late on the day that was asked about; 0 if it is not.
  public var lateDays: Int64 = 0
  /// Whether it was recorded under a transcription.
  public var transcribed = false

  /// A report on a duty.
  public struct Report: Codable, Sendable, Hashable {
    /// The UTC day on which it was made.
    public var on: CivilDate
    /// What it said.
    public var status: DutyStatus
    /// How much it said is done, 0 to 100.
    public var percent: UInt32
    /// What was spent, in cents; 0: not stated.
    public var cents: Int64
    /// Whether it was recorded under a transcription.
    public var transcribed: Bool
    /// The event.
    public var position: Position

    package init(
      on: CivilDate, status: DutyStatus, percent: UInt32, cents: Int64, transcribed: Bool, position: Position
    ) {
      (self.on, self.status, self.percent, self.cents) = (on, status, percent, cents)
      (self.transcribed, self.position) = (transcribed, position)
    }
  }

  package init(
    stream: String, duty: String, bound: String, action: String, dueBy: CivilDate?, everyMonths: UInt32, cents: Int64,
    since: Position, madeOn: CivilDate
  ) {
    (self.stream, self.duty, self.bound, self.action) = (stream, duty, bound, action)
    (self.dueBy, firstDueBy, self.everyMonths, self.cents) = (dueBy, dueBy, everyMonths, cents)
    (self.since, self.madeOn) = (since, madeOn)
  }

  /// Adds a report.
  package mutating func add(_ report: Report) {
    reports.append(report)
    takeReports()
  }

  /// The duty as it stands at the end of a day; nil if it became one later.
  package func standing(on day: CivilDate) -> DutyItem? {
    guard madeOn <= day else { return nil }
    var item = self
    item.reports.removeAll { day < $0.on }
    item.takeReports()
    item.lateDays = item.status.isFinal ? 0 : max(0, day.dayNumber - (item.dueBy?.dayNumber ?? .max))
    return item
  }

  private mutating func takeReports() {
    var progress = DutyProgress(firstDueBy: firstDueBy, everyMonths: everyMonths)
    for report in reports { progress.take(report.status, percent: report.percent) }
    (status, percent, dueBy) = (progress.status, progress.percent, progress.dueBy)
    spentCents = reports.reduce(0) { $0 + $1.cents }
  }
}

/// Which duties a list has.
public enum DutyFilter: String, Hashable, Sendable, CaseIterable {
  /// Neither done nor abandoned.
  case due
  /// Those of them whose day is past.
  case late
  /// Fulfilled.
  case done
  /// Given up.
  case abandoned
}

extension DutyFilter: TextValue {
  /// One of the words.
  public init?(text: String) { self.init(rawValue: text) }
  /// The word.
  public var text: String { rawValue }
  /// The words.
  public static var expectation: String { "one of \(allCases.map(\.rawValue).joined(separator: ", "))" }
  /// A word.
  public static func example(for field: String) -> String { "late" }
}

/// `duties.list`: what is owed, by whom and by when.
public struct ListDuties: Query {
  /// Only those of this party, `office:mobility`; nil for all.
  public var bound: Actor?
  /// Only those of this stream, `proposal/bike-lane`; nil for all.
  public var stream: StreamName?
  /// Only these; nil for all.
  public var status: DutyFilter?
  /// As of the end of this UTC day; nil for today.
  public var on: CivilDate?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?
  /// At most this many items.
  public var limit: Int?
  /// The `next` of the previous page.
  public var cursor: String?

  /// A page of duties.
  public init(
    bound: Actor? = nil, stream: StreamName? = nil, status: DutyFilter? = nil, on: CivilDate? = nil,
    at: LogSize? = nil, limit: Int? = nil, cursor: String? = nil
  ) {
    (self.bound, self.stream, self.status, self.on, self.at) = (bound, stream, status, on, at)
    (self.limit, self.cursor) = (limit, cursor)
  }

  /// `duties.list`.
  public static let method = "duties.list"
  /// What it answers.
  public static let summary = "What is owed, by whom and by when, what was reported, and what is late on a day"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "bound", &bound, "only those of this party, office:ID, person:ID or org:ID; default: all")
    try fields.named(2, "stream", &stream, "only those of this stream, category/ID; default: all")
    try fields.named(3, "status", &status, "only those that are due, late, done or abandoned; default: all")
    try fields.named(
      4, "on", &on, "as of the end of this day, YYYY-MM-DD, UTC: what was owed, reported and late; default: today")
    try fields.asOf(5, &at)
    try fields.page(6, &limit, &cursor)
  }

  /// A page of duties.
  public typealias Answer = Page<DutyItem>
}
