public import EventModel
import SwiftProtobuf

/// Time that a volunteer gave, as somebody notes it.
public struct HoursLogged: Act {
  /// The volunteer's pseudonym.
  public var volunteer: Identifier
  /// What is noted.
  public var entry: HoursNote

  /// An entry of hours.
  public init(volunteer: Identifier, entry: HoursNote) { (self.volunteer, self.entry) = (volunteer, entry) }

  /// `volunteer/ID`.
  public var stream: StreamName { Self.stream(of: volunteer) }

  /// The stream of a volunteer.
  public static func stream(of volunteer: Identifier) -> StreamName {
    StreamName(category: "volunteer", volunteer)
  }

  /// Refuses `DuplicateEntry`, `InFuture`, `Overlap`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    try HoursLedger(volunteer: volunteer, rows: rows).check(entry.id, entry.interval, now: decision.now)
    return [self]
  }

  /// Takes the time.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    HoursLedger(volunteer: volunteer, rows: rows).add(
      entry.id, HoursEntry(position: event.position, logger: event.actor, interval: entry.interval))
  }
}

/// A stretch of time given to a project.
public struct HoursNote: Hashable, Sendable {
  /// The id of the entry, 1 to 64 bytes, once per volunteer.
  public var id: String
  /// The project the time was given to.
  public var project: Identifier
  /// When it began.
  public var start: Instant
  /// When it ended: after the start, at most 24 hours later.
  public var end: Instant
  /// Minutes not worked, less than the whole.
  public var breakMinutes: Int
  /// The kind of activity, as the project codes it, or empty.
  public var activity: String

  /// A stretch of time; its parts are checked when it is read from a message.
  public init(
    id: String, project: Identifier, start: Instant, end: Instant, breakMinutes: Int = 0, activity: String = ""
  ) {
    self.id = id
    self.project = project
    self.start = start
    self.end = end
    self.breakMinutes = breakMinutes
    self.activity = activity
  }

  /// The minutes that were given: whole minutes of the stretch, less the break.
  public var minutes: Int64 { (end.microseconds - start.microseconds) / 60_000_000 - Int64(breakMinutes) }

  var interval: HoursInterval { HoursInterval(start: start.microseconds, end: end.microseconds) }

  /// Checks the parts of an entry; `prefix` is the path of the field in JSON.
  init(
    id: String, project: String, start: Int64, end: Int64, breakMinutes: UInt32, activity: String, prefix: String
  ) throws(InvalidAct) {
    self.init(
      id: try Fields.text(id, prefix + "entry", 1...64),
      project: try Fields.identifier(project, prefix + "project"),
      start: try Fields.instant(start, prefix + "start"), end: try Fields.instant(end, prefix + "end"),
      breakMinutes: Int(breakMinutes), activity: try Fields.text(activity, prefix + "activity", 0...64))
    guard self.start < self.end else {
      throw InvalidAct(field: prefix + "end", reason: "\(self.end) is not after \(self.start)")
    }
    guard end - start <= 86_400_000_000 else {
      throw InvalidAct(field: prefix + "end", reason: "an entry lasts at most 24 hours")
    }
    guard minutes > 0 else {
      throw InvalidAct(field: prefix + "breakMinutes", reason: "nothing of the time is left")
    }
  }
}

extension HoursLogged: MessageAct {
  package init(message: Albo_V1_HoursLogged) throws(InvalidAct) {
    self.init(
      volunteer: try Fields.identifier(message.volunteer, "volunteer"),
      entry: try HoursNote(
        id: message.entry, project: message.project, start: message.start, end: message.end,
        breakMinutes: message.breakMinutes, activity: message.activity, prefix: ""))
  }

  package var message: Albo_V1_HoursLogged {
    .with {
      $0.volunteer = volunteer.description
      ($0.entry, $0.project) = (entry.id, entry.project.description)
      ($0.start, $0.end) = (entry.start.microseconds, entry.end.microseconds)
      ($0.breakMinutes, $0.activity) = (UInt32(clamping: entry.breakMinutes), entry.activity)
    }
  }
}
