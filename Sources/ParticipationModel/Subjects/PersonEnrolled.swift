public import EventModel
import TransparencyLog

/// A person is enrolled under a pseudonym, with what the registry attests.
public struct PersonEnrolled: CityAct {
  /// The pseudonym, random.
  public var person = ID<Person>()
  /// What holds from the start; at most 50.
  public var predicates: [Attribute] = []
  /// How reliably the person was identified: 1 low, 2 substantial, 3 high (eIDAS).
  public var assurance: UInt32 = 0
  /// The office that attests: the actor of this act.
  public var attestedBy = Actor(Blank())
  /// The id of the person's key in the key store; unique.
  public var key = ID<PersonKey>()

  /// An enrolment.
  public init(
    person: ID<Person>, predicates: [Attribute] = [], assurance: UInt32, attestedBy: Actor, key: ID<PersonKey>
  ) {
    self.person = person
    self.predicates = predicates
    self.assurance = assurance
    self.attestedBy = attestedBy
    self.key = key
  }

  /// `albo.v1.PersonEnrolled`.
  public static let type = ActType(static: "albo.v1.PersonEnrolled")

  /// Who may do it.
  public static let entitlement = Entitlement.office(.registry)

  /// An enrolment without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "person", &person)
    try fields.messages(2, "predicates", &predicates, ListRule(0...50))
    try fields.number(3, "assurance", &assurance, 1...3)
    try fields.named(4, "attestedBy", &attestedBy)
    try fields.named(5, "key", &key)
    try fields.check(checkOverlaps)
  }

  /// An example has substantial assurance, because attributes need it.
  public mutating func completeExample() { assurance = 2 }

  /// `person/ID`.
  public var stream: StreamName { Self.stream(of: person) }

  /// The stream of a person.
  public static func stream(of person: ID<Person>) -> StreamName { StreamName(category: "person", person) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .attestorNotCompetent, .alreadyEnrolled, .identityMissing, .assuranceTooLow,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    try requireCompetence(decision)
    if let earlier = rows.row(PersonRow.key(person), as: PersonRow.self) {
      throw Rejection(
        .alreadyEnrolled, "the pseudonym “\(person)” was already enrolled", rule: "a pseudonym can be used only once",
        positions: [earlier.enrolledAt])
    }
    if let earlier = rows.row(PersonKeyRow.key(key), as: PersonKeyRow.self) {
      throw Rejection(
        .alreadyEnrolled, "the key “\(key)” belongs to \(earlier.person)", rule: "a key belongs to only one person",
        positions: [earlier.enrolledAt])
    }
    if decision.under == nil, let first = rows.row(IdentityRow.key, as: IdentityRow.self),
      !decision.commitments.contains(where: { $0.field == IdentityRow.field })
    {
      throw Rejection(
        .identityMissing, "no identity is given, but persons are enrolled with one since position \(first.since)",
        positions: [first.since])
    }
    guard predicates.isEmpty || assurance >= 2 else {
      throw Rejection(
        .assuranceTooLow, "the person was identified with low assurance, but attributes are attested")
    }
    return [self]
  }

  /// Remembers the person, the key and the attributes.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    rows.set(PersonRow.key(person), to: PersonRow(enrolledAt: event.position))
    rows.set(PersonKeyRow.key(key), to: PersonKeyRow(person: person, enrolledAt: event.position))
    if event.decision.commitments.contains(where: { $0.field == IdentityRow.field }),
      rows.row(IdentityRow.key, as: IdentityRow.self) == nil
    {
      rows.set(IdentityRow.key, to: IdentityRow(since: event.position))
    }
    for predicate in predicates { AttributeRow.add(predicate, to: .person(person), at: event.position, rows) }
  }

  private func requireCompetence(_ decision: Decision) throws(Rejection) {
    guard decision.actor == attestedBy else {
      throw Rejection(
        .attestorNotCompetent, "attestedBy is \(attestedBy), but \(decision.actor) acts",
        rule: "only the office that attests the identity enrols a person")
    }
    guard let own = predicates.first(where: \.name.isAttestedByItself) else { return }
    throw Rejection(
      .attestorNotCompetent, "“\(own.name)” cannot be attested by an office",
      rule: "only the person attests their own competences")
  }

  private func checkOverlaps() throws(InvalidAct) {
    for (index, predicate) in predicates.enumerated() {
      let others = AttributeRow(predicates[..<index].filter { $0.name == predicate.name }, at: Position(0))
      guard others.overlapping(predicate).isEmpty else {
        throw InvalidAct(field: "predicates", reason: "two values of “\(predicate.name)” hold on the same day")
      }
    }
  }
}
