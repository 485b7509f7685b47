public import EventModel
import TransparencyLog

/// A mandate is taken back. What was done under it before remains valid.
public struct MandateRevoked: CityAct {
  /// The organisation.
  public var organisation = ID<Organisation>()
  /// The mandate.
  public var mandate = ID<Mandate>()
  /// Why, at most 300 bytes, without personal content.
  public var reason = ""
  /// The first instant at which it no longer holds; an earlier day than today by the rule of lateness.
  public var effectiveAt = Instant(microseconds: 0)

  /// A revocation.
  public init(organisation: ID<Organisation>, mandate: ID<Mandate>, reason: String = "", effectiveAt: Instant) {
    (self.organisation, self.mandate, self.reason) = (organisation, mandate, reason)
    self.effectiveAt = effectiveAt
  }

  /// `albo.v1.MandateRevoked`.
  public static let type = ActType(static: "albo.v1.MandateRevoked")

  /// Who may do it.
  public static let entitlement = Entitlement.representative("organisation", through: .register)

  /// A revocation without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "organisation", &organisation)
    try fields.named(2, "mandate", &mandate)
    try fields.text(3, "reason", &reason, 0...300)
    try fields.instant(4, "effectiveAt", &effectiveAt)
  }

  /// `org/ID`.
  public var stream: StreamName { OrganisationRegistered.stream(of: organisation) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownOrganisation, .notRepresentative, .mandateInvalid,
  ]

  /// Only the representative takes a mandate back.
  public func require(
    _ entitlement: Entitlement, _ decision: Decision, _ rows: any ConstraintReader
  ) throws(Rejection) {
    try OrganisationLookup(organisation, rows).requireRepresentative(decision, through: .register)
  }

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let lookup = try OrganisationLookup(organisation, rows)
    guard let granted = rows.row(MandateRow.key(organisation, mandate), as: MandateRow.self) else {
      throw Rejection(
        .mandateInvalid, "“\(organisation)” has granted no mandate “\(mandate)”: check the id",
        rule: "a mandate must be granted before it is taken back")
    }
    let struckOff = lookup.row.struckOffFrom.map { LedgerRules.current(rows).beginning(of: $0) }
    // A revocation for a later time is no shield: another one may come before it, but none may put it off.
    let isOver = [granted.validTo, struckOff].compactMap(\.self).contains { $0 <= decision.at }
    let isRevoked = granted.revokedFrom.map { $0 <= decision.now } ?? false
    guard !isOver, !isRevoked, granted.end.map({ effectiveAt < $0 }) ?? true else {
      throw Rejection(
        .mandateInvalid, "the mandate “\(mandate)” is already revoked or over, or ends earlier anyway",
        rule: "only a mandate that holds can be taken back, for a time before its end",
        positions: [granted.revokedAt ?? granted.grantedAt])
    }
    try Lateness.require(
      effectiveAt, "the mandate ends at \(effectiveAt)", decision, rows, positions: [granted.grantedAt])
    return [self]
  }

  /// Remembers the end of the mandate.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    let key = MandateRow.key(organisation, mandate)
    guard var granted = rows.row(key, as: MandateRow.self) else { return }
    (granted.revokedFrom, granted.revokedAt) = (effectiveAt, event.position)
    rows.set(key, to: granted)
    MandateTermsRow.note(granted, rows)
  }
}
