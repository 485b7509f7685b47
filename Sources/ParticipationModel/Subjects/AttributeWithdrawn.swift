public import EventModel
public import TransparencyLog

/// What was attested wrongly is taken back: it holds on no day, and what it had ended goes on.
///
/// Outcomes that rest on it stand. Attest the right value afterwards.
public struct AttributeWithdrawn: AttributeAct {
  /// Of whom it was attested.
  public var subject = Subject.person(ID())
  /// The name of what was attested.
  public var name = AttributeName.residentIn
  /// The event that attested it.
  public var attestedAt = Position(0)
  /// The value, if that event attested several of this name; else empty.
  public var value = ""
  /// Why, 1 to 300 bytes, without personal content.
  public var reason = ""

  /// A withdrawal.
  public init(
    subject: Subject, name: AttributeName, attestedAt: Position, value: String = "", reason: String
  ) {
    (self.subject, self.name, self.attestedAt) = (subject, name, attestedAt)
    (self.value, self.reason) = (value, reason)
  }

  /// `albo.v1.AttributeWithdrawn`.
  public static let type = ActType(static: "albo.v1.AttributeWithdrawn")

  /// Whoever may attest it may take it back.
  public static let entitlement = AttributeAttested.entitlement

  var attributeName: AttributeName { name }

  /// A withdrawal without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "subject", &subject)
    try fields.named(2, "name", &name)
    try fields.requiredPosition(3, "attestedAt", &attestedAt)
    try fields.text(4, "value", &value, 0...200)
    try fields.text(5, "reason", &reason, 1...300)
  }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownAttribute, .mandateInvalid, .orgNotLive, .unknownOrganisation,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let row = rows.row(AttributeRow.key(name, of: subject), as: AttributeRow.self)
    guard row?.attested(at: attestedAt, value: value).isEmpty == false else {
      throw Rejection(
        .unknownAttribute, "the event at position \(attestedAt) attests no “\(name)” of \(subject) that still holds",
        positions: row?.values.values.map(\.position) ?? [])
    }
    return [self]
  }

  /// Frees the days.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    let (position, value, isSingleValued) = (attestedAt, value, name.isSingleValued)
    rows.update(AttributeRow.key(name, of: subject), as: AttributeRow.self) {
      $0.withdraw(at: position, value: value, isSingleValued: isSingleValued)
    }
  }
}
