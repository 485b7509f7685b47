public import EventModel
import FoundationEssentials
import SwiftProtobuf
import TransparencyLog

/// A guardian consents to what a minor does, or takes the consent back.
public struct GuardianConsentRecorded: Act {
  /// The minor's pseudonym.
  public var minor: Identifier
  /// `person:ID` of the guardian, attested as such.
  public var guardian: Actor
  /// What for, for instance `volunteering`.
  public var scope: Identifier
  /// Whether the consent is granted or taken back.
  public var decision: ConsentDecision
  /// The last day of a consent, UTC; nil where it is taken back.
  public var validUntil: CivilDate?
  /// SHA-256 of the signed form, 32 bytes.
  public var evidenceDigest: [UInt8]?

  /// A consent until a last day, or its revocation where there is none.
  public init(
    minor: Identifier, guardian: Actor, scope: Identifier, until validUntil: CivilDate?,
    evidenceDigest: [UInt8]? = nil
  ) {
    self.minor = minor
    self.guardian = guardian
    self.scope = scope
    decision = validUntil == nil ? .revoked : .granted
    self.validUntil = validUntil
    self.evidenceDigest = evidenceDigest
  }

  /// `person/ID` of the minor.
  public var stream: StreamName { PersonEnrolled.stream(of: minor) }

  /// Refuses `UnknownPerson`, `NotGuardian`, `Retroactive`, `NotMinor`, `ConsentLive`, `NoLiveConsent`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    try SubjectLookup.requireEnrolled(Actor(person: minor), rows)
    try requireGuardian(decision, rows)
    if let validUntil, validUntil.dayNumber < decision.now.day {
      throw Rejection(
        "Retroactive", "the consent would end on \(validUntil), and it is \(decision.now)",
        rule: "a consent holds from the day on which it is recorded")
    }
    try requireMinor(today: decision.now.day, rows)
    let live = rows.row(ConsentRow.key(minor, scope: scope), as: ConsentRow.self)?.live(on: decision.now.day)
    switch (self.decision, live) {
    case (.granted, let live?):
      throw Rejection(
        "ConsentLive", "\(live.guardian) has consented to “\(scope)” until \(live.until)",
        rule: "there is one consent at a time for one purpose", positions: [live.grantedAt])
    case (.revoked, nil):
      throw Rejection(
        "NoLiveConsent", "there is no consent to “\(scope)” that holds", rule: "a consent that holds can be taken back")
    default: return [self]
    }
  }

  /// Remembers the consent, or its end.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    let key = ConsentRow.key(minor, scope: scope)
    var row = rows.row(key, as: ConsentRow.self) ?? ConsentRow()
    if let validUntil {
      row.consents.append(
        GuardianConsent(guardian: guardian, grantedAt: event.position, from: event.now.day, until: validUntil))
    } else {
      row.endLive(on: event.now.day, by: event.position)
    }
    rows.set(key, to: row)
  }

  private func requireGuardian(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) {
    guard decision.author == guardian else {
      throw Rejection(
        "NotGuardian", "\(decision.author) acts, and the guardian is \(guardian)",
        rule: "a guardian consents, or an office records it on the guardian's behalf")
    }
    let guardians = AttributeRow.values(.guardian, of: .person(minor), rows)
    guard guardians.contains(where: { $0.value == guardian.description && $0.holds(on: decision.now.day) }) else {
      throw Rejection(
        "NotGuardian", "\(guardian) is not attested as a guardian of \(minor) today",
        rule: "an attested guardian consents", positions: guardians.map(\.position))
    }
  }

  /// Refuses where the minor is known to be 18 today, or on the last day of the consent.
  private func requireMinor(today: Int64, _ rows: any ConstraintRows) throws(Rejection) {
    let last = validUntil?.dayNumber ?? today
    let lastAsMinor = AttributeRow.values(.minorUntil, of: .person(minor), rows).filter { $0.holds(on: today) }
    let adultOn = AttributeRow.values(.atLeast18On, of: .person(minor), rows).filter { $0.from <= today }
    let grounds = lastAsMinor.filter { $0.day < last } + adultOn.filter { $0.day <= last }
    guard grounds.isEmpty else {
      throw Rejection(
        "NotMinor", "\(minor) is attested to be 18 by then", rule: "a guardian's consent ends when the minor is 18",
        positions: grounds.map(\.position))
    }
  }
}

extension AttributeRow.Value {
  /// The day in the value of a predicate of age, counted from 1970.
  fileprivate var day: Int64 { CivilDate(value)?.dayNumber ?? .max }
}

/// What a guardian decides.
public enum ConsentDecision: String, Hashable, Sendable, CaseIterable, Codable, MessageCase {
  /// The minor may.
  case granted
  /// The minor may no longer.
  case revoked

  var message: Albo_V1_ConsentDecision {
    switch self {
    case .granted: .granted
    case .revoked: .revoked
    }
  }
}

extension GuardianConsentRecorded: MessageAct {
  package init(message: Albo_V1_GuardianConsentRecorded) throws(InvalidAct) {
    let decision = try ConsentDecision(message: message.decision, "decision", reason: "a decision is needed")
    guard let minor = try SubjectFields.person(message.minor, "minor").person else {
      throw InvalidAct(field: "minor", reason: "person:ID is needed")
    }
    let validUntil = try Fields.optionalDate(message.validUntil, "validUntil")
    guard (validUntil != nil) == (decision == .granted) else {
      throw InvalidAct(field: "validUntil", reason: "a consent has a last day, and its revocation has none")
    }
    self.init(
      minor: minor, guardian: try SubjectFields.person(message.guardian, "guardian"),
      scope: try Fields.identifier(message.scope, "scope"), until: validUntil,
      evidenceDigest: try Fields.optionalDigest(message.evidenceHash, "evidenceHash"))
  }

  package var message: Albo_V1_GuardianConsentRecorded {
    .with {
      $0.minor = Actor(person: minor).description
      $0.guardian = guardian.description
      $0.scope = scope.description
      $0.decision = decision.message
      $0.validUntil = validUntil?.description ?? ""
      $0.evidenceHash = .init(evidenceDigest ?? [])
    }
  }
}
