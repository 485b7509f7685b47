public import EventModel
import TransparencyLog

/// An organisation that was suspended or struck off is in the register again. After a suspension its mandates hold again;
/// those from before it was struck off do not.
public struct OrganisationReadmitted: CityAct {
  /// The organisation.
  public var organisation = ID<Organisation>()
  /// Why, 1 to 300 bytes, without personal content.
  public var reason = ""
  /// The first day on which it is in the register again; an earlier one than today by the rule of lateness.
  public var on = CivilDate(Blank())

  /// A readmission.
  public init(organisation: ID<Organisation>, reason: String, on: CivilDate) {
    (self.organisation, self.reason, self.on) = (organisation, reason, on)
  }

  /// `albo.v1.OrganisationReadmitted`.
  public static let type = ActType(static: "albo.v1.OrganisationReadmitted")

  /// Who may do it.
  public static let entitlement = Entitlement.office(.register)

  /// A readmission without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "organisation", &organisation)
    try fields.text(2, "reason", &reason, 1...300)
    try fields.named(3, "on", &on)
  }

  /// `org/ID`.
  public var stream: StreamName { OrganisationRegistered.stream(of: organisation) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownOrganisation, .actReferenceMissing, .alreadyRegistered, .taxCodeTaken,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let row = try OrganisationLookup(organisation, rows).row
    try decision.requireActReference("an organisation is admitted again")
    try Lateness.require(on, "it is in the register again from \(on)", decision, rows, positions: [row.registeredAt])
    if let struckOff = row.struckOffFrom, struckOff <= on {
      try requireTaxCode(of: row, rows)
    } else if row.suspensions.holding(at: on.start).isEmpty {
      throw Rejection(
        .alreadyRegistered, "“\(organisation)” is neither suspended nor struck off on \(on)",
        rule: "only an organisation that is suspended or struck off is admitted again", positions: [row.registeredAt])
    }
    return [self]
  }

  /// Refuses if its tax code went to another live organisation meanwhile.
  private func requireTaxCode(of row: OrganisationRow, _ rows: any ConstraintReader) throws(Rejection) {
    guard let holder = TaxCodeRow.holder(of: row.code, civil: on.start, rows), holder.organisation != organisation
    else {
      return
    }
    throw Rejection(
      .taxCodeTaken, "the code \(row.code) belongs to “\(holder.organisation)” now",
      positions: [holder.registeredAt])
  }

  /// Ends the suspension; the time in which it was struck off stays on record, and mandates from before it end with it.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    guard var row = rows.row(OrganisationRow.key(organisation), as: OrganisationRow.self) else { return }
    if let struckOff = row.struckOffFrom, let struckOffAt = row.struckOffAt, struckOff <= on {
      // A suspension does not outlast the striking-off.
      row.suspensions.values.removeAll { struckOff.start <= $0.span.from }
      row.endSuspensions(at: struckOff.start, by: event.position)
      let span = TimeSpan(from: struckOff.start, to: on.start)
      if span.from < on.start {
        row.suspensions.values.append(.init(span, since: struckOffAt, endedAt: event.position))
      }
      (row.struckOffFrom, row.struckOffAt) = (nil, nil)
      rows.set(OrganisationRow.key(organisation), to: row)
      if let key = TaxCodeRow.key(row.code) { rows.set(key, to: TaxCodeRow(organisation: organisation)) }
      let end = LedgerRules.current(rows).beginning(of: struckOff)
      for mandate in row.mandates { endMandate(mandate, at: end, by: struckOffAt, rows) }
    } else {
      row.endSuspensions(at: on.start, by: event.position)
      rows.set(OrganisationRow.key(organisation), to: row)
    }
  }

  private func endMandate(_ id: ID<Mandate>, at instant: Instant, by position: Position, _ rows: any ConstraintRows) {
    let key = MandateRow.key(organisation, id)
    guard var mandate = rows.row(key, as: MandateRow.self), mandate.end.map({ instant < $0 }) ?? true else { return }
    (mandate.revokedFrom, mandate.revokedAt) = (instant, position)
    rows.set(key, to: mandate)
    MandateTermsRow.note(mandate, rows)
  }
}
