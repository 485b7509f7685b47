public import EventModel

/// An entry of hours is reviewed by somebody other than the one who logged it.
public struct HoursReviewed: CityAct, HoursAct {
  /// The volunteer.
  public var volunteer = ID<Volunteer>()
  /// The entry.
  public var entry = ""
  /// What the reviewer finds.
  public var outcome = Outcome.confirmed
  /// Why, at most 300 bytes, without personal content; needed unless the entry is confirmed.
  public var reason = ""

  /// What a review finds.
  public enum Outcome: String, Hashable, Sendable, CaseIterable, Codable, Choice {
    /// The hours are right.
    case confirmed
    /// They do not count.
    case rejected
    /// They may be reviewed again.
    case disputed

    /// `ReviewOutcome`.
    public static let schemaName = "ReviewOutcome"

    var status: HoursEntry.Status {
      switch self {
      case .confirmed: .confirmed
      case .rejected: .rejected
      case .disputed: .disputed
      }
    }
  }

  /// A review of hours.
  public init(volunteer: ID<Volunteer>, entry: String, outcome: Outcome, reason: String = "") {
    (self.volunteer, self.entry, self.outcome, self.reason) = (volunteer, entry, outcome, reason)
  }

  /// `albo.v1.HoursReviewed`.
  public static let type = ActType(static: "albo.v1.HoursReviewed")

  /// Who may do it.
  public static let entitlement = Entitlement.oneOf([
    .office(.hours), .person("volunteer", through: .hours),
  ])

  /// A review without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "volunteer", &volunteer)
    try fields.text(2, "entry", &entry, 1...64)
    try fields.choice(3, "outcome", &outcome)
    try fields.text(4, "reason", &reason, 0...300)
  }

  /// `volunteer/ID`.
  public var stream: StreamName { HoursLogged.stream(of: volunteer) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownEntry, .alreadyReviewed, .selfReview, .reasonMissing,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let logged = try HoursLookup(volunteer, rows).entry(entry)
    guard logged.status == .logged || logged.status == .disputed else {
      throw Rejection(
        .alreadyReviewed, "the entry is already \(logged.status)",
        positions: [logged.since])
    }
    guard decision.author != logged.logger else {
      throw Rejection(
        .selfReview, "\(decision.author) logged this entry; somebody else must review it",
        positions: [logged.position])
    }
    guard outcome == .confirmed || reason.contains(where: { !$0.isWhitespace }) else {
      throw Rejection(
        .reasonMissing, "the review gives no reason", rule: "hours can be rejected or disputed only with a reason",
        positions: [logged.position])
    }
    return [self]
  }

  /// Sets the status of the entry.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    guard var logged = rows.row(HoursEntry.key(volunteer, entry: entry), as: HoursEntry.self) else { return }
    (logged.status, logged.since) = (outcome.status, event.position)
    rows.updateHours(of: volunteer, entry, logged)
  }
}
