public import EventModel
public import TransparencyLog

/// Something is attested of a person or an organisation.
///
/// A name in `AttributeName.singleValued` has at most one value on a day; of other names, the same value cannot hold
/// twice on a day. A value without a last day ends on the day before a later one begins. To end an attribute for good,
/// attest its value once more, with a last day; to take back what was attested wrongly, use `AttributeWithdrawn`.
public struct AttributeAttested: AttributeAct {
  /// Of whom it is attested.
  public var subject = Subject.person(ID())
  /// What is attested.
  public var attribute = Attribute(Blank())
  /// Who attests: an office, which is the actor. For `competence.*`: the person themselves, or the organisation's
  /// representative or delegate.
  public var attestor = Actor(Blank())
  /// SHA-256 of the evidence, 32 bytes.
  public var evidenceHash: [UInt8]?
  /// The event that attested the open-ended value which ends on the day before this one begins. Computed.
  public var supersedes: Position?

  /// An attestation.
  public init(subject: Subject, attribute: Attribute, attestor: Actor, evidenceHash: [UInt8]? = nil) {
    self.subject = subject
    self.attribute = attribute
    self.attestor = attestor
    self.evidenceHash = evidenceHash
  }

  /// `albo.v1.AttributeAttested`.
  public static let type = ActType(static: "albo.v1.AttributeAttested")

  /// Who may do it.
  public static let entitlement = Entitlement.oneOf([
    .office(.registry), .office(.register), .party("subject", through: .register),
  ])

  var attributeName: AttributeName { attribute.name }

  /// An attestation without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "subject", &subject)
    try fields.message(2, "attribute", &attribute)
    try fields.named(3, "attestor", &attestor)
    try fields.hash(4, "evidenceHash", &evidenceHash)
    try fields.position(5, "supersedes", &supersedes, computed: true)
  }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownPerson, .unknownOrganisation, .orgNotLive, .mandateInvalid, .attestorNotCompetent, .alreadyAttested,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    switch subject {
    case .person: try SubjectLookup.requireEnrolled(subject.actor, rows)
    case .organisation(let id):
      let organisation = try OrganisationLookup(id, rows)
      try organisation.requireLive(at: decision.at)
      if attribute.name == .representative, let person = Actor(attribute.value) {
        try SubjectLookup.requireEnrolled(person, rows)
      }
    }
    try requireCompetence(decision)
    // What is certified may hold since long ago; who may act for an organisation is subject to the rule of lateness.
    if attribute.name == .representative {
      try Lateness.require(
        attribute.validFrom, "\(attribute.value) represents it from \(attribute.validFrom)", decision, rows)
    }
    var act = self
    act.supersedes = try AttributeRow.ended(by: attribute, of: subject, rows)
    return [act]
  }

  /// Remembers the value, and ends the one that it supersedes.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    AttributeRow.add(attribute, to: subject, at: event.position, superseding: supersedes, rows)
  }

  /// An office attests in its own name; a competence is attested by whoever acts for the subject.
  private func requireCompetence(_ decision: Decision) throws(Rejection) {
    guard attestor == (attribute.name.isAttestedByItself ? decision.author : decision.actor) else {
      throw Rejection(
        .attestorNotCompetent, "\(attestor) is named as the attestor, but \(decision.actor) acts",
        rule: "whoever attests must act in person, or through an office that records it")
    }
  }
}
