public import EventModel
import SwiftProtobuf

/// Somebody other than the logger reviews an entry of hours.
public struct HoursReviewed: Act {
  /// The volunteer.
  public var volunteer: Identifier
  /// The entry.
  public var entry: String
  /// What the reviewer finds.
  public var outcome: Outcome
  /// Why, at most 300 bytes, without personal content; needed unless the entry is confirmed.
  public var reason: String

  /// What a review finds.
  public enum Outcome: String, Hashable, Sendable, CaseIterable, Codable, MessageCase {
    /// The hours are right.
    case confirmed
    /// They do not count.
    case rejected
    /// They may be reviewed again.
    case disputed

    var message: Albo_V1_ReviewOutcome {
      switch self {
      case .confirmed: .confirmed
      case .rejected: .rejected
      case .disputed: .disputed
      }
    }

    var status: HoursEntry.Status {
      switch self {
      case .confirmed: .confirmed
      case .rejected: .rejected
      case .disputed: .disputed
      }
    }
  }

  /// A review of hours.
  public init(volunteer: Identifier, entry: String, outcome: Outcome, reason: String = "") {
    (self.volunteer, self.entry, self.outcome, self.reason) = (volunteer, entry, outcome, reason)
  }

  /// `volunteer/ID`.
  public var stream: StreamName { HoursLogged.stream(of: volunteer) }

  /// Refuses `UnknownEntry`, `AlreadyReviewed`, `SelfReview`, `ReasonMissing`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    let logged = try HoursLedger(volunteer: volunteer, rows: rows).entry(entry)
    guard logged.status == .logged || logged.status == .disputed else {
      throw Rejection(
        "AlreadyReviewed", "the entry is \(logged.status)", rule: "a review is final unless it disputes",
        positions: [logged.since])
    }
    guard decision.actor != logged.logger else {
      throw Rejection(
        "SelfReview", "\(decision.actor) logged this entry", rule: "who logs hours does not review them",
        positions: [logged.position])
    }
    guard outcome == .confirmed || reason.contains(where: { !$0.isWhitespace }) else {
      throw Rejection(
        "ReasonMissing", "the review gives no reason", rule: "hours are refused or disputed with a reason",
        positions: [logged.position])
    }
    return [self]
  }

  /// Sets what became of the entry.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    guard var logged = rows.row(HoursEntry.key(volunteer, entry: entry), as: HoursEntry.self) else { return }
    (logged.status, logged.since) = (outcome.status, event.position)
    HoursLedger(volunteer: volunteer, rows: rows).update(entry, logged)
  }
}

extension HoursReviewed: MessageAct {
  package init(message: Albo_V1_HoursReviewed) throws(InvalidAct) {
    let outcome = try Outcome(message: message.outcome, "outcome", reason: "an outcome is needed")
    self.init(
      volunteer: try Fields.identifier(message.volunteer, "volunteer"),
      entry: try Fields.text(message.entry, "entry", 1...64), outcome: outcome,
      reason: try Fields.text(message.reason, "reason", 0...300))
  }

  package var message: Albo_V1_HoursReviewed {
    .with {
      $0.volunteer = volunteer.description
      $0.entry = entry
      $0.outcome = outcome.message
      $0.reason = reason
    }
  }
}
