public import EventModel
import FoundationEssentials
import SwiftProtobuf
import TransparencyLog

/// A person is enrolled under a pseudonym, with what the registry attests.
public struct PersonEnrolled: Act {
  /// The pseudonym, random.
  public var person: Identifier
  /// What holds from the start; at most 50.
  public var predicates: [Attribute]
  /// How surely the person was identified: 1 low, 2 substantial, 3 high (eIDAS).
  public var assurance: UInt32
  /// The office that attests: the actor of this act.
  public var attestedBy: Actor
  /// The id of the person's key in the key store; unique.
  public var key: Identifier

  /// An enrolment.
  public init(
    person: Identifier, predicates: [Attribute] = [], assurance: UInt32, attestedBy: Actor, key: Identifier
  ) {
    self.person = person
    self.predicates = predicates
    self.assurance = assurance
    self.attestedBy = attestedBy
    self.key = key
  }

  /// `person/ID`.
  public var stream: StreamName { Self.stream(of: person) }

  /// The stream of a person.
  public static func stream(of person: Identifier) -> StreamName { StreamName(category: "person", person) }

  /// Refuses `AttestorNotCompetent`, `AlreadyEnrolled`, `AssuranceTooLow`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    try requireCompetence(decision)
    if let earlier = rows.row(PersonRow.key(person), as: PersonRow.self) {
      throw Rejection(
        "AlreadyEnrolled", "the pseudonym “\(person)” is another enrolment's", rule: "a pseudonym is used once",
        positions: [earlier.enrolledAt])
    }
    if let earlier = rows.row(PersonKeyRow.key(key), as: PersonKeyRow.self) {
      throw Rejection(
        "AlreadyEnrolled", "the key “\(key)” is of \(earlier.person)", rule: "a key is one person's",
        positions: [earlier.enrolledAt])
    }
    guard predicates.isEmpty || assurance >= 2 else {
      throw Rejection(
        "AssuranceTooLow", "the person was identified with low assurance, and attributes are attested",
        rule: "attributes are attested of persons who were identified with substantial assurance or higher")
    }
    return [self]
  }

  /// Remembers the person, the key and the attributes.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    rows.set(PersonRow.key(person), to: PersonRow(enrolledAt: event.position))
    rows.set(PersonKeyRow.key(key), to: PersonKeyRow(person: person, enrolledAt: event.position))
    for predicate in predicates { AttributeRow.add(predicate, to: .person(person), at: event.position, rows) }
  }

  private func requireCompetence(_ decision: Decision) throws(Rejection) {
    guard decision.actor == attestedBy, attestedBy.isOffice else {
      throw Rejection(
        "AttestorNotCompetent", "\(attestedBy) is to attest, and \(decision.actor) acts",
        rule: "a person is enrolled by the office that attests the identity")
    }
    guard let own = predicates.first(where: \.name.isAttestedByItself) else { return }
    throw Rejection(
      "AttestorNotCompetent", "“\(own.name)” is not an office's to attest",
      rule: "competences are attested by whom they belong to")
  }
}

extension PersonEnrolled: MessageAct {
  package init(message: Albo_V1_PersonEnrolled) throws(InvalidAct) {
    guard message.predicates.count <= 50 else { throw InvalidAct(field: "predicates", reason: "more than 50") }
    guard (1...3).contains(message.assurance) else {
      throw InvalidAct(field: "assurance", reason: "1 low, 2 substantial or 3 high is needed")
    }
    var predicates: [Attribute] = []
    for predicate in message.predicates { predicates.append(try Attribute(message: predicate, "predicates")) }
    try Self.checkOverlaps(predicates)
    self.init(
      person: try Fields.identifier(message.person, "person"), predicates: predicates,
      assurance: message.assurance, attestedBy: try Fields.actor(message.attestedBy, "attestedBy"),
      key: try Fields.identifier(message.key, "key"))
  }

  private static func checkOverlaps(_ predicates: [Attribute]) throws(InvalidAct) {
    for (index, predicate) in predicates.enumerated() {
      let others = AttributeRow(predicates[..<index].filter { $0.name == predicate.name }, at: Position(0))
      guard others.overlapping(predicate).isEmpty else {
        throw InvalidAct(field: "predicates", reason: "two values of “\(predicate.name)” hold on one day")
      }
    }
  }

  package var message: Albo_V1_PersonEnrolled {
    .with {
      $0.person = person.description
      $0.predicates = predicates.map(\.message)
      $0.assurance = assurance
      $0.attestedBy = attestedBy.description
      $0.key = key.description
    }
  }
}
