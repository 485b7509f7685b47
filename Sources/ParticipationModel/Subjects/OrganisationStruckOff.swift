public import EventModel
import SwiftProtobuf
import TransparencyLog

/// An organisation leaves the register. Its mandates end at 00:00 UTC of that day; what was done under them stays.
public struct OrganisationStruckOff: Act {
  /// The organisation.
  public var organisation: Identifier
  /// Why, at most 300 bytes, without personal content.
  public var reason: String
  /// The first day on which it is no longer in the register, UTC; not in the past.
  public var effectiveOn: CivilDate

  /// A striking-off.
  public init(organisation: Identifier, reason: String, effectiveOn: CivilDate) {
    (self.organisation, self.reason, self.effectiveOn) = (organisation, reason, effectiveOn)
  }

  /// `org/ID`.
  public var stream: StreamName { OrganisationRegistered.stream(of: organisation) }

  /// Refuses `NotEntitled`, `UnknownOrganisation`, `OrgNotLive`, `Retroactive`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    try decision.requireOffice("organisations are struck off")
    let row = try OrganisationLookup(organisation, rows).row
    if let earlier = row.struckOffAt {
      throw Rejection(
        "OrgNotLive", "“\(organisation)” was struck off before", rule: "an organisation is struck off once",
        positions: [earlier])
    }
    guard effectiveOn.dayNumber >= decision.now.day else {
      throw Rejection(
        "Retroactive", "the striking-off would take effect on \(effectiveOn), and it is \(decision.now)",
        rule: "an organisation is struck off from the day of the act or a later one", positions: [row.registeredAt])
    }
    return [self]
  }

  /// Remembers the last day.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    let day = effectiveOn
    rows.update(OrganisationRow.key(organisation), as: OrganisationRow.self) { row in
      (row.struckOffFrom, row.struckOffAt) = (day, event.position)
    }
  }
}

extension OrganisationStruckOff: MessageAct {
  package init(message: Albo_V1_OrganisationStruckOff) throws(InvalidAct) {
    self.init(
      organisation: try Fields.identifier(message.organisation, "organisation"),
      reason: try Fields.text(message.reason, "reason", 1...300),
      effectiveOn: try Fields.date(message.effectiveOn, "effectiveOn"))
  }

  package var message: Albo_V1_OrganisationStruckOff {
    .with {
      $0.organisation = organisation.description
      $0.reason = reason
      $0.effectiveOn = effectiveOn.description
    }
  }
}
