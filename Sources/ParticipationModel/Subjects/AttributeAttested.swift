public import EventModel
import FoundationEssentials
import SwiftProtobuf
public import TransparencyLog

/// Something is attested of a person or an organisation.
///
/// Of the names in `AttributeName.singleValued` no two values hold on one day, and of the others no value holds
/// twice. A value without a last day ends on the day before a later one begins; an attribute is ended for good by
/// attesting its value once more with a last day.
public struct AttributeAttested: Act {
  /// Of whom.
  public var subject: Subject
  /// What.
  public var attribute: Attribute
  /// The office that attests; for `competence.*` the subject itself, an organisation through its representative or
  /// a delegate.
  public var attestor: Actor
  /// SHA-256 of the evidence, 32 bytes.
  public var evidenceDigest: [UInt8]?
  /// The event that attested the open-ended value which ends on the day before this one begins. Computed.
  public var supersedes: Position?

  /// An attestation.
  public init(subject: Subject, attribute: Attribute, attestor: Actor, evidenceDigest: [UInt8]? = nil) {
    self.subject = subject
    self.attribute = attribute
    self.attestor = attestor
    self.evidenceDigest = evidenceDigest
  }

  /// `person/ID` or `org/ID`.
  public var stream: StreamName { subject.stream }

  /// The attestation without what it supersedes.
  public var proposed: AttributeAttested {
    var act = self
    act.supersedes = nil
    return act
  }

  /// Refuses `UnknownPerson`, `UnknownOrganisation`, `OrgNotLive`, `AttestorNotCompetent`, `AlreadyAttested`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    switch subject {
    case .person: try SubjectLookup.requireEnrolled(subject.actor, rows)
    case .organisation(let id):
      let organisation = try OrganisationLookup(id, rows)
      try organisation.requireLive(at: decision.now)
      if attribute.name == .representative, let person = Actor(attribute.value) {
        try SubjectLookup.requireEnrolled(person, rows)
      }
    }
    try requireCompetence(decision, rows)
    var act = self
    act.supersedes = try ended(rows)
    return [act]
  }

  /// Remembers the value, and ends the one that it supersedes.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    AttributeRow.add(attribute, to: subject, at: event.position, superseding: supersedes, rows)
  }

  /// The event of the open-ended value that ends where this one begins.
  private func ended(_ rows: any ConstraintRows) throws(Rejection) -> Position? {
    let row = rows.row(AttributeRow.key(attribute.name, of: subject), as: AttributeRow.self)
    let met = row?.overlapping(attribute) ?? []
    let first = attribute.validFrom.dayNumber
    if let other = met.first(where: { $0.to != nil || $0.from >= first }) {
      throw Rejection(
        "AlreadyAttested", "“\(attribute.name)” has the value “\(other.value)” on one of these days",
        rule: attribute.name.isSingleValued
          ? "“\(attribute.name)” has one value on a day" : "a value is attested once for a day",
        positions: [other.position])
    }
    return met.first?.position
  }

  private func requireCompetence(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) {
    guard attribute.name.isAttestedByItself else {
      guard attestor == decision.actor, attestor.isOffice else {
        throw notCompetent("everything but its competences is attested of a subject by an office, which acts itself")
      }
      return
    }
    guard attestor == decision.author else {
      throw notCompetent("whoever attests acts itself, or through an office that records it")
    }
    switch subject {
    case .person:
      guard attestor == subject.actor else { throw notCompetent("a person's competences are attested by itself") }
    case .organisation(let id):
      let organisation = try OrganisationLookup(id, rows)
      guard organisation.isRepresented(by: attestor, decision) else {
        throw notCompetent("an organisation's competences are attested by its representative or a delegate")
      }
    }
  }

  private func notCompetent(_ rule: String) -> Rejection {
    Rejection("AttestorNotCompetent", "\(attestor) cannot attest “\(attribute.name)” of \(subject) here", rule: rule)
  }
}

extension AttributeAttested: MessageAct {
  package init(message: Albo_V1_AttributeAttested) throws(InvalidAct) {
    self.init(
      subject: try SubjectFields.subject(message.subject, "subject"),
      attribute: try Attribute(message: message.attribute, "attribute"),
      attestor: try Fields.actor(message.attestor, "attestor"),
      evidenceDigest: try Fields.optionalDigest(message.evidenceHash, "evidenceHash"))
    supersedes = message.hasSupersedes ? Position(message.supersedes) : nil
  }

  package var message: Albo_V1_AttributeAttested {
    .with {
      $0.subject = subject.description
      $0.attribute = attribute.message
      $0.attestor = attestor.description
      $0.evidenceHash = .init(evidenceDigest ?? [])
      if let supersedes { $0.supersedes = supersedes.rawValue }
    }
  }
}
