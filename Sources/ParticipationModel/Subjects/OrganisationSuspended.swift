public import EventModel
import TransparencyLog

/// An organisation is suspended from the register for a time: it does not act, and its mandates do not hold meanwhile.
public struct OrganisationSuspended: CityAct {
  /// The organisation.
  public var organisation = ID<Organisation>()
  /// Why, 1 to 300 bytes, without personal content.
  public var reason = ""
  /// The first day; an earlier one than today by the rule of lateness.
  public var from = CivilDate(Blank())
  /// The last day; nil until it is admitted again.
  public var to: CivilDate?

  /// A suspension.
  public init(organisation: ID<Organisation>, reason: String, from: CivilDate, to: CivilDate? = nil) {
    (self.organisation, self.reason, self.from, self.to) = (organisation, reason, from, to)
  }

  /// `albo.v1.OrganisationSuspended`.
  public static let type = ActType(static: "albo.v1.OrganisationSuspended")

  /// Who may do it.
  public static let entitlement = Entitlement.office(.register)

  /// A suspension without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "organisation", &organisation)
    try fields.text(2, "reason", &reason, 1...300)
    try fields.named(3, "from", &from)
    try fields.named(4, "to", &to)
    if let to { try fields.check(from <= to, "to", "\(to) is before \(from)") }
  }

  /// `org/ID`.
  public var stream: StreamName { OrganisationRegistered.stream(of: organisation) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [.unknownOrganisation, .orgNotLive, .actReferenceMissing]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let lookup = try OrganisationLookup(organisation, rows)
    try decision.requireActReference("an organisation is suspended")
    try lookup.requireRegistered(on: from)
    try Lateness.require(
      from, "the suspension begins on \(from)", decision, rows, positions: [lookup.row.registeredAt])
    try lookup.requireLive(civil: from.start)
    if let other = lookup.row.suspensions.overlapping(TimeSpan(days: from, through: to)).first {
      throw Rejection(
        .orgNotLive, "“\(organisation)” is already suspended from \(other.span.from)",
        rule: "two suspensions may not overlap", positions: [other.since])
    }
    return [self]
  }

  /// Remembers the suspension.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    let span = TimeSpan(days: from, through: to)
    rows.update(OrganisationRow.key(organisation), as: OrganisationRow.self) { row in
      row.suspensions.values.append(.init(span, since: event.position))
    }
  }
}
