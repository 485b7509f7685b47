import EventModel
import TransparencyLog

/// An entry of hours, as deciders ask it.
struct HoursEntry: ConstraintValue {
  enum Status: UInt64 {
    case logged = 0
    case confirmed = 1
    case rejected = 2
    case disputed = 3
    case reversed = 4
  }

  var position: Position
  var logger: Actor
  var interval: HoursInterval
  var status: Status
  /// The event that brought the status about.
  var since: Position

  static func key(_ volunteer: Identifier, entry: String) -> ConstraintKey {
    ConstraintKey(HoursLogged.stream(of: volunteer), kind: 1, key: entry)
  }

  /// A rejected or reversed entry takes no time any more.
  var isLive: Bool { status != .rejected && status != .reversed }

  init(position: Position, logger: Actor, interval: HoursInterval) {
    (self.position, self.logger, self.interval) = (position, logger, interval)
    (status, since) = (.logged, position)
  }

  init?(row: [UInt8]) {
    guard let fields = RowReader(row), let status = Status(rawValue: fields.number(5)) else { return nil }
    self.init(
      position: Position(fields.number(1)), logger: Actor(unchecked: fields.text(2)),
      interval: HoursInterval(
        start: Int64(bitPattern: fields.number(3)), end: Int64(bitPattern: fields.number(4))))
    (self.status, since) = (status, Position(fields.number(6)))
  }

  var row: [UInt8] {
    var writer = WireWriter()
    writer.varint(position.rawValue, field: 1)
    writer.string(logger.description, field: 2)
    writer.int64(interval.start, field: 3)
    writer.int64(interval.end, field: 4)
    writer.varint(status.rawValue, field: 5)
    writer.varint(since.rawValue, field: 6)
    return writer.bytes
  }
}

/// `[start, end)` in µs since 1970 UTC.
struct HoursInterval: Hashable {
  var start: Int64
  var end: Int64

  func overlaps(_ other: HoursInterval) -> Bool { start < other.end && other.start < end }

  /// The UTC days that the interval touches: one or two, since it lasts at most 24 hours.
  var days: ClosedRange<Int64> {
    Instant(microseconds: start).day...Instant(microseconds: end - 1).day
  }
}

/// The live intervals that touch one UTC day, each with its entry's position: overlap is asked day by day.
struct HoursDay: ConstraintValue {
  var intervals: [(interval: HoursInterval, position: Position)]

  static func key(_ volunteer: Identifier, day: Int64) -> ConstraintKey {
    ConstraintKey(HoursLogged.stream(of: volunteer), kind: 2, key: UInt64(bitPattern: day).bigEndianBytes)
  }

  init() { intervals = [] }

  init?(row: [UInt8]) {
    guard let fields = RowReader(row) else { return nil }
    let numbers = fields.all(1)
    guard numbers.count.isMultiple(of: 3) else { return nil }
    intervals = stride(from: 0, to: numbers.count, by: 3).map { index in
      (
        HoursInterval(start: Int64(bitPattern: numbers[index]), end: Int64(bitPattern: numbers[index + 1])),
        Position(numbers[index + 2])
      )
    }
  }

  var row: [UInt8] {
    var writer = WireWriter()
    for (interval, position) in intervals {
      writer.int64(interval.start, field: 1)
      writer.int64(interval.end, field: 1)
      writer.varint(position.rawValue, field: 1)
    }
    return writer.bytes
  }
}

/// The hours of one volunteer.
struct HoursLedger {
  let volunteer: Identifier
  let rows: any ConstraintRows

  func entry(_ id: String) throws(Rejection) -> HoursEntry {
    guard let entry = rows.row(HoursEntry.key(volunteer, entry: id), as: HoursEntry.self) else {
      throw Rejection(
        "UnknownEntry", "\(volunteer) has no entry “\(id)”",
        rule: "an entry is logged before it is reviewed or corrected")
    }
    return entry
  }

  /// Refuses an interval that cannot stand beside the live ones; `except` is about to be reversed.
  func check(_ id: String, _ interval: HoursInterval, now: Instant, except: Position? = nil) throws(Rejection) {
    if let earlier = rows.row(HoursEntry.key(volunteer, entry: id), as: HoursEntry.self) {
      throw Rejection(
        "DuplicateEntry", "“\(id)” is another entry of \(volunteer)", rule: "the id of an entry is used once",
        positions: [earlier.position])
    }
    guard interval.end <= now.microseconds else {
      throw Rejection(
        "InFuture", "the entry ends at \(Instant(microseconds: interval.end)), and it is \(now)",
        rule: "hours are logged when they are over")
    }
    let live = interval.days.flatMap { day in
      rows.row(HoursDay.key(volunteer, day: day), as: HoursDay.self)?.intervals ?? []
    }
    guard let other = live.first(where: { $0.position != except && $0.interval.overlaps(interval) }) else { return }
    throw Rejection(
      "Overlap",
      "another entry runs from \(Instant(microseconds: other.interval.start)) to \(Instant(microseconds: other.interval.end))",
      rule: "no two live entries of a volunteer overlap", positions: [other.position])
  }

  func add(_ id: String, _ entry: HoursEntry) {
    rows.set(HoursEntry.key(volunteer, entry: id), to: entry)
    for day in entry.interval.days {
      var row = rows.row(HoursDay.key(volunteer, day: day), as: HoursDay.self) ?? HoursDay()
      row.intervals.append((entry.interval, entry.position))
      rows.set(HoursDay.key(volunteer, day: day), to: row)
    }
  }

  /// Sets what became of an entry, and frees its time where it is no longer live.
  func update(_ id: String, _ entry: HoursEntry) {
    rows.set(HoursEntry.key(volunteer, entry: id), to: entry)
    guard !entry.isLive else { return }
    for day in entry.interval.days {
      guard var row = rows.row(HoursDay.key(volunteer, day: day), as: HoursDay.self) else { continue }
      row.intervals.removeAll { $0.position == entry.position }
      if row.intervals.isEmpty {
        rows.remove(HoursDay.key(volunteer, day: day))
      } else {
        rows.set(HoursDay.key(volunteer, day: day), to: row)
      }
    }
  }
}
