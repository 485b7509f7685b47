package import EventModel
package import TransparencyLog

/// A guardian's consent: it holds on the UTC days from the one on which it was recorded to its last, and no longer
/// on the day on which it is taken back.
package struct GuardianConsent: Described, Spanned {
  /// `person:ID` of who granted it.
  package var guardian = Actor(Blank())
  package var grantedAt = Position(0)
  /// When it holds, by its own last day or until the day on which it was taken back.
  package var span = TimeSpan(Blank())
  /// The last day, as it was granted.
  package var until = CivilDate(Blank())
  /// The event that took it back.
  package var revokedAt: Position?

  init(guardian: Actor, grantedAt: Position, on day: CivilDate, until: CivilDate) {
    (self.guardian, self.grantedAt, self.until) = (guardian, grantedAt, until)
    span = TimeSpan(days: day, through: until)
  }

  package init(_ blank: Blank) {}

  package mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "guardian", &guardian)
    try fields.position(2, "grantedAt", &grantedAt)
    try fields.message(3, "span", &span)
    try fields.named(4, "until", &until)
    try fields.position(5, "revokedAt", &revokedAt)
  }
}

/// The consents that were given for one purpose of a minor, from the first on.
struct ConsentRow: ConstraintValue, Described {
  var consents = Spans<GuardianConsent>()

  static func key(_ minor: ID<Person>, scope: ID<ConsentPurpose>) -> ConstraintKey {
    ConstraintKey(PersonEnrolled.stream(of: minor), kind: 3, key: scope.description)
  }

  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.message(1, "consents", &consents)
  }

  func live(at instant: Instant) -> GuardianConsent? { consents.holding(at: instant).last }

  mutating func endLive(on day: CivilDate, by position: Position) {
    guard let index = consents.values.lastIndex(where: { $0.span.contains(day.start) }) else { return }
    consents.values[index].span = consents.values[index].span.ended(at: day.start)
    consents.values[index].revokedAt = position
  }
}
