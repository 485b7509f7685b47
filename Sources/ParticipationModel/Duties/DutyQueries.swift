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
  /// The day by which it is owed; absent if there is none.
  public var dueBy: CivilDate?
  /// Months from one due day to the next; 0: once.
  public var everyMonths: UInt32
  /// For how much, in cents; 0: not stated.
  public var cents: Int64
  /// What the last report said; `planned` before the first one, and in a new period.
  public var status: DutyStatus
  /// How much is done, 0 to 100.
  public var percent: UInt32
  /// The last report; absent if there is none.
  public var lastReport: Position?
  /// How many reports there are.
  public var reports: UInt32
  /// What the reports say was spent, in cents.
  public var spentCents: Int64
  /// The event that made it a duty.
  public var since: Position
  /// How many days it is late on the day that was asked about; 0 if it is not.
  public var lateDays: Int64
  /// Whether it was recorded under a transcription.
  public var transcribed = false

  package init(
    stream: String, duty: String, bound: String, action: String, dueBy: CivilDate?, everyMonths: UInt32, cents: Int64,
    since: Position
  ) {
    (self.stream, self.duty, self.bound, self.action) = (stream, duty, bound, action)
    (self.dueBy, self.everyMonths, self.cents, self.since) = (dueBy, everyMonths, cents, since)
    (status, percent, reports, spentCents, lateDays) = (.planned, 0, 0, 0, 0)
  }

  /// The duty as it stands at the end of a day.
  package func standing(on day: CivilDate) -> DutyItem {
    var item = self
    item.lateDays = status.isFinal ? 0 : max(0, day.dayNumber - (dueBy?.dayNumber ?? .max))
    return item
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
  /// On which UTC day lateness is judged; nil for today.
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
    try fields.named(4, "on", &on, "on which day lateness is judged, YYYY-MM-DD UTC; default: today")
    try fields.asOf(5, &at)
    try fields.page(6, &limit, &cursor)
  }

  /// A page of duties.
  public typealias Answer = Page<DutyItem>
}
