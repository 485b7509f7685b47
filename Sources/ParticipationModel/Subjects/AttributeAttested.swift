public import EventModel
public import TransparencyLog

/// Something is attested of a person or an organisation.
///
/// Of the names in `AttributeName.singleValued` no two values hold on one day, and of the others no value holds
/// twice. A value without a last day ends on the day before a later one begins; an attribute is ended for good by
/// attesting its value once more with a last day.
public struct AttributeAttested: Act {
  /// Of whom.
  public var subject = Subject.person(ID())
  /// What.
  public var attribute = Attribute(Blank())
  /// The office that attests; for `competence.*` the subject itself, an organisation through its representative or
  /// a delegate.
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

  /// `person/ID` or `org/ID`.
  public var stream: StreamName { subject.stream }

  /// The codes with which it is refused.
  public static let refusals: [RejectionCode] = [
    .unknownPerson, .unknownOrganisation, .orgNotLive, .attestorNotCompetent, .alreadyAttested,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func decide(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
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
  public func evolve(_ event: EventContext, _ rows: any ConstraintRows) {
    AttributeRow.add(attribute, to: subject, at: event.position, superseding: supersedes, rows)
  }

  /// The event of the open-ended value that ends where this one begins.
  private func ended(_ rows: any ConstraintReader) throws(Rejection) -> Position? {
    let row = rows.row(AttributeRow.key(attribute.name, of: subject), as: AttributeRow.self)
    let met = row?.overlapping(attribute) ?? []
    let first = attribute.span.from
    if let other = met.first(where: { $0.span.to != nil || $0.span.from >= first }) {
      throw Rejection(
        .alreadyAttested, "“\(attribute.name)” has the value “\(other.value)” on one of these days",
        rule: attribute.name.isSingleValued
          ? "“\(attribute.name)” has one value on a day" : "a value is attested once for a day",
        positions: [other.position])
    }
    return met.first?.position
  }

  private func requireCompetence(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) {
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
    Rejection(.attestorNotCompetent, "\(attestor) cannot attest “\(attribute.name)” of \(subject) here", rule: rule)
  }
}
