public import EventModel
import TransparencyLog

/// An organisation leaves the register. Its mandates end when that day begins by the city's clocks; what was done under
/// them remains valid. Until the day has come, another act with an act reference may set an earlier one.
public struct OrganisationStruckOff: CityAct {
  /// The organisation.
  public var organisation = ID<Organisation>()
  /// Why, at most 300 bytes, without personal content.
  public var reason = ""
  /// The first day on which it is no longer in the register, a civil day; an earlier one by the rule of lateness.
  public var effectiveOn = CivilDate(Blank())

  /// A striking-off.
  public init(organisation: ID<Organisation>, reason: String, effectiveOn: CivilDate) {
    (self.organisation, self.reason, self.effectiveOn) = (organisation, reason, effectiveOn)
  }

  /// `albo.v1.OrganisationStruckOff`.
  public static let type = ActType(static: "albo.v1.OrganisationStruckOff")

  /// Who may do it.
  public static let entitlement = Entitlement.office(.register)

  /// A striking-off without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "organisation", &organisation)
    try fields.text(2, "reason", &reason, 1...300)
    try fields.named(3, "effectiveOn", &effectiveOn)
  }

  /// `org/ID`.
  public var stream: StreamName { OrganisationRegistered.stream(of: organisation) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [.unknownOrganisation, .orgNotLive, .actReferenceMissing]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let lookup = try OrganisationLookup(organisation, rows)
    let row = lookup.row
    try lookup.requireRegistered(on: effectiveOn)
    if let earlier = row.struckOffAt, let day = row.struckOffFrom {
      // Until it takes effect, another act may set an earlier day.
      guard LedgerRules.current(rows).local(decision.now) < day.start, effectiveOn < day else {
        throw Rejection(
          .orgNotLive, "“\(organisation)” was already struck off from \(day)",
          rule: "an organisation is struck off only once; before that day, an act may set an earlier one",
          positions: [earlier])
      }
      try decision.requireActReference("the day of a striking-off is changed")
    }
    try Lateness.require(
      effectiveOn, "the striking-off takes effect on \(effectiveOn)", decision, rows, positions: [row.registeredAt])
    return [self]
  }

  /// Remembers the last day.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    let day = effectiveOn
    rows.update(OrganisationRow.key(organisation), as: OrganisationRow.self) { row in
      (row.struckOffFrom, row.struckOffAt) = (day, event.position)
    }
  }
}
