import Bytes
import EventModel
import TransparencyLog

/// An entry of hours, as deciders ask it.
struct HoursEntry: ConstraintValue, Described {
  /// What became of an entry.
  enum Status: String, Choice {
    case logged, confirmed, rejected, disputed, reversed
  }

  var position = Position(0)
  var logger = Actor(Blank())
  var interval = HoursInterval(Blank())
  var status = Status.logged
  /// The event that brought the status about.
  var since = Position(0)

  static func key(_ volunteer: ID<Volunteer>, entry: String) -> ConstraintKey {
    ConstraintKey(HoursLogged.stream(of: volunteer), kind: 1, key: entry)
  }

  /// A rejected or reversed entry takes no time any more.
  var isLive: Bool { status != .rejected && status != .reversed }

  init(position: Position, logger: Actor, interval: HoursInterval) {
    (self.position, self.logger, self.interval) = (position, logger, interval)
    since = position
  }

  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.position(1, "position", &position)
    try fields.named(2, "logger", &logger)
    try fields.message(3, "interval", &interval)
    try fields.choice(4, "status", &status)
    try fields.position(5, "since", &since)
  }
}

/// `[start, end)` of an entry.
struct HoursInterval: Described, Hashable {
  var start = Instant(microseconds: 0)
  var end = Instant(microseconds: 0)

  init(start: Instant, end: Instant) { (self.start, self.end) = (start, end) }

  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.instant(1, "start", &start)
    try fields.instant(2, "end", &end)
  }

  func overlaps(_ other: HoursInterval) -> Bool { start < other.end && other.start < end }

  /// The UTC days that the interval touches: one or two, since it lasts at most 24 hours.
  var days: ClosedRange<Int64> { start.day...end.advanced(byMicroseconds: -1).day }
}

/// The live intervals that touch one UTC day, each with its entry's position: overlap is asked day by day.
struct HoursDay: ConstraintValue, Described {
  var intervals: [Taken] = []

  /// An interval that is taken by an entry.
  struct Taken: Described {
    var interval = HoursInterval(Blank())
    var position = Position(0)

    init(_ interval: HoursInterval, by position: Position) { (self.interval, self.position) = (interval, position) }
    init(_ blank: Blank) {}

    mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
      try fields.message(1, "interval", &interval)
      try fields.position(2, "position", &position)
    }
  }

  static func key(_ volunteer: ID<Volunteer>, day: Int64) -> ConstraintKey {
    ConstraintKey(HoursLogged.stream(of: volunteer), kind: 2, key: UInt64(bitPattern: day).bigEndianBytes)
  }

  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.messages(1, "intervals", &intervals, .any)
  }
}

/// The hours of one volunteer.
struct HoursLookup {
  let volunteer: ID<Volunteer>
  let rows: any ConstraintReader

  init(_ volunteer: ID<Volunteer>, _ rows: any ConstraintReader) { (self.volunteer, self.rows) = (volunteer, rows) }

  func entry(_ id: String) throws(Rejection) -> HoursEntry {
    guard let entry = rows.row(HoursEntry.key(volunteer, entry: id), as: HoursEntry.self) else {
      throw Rejection(
        .unknownEntry, "\(volunteer) has no entry “\(id)”: check the id")
    }
    return entry
  }

  /// Refuses an interval that cannot stand beside the live ones; `except` is about to be reversed.
  func check(_ id: String, _ interval: HoursInterval, now: Instant, except: Position? = nil) throws(Rejection) {
    if let earlier = rows.row(HoursEntry.key(volunteer, entry: id), as: HoursEntry.self) {
      throw Rejection(
        .duplicateEntry, "\(volunteer) already has an entry “\(id)”; give the new one another id",
        positions: [earlier.position])
    }
    guard interval.end <= now else {
      throw Rejection(
        .inFuture, "the entry ends at \(interval.end), but it is only \(now)",
        rule: "hours can be logged only when they are over")
    }
    let live = interval.days.flatMap { day in
      rows.row(HoursDay.key(volunteer, day: day), as: HoursDay.self)?.intervals ?? []
    }
    guard let other = live.first(where: { $0.position != except && $0.interval.overlaps(interval) }) else { return }
    throw Rejection(
      .overlap,
      "another entry runs from \(other.interval.start) to \(other.interval.end)", positions: [other.position])
  }
}

extension ConstraintRows {
  /// Keeps an entry of a volunteer, and takes its time.
  func addHours(of volunteer: ID<Volunteer>, _ id: String, _ entry: HoursEntry) {
    set(HoursEntry.key(volunteer, entry: id), to: entry)
    for day in entry.interval.days {
      let key = HoursDay.key(volunteer, day: day)
      var taken = row(key, as: HoursDay.self) ?? HoursDay(Blank())
      taken.intervals.append(.init(entry.interval, by: entry.position))
      set(key, to: taken)
    }
  }

  /// Sets the status of an entry, and frees its time if it is no longer live.
  func updateHours(of volunteer: ID<Volunteer>, _ id: String, _ entry: HoursEntry) {
    set(HoursEntry.key(volunteer, entry: id), to: entry)
    guard !entry.isLive else { return }
    for day in entry.interval.days {
      let key = HoursDay.key(volunteer, day: day)
      guard var taken = row(key, as: HoursDay.self) else { continue }
      taken.intervals.removeAll { $0.position == entry.position }
      if taken.intervals.isEmpty { remove(key) } else { set(key, to: taken) }
    }
  }
}
