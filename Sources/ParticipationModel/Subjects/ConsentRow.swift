package import EventModel
package import TransparencyLog

/// A guardian's consent: it holds on the UTC days from the one on which it was recorded to its last, and no longer
/// on the day on which it is taken back.
package struct GuardianConsent: Hashable, Sendable {
  /// `person:ID` of who granted it.
  package var guardian: Actor
  package var grantedAt: Position
  /// The first day, counted from 1970.
  package var from: Int64
  /// The last day.
  package var until: CivilDate
  /// The day on which it was taken back, counted from 1970, and the event.
  package var revokedOn: Int64?
  package var revokedAt: Position?

  func holds(on day: Int64) -> Bool { from <= day && day <= until.dayNumber && day < revokedOn ?? .max }
}

/// The consents that were given for one purpose of a minor, the last last.
struct ConsentRow: ConstraintValue {
  var consents: [GuardianConsent] = []

  static func key(_ minor: Identifier, scope: Identifier) -> ConstraintKey {
    ConstraintKey(PersonEnrolled.stream(of: minor), kind: 3, key: scope.description)
  }

  init() {}

  func live(on day: Int64) -> GuardianConsent? { consents.last { $0.holds(on: day) } }

  mutating func endLive(on day: Int64, by position: Position) {
    guard let index = consents.lastIndex(where: { $0.holds(on: day) }) else { return }
    (consents[index].revokedOn, consents[index].revokedAt) = (day, position)
  }

  init?(row: [UInt8]) {
    guard let fields = RowReader(row) else { return nil }
    for data in fields.allData(1) {
      guard let nested = RowReader(data), let consent = GuardianConsent(nested) else { return nil }
      consents.append(consent)
    }
  }

  var row: [UInt8] {
    var writer = WireWriter()
    for consent in consents { writer.bytes(consent.bytes, field: 1) }
    return writer.bytes
  }
}

extension GuardianConsent {
  fileprivate init?(_ fields: RowReader) {
    guard let until = CivilDate(fields.text(4)) else { return nil }
    self.init(
      guardian: Actor(unchecked: fields.text(1)), grantedAt: Position(fields.number(2)),
      from: Int64(bitPattern: fields.number(3)), until: until,
      revokedOn: fields.numberIfPresent(5).map { Int64(bitPattern: $0) },
      revokedAt: fields.numberIfPresent(6).map { Position($0) })
  }

  fileprivate var bytes: [UInt8] {
    var writer = WireWriter()
    writer.string(guardian.description, field: 1)
    writer.varint(grantedAt.rawValue, field: 2)
    writer.int64(from, field: 3)
    writer.string(until.description, field: 4)
    if let revokedOn { writer.int64(revokedOn, field: 5) }
    if let revokedAt { writer.varint(revokedAt.rawValue, field: 6) }
    return writer.bytes
  }
}
