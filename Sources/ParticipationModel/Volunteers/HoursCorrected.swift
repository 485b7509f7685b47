public import EventModel
import SwiftProtobuf

/// An entry of hours is reversed, and replaced where there is something to put in its place.
///
/// Both stay visible; the replacement is an entry of its own and needs a review again.
public struct HoursCorrected: Act {
  /// The volunteer.
  public var volunteer: Identifier
  /// The entry that is reversed.
  public var entry: String
  /// What takes its place; nil for a plain reversal.
  public var replacement: HoursNote?
  /// Why, 1 to 300 bytes, without personal content.
  public var reason: String
  /// Who asked for it; the envelope's actor approves, and is somebody else.
  public var requestedBy: Actor

  /// A correction of hours.
  public init(
    volunteer: Identifier, entry: String, replacement: HoursNote?, reason: String, requestedBy: Actor
  ) {
    self.volunteer = volunteer
    self.entry = entry
    self.replacement = replacement
    self.reason = reason
    self.requestedBy = requestedBy
  }

  /// `volunteer/ID`.
  public var stream: StreamName { HoursLogged.stream(of: volunteer) }

  /// Refuses `UnknownEntry`, `AlreadyReversed`, `SameApprover`, and what logging refuses.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    let hours = HoursLedger(volunteer: volunteer, rows: rows)
    let reversed = try hours.entry(entry)
    guard reversed.status != .reversed else {
      throw Rejection(
        "AlreadyReversed", "the entry was reversed before", rule: "an entry is reversed once",
        positions: [reversed.since])
    }
    guard decision.actor != requestedBy else {
      throw Rejection(
        "SameApprover", "\(decision.actor) asked for the correction",
        rule: "who asks for a correction does not approve it",
        positions: [reversed.position])
    }
    if let replacement {
      try hours.check(replacement.id, replacement.interval, now: decision.now, except: reversed.position)
    }
    return [self]
  }

  /// Frees the old time and takes the new.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    let hours = HoursLedger(volunteer: volunteer, rows: rows)
    guard var reversed = rows.row(HoursEntry.key(volunteer, entry: entry), as: HoursEntry.self) else { return }
    (reversed.status, reversed.since) = (.reversed, event.position)
    hours.update(entry, reversed)
    guard let replacement else { return }
    hours.add(
      replacement.id,
      HoursEntry(position: event.position, logger: requestedBy, interval: replacement.interval))
  }
}

extension HoursCorrected: MessageAct {
  package init(message: Albo_V1_HoursCorrected) throws(InvalidAct) {
    var replacement: HoursNote?
    if message.hasReplacement {
      let note = message.replacement
      replacement = try HoursNote(
        id: note.entry, project: note.project, start: note.start, end: note.end, breakMinutes: note.breakMinutes,
        activity: note.activity, prefix: "replacement.")
    }
    self.init(
      volunteer: try Fields.identifier(message.volunteer, "volunteer"),
      entry: try Fields.text(message.entry, "entry", 1...64), replacement: replacement,
      reason: try Fields.text(message.reason, "reason", 1...300),
      requestedBy: try Fields.actor(message.requestedBy, "requestedBy"))
  }

  package var message: Albo_V1_HoursCorrected {
    .with {
      $0.volunteer = volunteer.description
      $0.entry = entry
      $0.reason = reason
      $0.requestedBy = requestedBy.description
      guard let replacement else { return }
      $0.replacement.entry = replacement.id
      $0.replacement.project = replacement.project.description
      $0.replacement.start = replacement.start.microseconds
      $0.replacement.end = replacement.end.microseconds
      $0.replacement.breakMinutes = UInt32(clamping: replacement.breakMinutes)
      $0.replacement.activity = replacement.activity
    }
  }
}
