import EventModel
import TransparencyLog

/// What deciders ask about a person: whether it is enrolled.
struct PersonRow: ConstraintValue {
  var enrolledAt: Position

  static func key(_ person: Identifier) -> ConstraintKey { ConstraintKey(PersonEnrolled.stream(of: person), kind: 1) }

  init(enrolledAt: Position) { self.enrolledAt = enrolledAt }

  init?(row: [UInt8]) {
    guard let fields = RowReader(row) else { return nil }
    self.init(enrolledAt: Position(fields.number(1)))
  }

  var row: [UInt8] {
    var writer = WireWriter()
    writer.varint(enrolledAt.rawValue, field: 1)
    return writer.bytes
  }
}

/// Whose a key of the key store is. Keys are unique over all persons, so the row is the ledger's own.
struct PersonKeyRow: ConstraintValue {
  var person: Identifier
  var enrolledAt: Position

  static func key(_ key: Identifier) -> ConstraintKey {
    ConstraintKey(LedgerRows.stream, kind: 1, key: key.description)
  }

  init(person: Identifier, enrolledAt: Position) { (self.person, self.enrolledAt) = (person, enrolledAt) }

  init?(row: [UInt8]) {
    guard let fields = RowReader(row), let person = Identifier(fields.text(1)) else { return nil }
    self.init(person: person, enrolledAt: Position(fields.number(2)))
  }

  var row: [UInt8] {
    var writer = WireWriter()
    writer.string(person.description, field: 1)
    writer.varint(enrolledAt.rawValue, field: 2)
    return writer.bytes
  }
}

/// Rows that belong to no entity of their own: what is unique over all persons, or over all organisations.
enum LedgerRows {
  /// The stream that every ledger has from its first position.
  static let stream = StreamName(unchecked: "ledger/log")
}
