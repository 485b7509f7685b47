public import EventModel
import SwiftProtobuf
import TransparencyLog

/// A mandate is taken back. What was done under it before stays done.
public struct MandateRevoked: Act {
  /// The organisation.
  public var organisation: Identifier
  /// The mandate.
  public var mandate: Identifier
  /// Why, at most 300 bytes, without personal content.
  public var reason: String
  /// The first instant at which it no longer holds; not before the UTC day of the act.
  public var effectiveAt: Instant

  /// A revocation.
  public init(organisation: Identifier, mandate: Identifier, reason: String = "", effectiveAt: Instant) {
    (self.organisation, self.mandate, self.reason) = (organisation, mandate, reason)
    self.effectiveAt = effectiveAt
  }

  /// `org/ID`.
  public var stream: StreamName { OrganisationRegistered.stream(of: organisation) }

  /// Refuses `UnknownOrganisation`, `NotRepresentative`, `MandateInvalid`, `Retroactive`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    let lookup = try OrganisationLookup(organisation, rows)
    try lookup.requireRepresentative(decision)
    guard let granted = rows.row(MandateRow.key(organisation, mandate), as: MandateRow.self) else {
      throw Rejection(
        "MandateInvalid", "“\(organisation)” granted no mandate “\(mandate)”",
        rule: "a mandate is granted before it is taken back")
    }
    let end = [granted.end, lookup.row.struckOffFrom?.start].compactMap(\.self).min()
    guard granted.revokedAt == nil, end.map({ decision.now < $0 }) ?? true else {
      throw Rejection(
        "MandateInvalid", "the mandate “\(mandate)” is revoked or over", rule: "a mandate that holds can be taken back",
        positions: [granted.revokedAt ?? granted.grantedAt])
    }
    guard effectiveAt.day >= decision.now.day else {
      throw Rejection(
        "Retroactive", "the mandate would end at \(effectiveAt), and it is \(decision.now)",
        rule: "a mandate is taken back from the day of the act or a later one", positions: [granted.grantedAt])
    }
    return [self]
  }

  /// Remembers the end of the mandate.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    let key = MandateRow.key(organisation, mandate)
    guard var granted = rows.row(key, as: MandateRow.self) else { return }
    (granted.revokedFrom, granted.revokedAt) = (effectiveAt, event.position)
    rows.set(key, to: granted)
    MandateTermsRow.note(granted, rows)
  }
}

extension MandateRevoked: MessageAct {
  package init(message: Albo_V1_MandateRevoked) throws(InvalidAct) {
    self.init(
      organisation: try Fields.identifier(message.organisation, "organisation"),
      mandate: try Fields.identifier(message.mandate, "mandate"),
      reason: try Fields.text(message.reason, "reason", 0...300),
      effectiveAt: try Fields.instant(message.effectiveAt, "effectiveAt"))
  }

  package var message: Albo_V1_MandateRevoked {
    .with {
      $0.organisation = organisation.description
      $0.mandate = mandate.description
      $0.reason = reason
      $0.effectiveAt = effectiveAt.microseconds
    }
  }
}
