public import EventModel

/// An entry of hours is reversed and, if a replacement is given, replaced.
///
/// Both stay visible; the replacement is an entry of its own and needs a new review.
public struct HoursCorrected: CityAct, HoursAct {
  /// The volunteer.
  public var volunteer = ID<Volunteer>()
  /// The entry that is reversed.
  public var entry = ""
  /// What replaces it; nil for a plain reversal.
  public var replacement: HoursNote?
  /// Why, 1 to 300 bytes, without personal content.
  public var reason = ""
  /// Who asked for it: the volunteer, an office, or a person who is enrolled; must not be whoever acts, who approves. Whoever logged the hours does not approve either.
  public var requestedBy = Actor(Blank())

  /// A correction of hours.
  public init(
    volunteer: ID<Volunteer>, entry: String, replacement: HoursNote?, reason: String, requestedBy: Actor
  ) {
    self.volunteer = volunteer
    self.entry = entry
    self.replacement = replacement
    self.reason = reason
    self.requestedBy = requestedBy
  }

  /// `albo.v1.HoursCorrected`.
  public static let type = ActType(static: "albo.v1.HoursCorrected")

  /// Who may do it.
  public static let entitlement = Entitlement.office(.hours)

  /// A correction without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "volunteer", &volunteer)
    try fields.text(2, "entry", &entry, 1...64)
    try fields.message(3, "replacement", &replacement)
    try fields.text(4, "reason", &reason, 1...300)
    try fields.named(5, "requestedBy", &requestedBy)
  }

  /// `volunteer/ID`.
  public var stream: StreamName { HoursLogged.stream(of: volunteer) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownEntry, .alreadyReversed, .sameApprover, .unknownPerson, .duplicateEntry, .inFuture, .overlap,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let hours = HoursLookup(volunteer, rows)
    let reversed = try hours.entry(entry)
    guard reversed.status != .reversed else {
      throw Rejection(
        .alreadyReversed, "the entry was already reversed",
        positions: [reversed.since])
    }
    guard decision.author != requestedBy, decision.author != reversed.logger else {
      throw Rejection(
        .sameApprover, "\(decision.author) asked for the correction or logged the hours; somebody else must approve it",
        positions: [reversed.position])
    }
    if requestedBy.person != nil { try SubjectLookup.requireEnrolled(requestedBy, rows) }
    if let replacement {
      try hours.check(replacement.id, replacement.interval, now: decision.now, except: reversed.position)
    }
    return [self]
  }

  /// Frees the old time and takes the new.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    guard var reversed = rows.row(HoursEntry.key(volunteer, entry: entry), as: HoursEntry.self) else { return }
    (reversed.status, reversed.since) = (.reversed, event.position)
    rows.updateHours(of: volunteer, entry, reversed)
    guard let replacement else { return }
    rows.addHours(
      of: volunteer, replacement.id,
      HoursEntry(position: event.position, logger: requestedBy, interval: replacement.interval))
  }
}
