package import EventModel
import TransparencyLog

/// What deciders ask about a person: whether it is enrolled.
struct PersonRow: ConstraintValue, Described {
  var enrolledAt = Position(0)

  static func key(_ person: ID<Person>) -> ConstraintKey { ConstraintKey(PersonEnrolled.stream(of: person), kind: 1) }

  init(enrolledAt: Position) { self.enrolledAt = enrolledAt }
  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.requiredPosition(1, "enrolledAt", &enrolledAt)
  }
}

/// Whose a key of the key store is. Keys are unique over all persons, so the row is the ledger's own.
struct PersonKeyRow: ConstraintValue, Described {
  var person = ID<Person>()
  var enrolledAt = Position(0)

  static func key(_ key: ID<PersonKey>) -> ConstraintKey {
    ConstraintKey(LedgerRows.stream, kind: 1, key: key.description)
  }

  init(person: ID<Person>, enrolledAt: Position) { (self.person, self.enrolledAt) = (person, enrolledAt) }
  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "person", &person)
    try fields.position(2, "enrolledAt", &enrolledAt)
  }
}

/// Since when persons are enrolled with a commitment to an identity tag, so that one human has one pseudonym: later ones
/// are not enrolled without.
package struct IdentityRow: ConstraintValue, Described {
  var since = Position(0)

  /// The field of the commitment.
  package static let field = "identity"
  static let key = ConstraintKey(LedgerRows.stream, kind: 7)

  init(since: Position) { self.since = since }
  package init(_ blank: Blank) {}

  package mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.position(1, "since", &since)
  }
}
