package import EventModel
package import TransparencyLog

/// An organisation, as deciders ask it.
package struct OrganisationRow: ConstraintValue {
  package var registeredAt: Position
  /// The UTC day of the registration, counted from 1970.
  package var registeredOn: Int64
  /// `person:ID` of who represents it where nobody is attested to.
  package var representative: Actor
  /// All its mandates, in the order in which they were granted.
  package var mandates: [Identifier] = []
  /// The first day on which it is no longer in the register, and the event that says so.
  package var struckOffFrom: CivilDate?
  package var struckOffAt: Position?

  package static func key(_ organisation: Identifier) -> ConstraintKey {
    ConstraintKey(OrganisationRegistered.stream(of: organisation), kind: 1)
  }

  package init(registeredAt: Position, registeredOn: Int64, representative: Actor) {
    (self.registeredAt, self.registeredOn, self.representative) = (registeredAt, registeredOn, representative)
  }

  /// Whether it is in the register at an instant after its registration.
  package func isLive(at instant: Instant) -> Bool { instant.day < struckOffFrom?.dayNumber ?? .max }

  package init?(row: [UInt8]) {
    guard let fields = RowReader(row) else { return nil }
    self.init(
      registeredAt: Position(fields.number(1)), registeredOn: Int64(bitPattern: fields.number(2)),
      representative: Actor(unchecked: fields.text(3)))
    for data in fields.allData(4) {
      guard let mandate = Identifier(String(decoding: data, as: UTF8.self)) else { return nil }
      mandates.append(mandate)
    }
    struckOffAt = fields.numberIfPresent(6).map { Position($0) }
    guard let struckOffAt else { return }
    guard let day = CivilDate(fields.text(5)) else { return nil }
    (struckOffFrom, self.struckOffAt) = (day, struckOffAt)
  }

  package var row: [UInt8] {
    var writer = WireWriter()
    writer.varint(registeredAt.rawValue, field: 1)
    writer.int64(registeredOn, field: 2)
    writer.string(representative.description, field: 3)
    for mandate in mandates { writer.string(mandate.description, field: 4) }
    if let struckOffFrom { writer.string(struckOffFrom.description, field: 5) }
    if let struckOffAt { writer.varint(struckOffAt.rawValue, field: 6) }
    return writer.bytes
  }
}

/// The last organisation registered with a tax code. Unique over all of them, so the row is the ledger's own; the
/// code is free again once that organisation is struck off.
struct TaxCodeRow: ConstraintValue {
  var organisation: Identifier

  static func key(_ taxCode: String) -> ConstraintKey { ConstraintKey(LedgerRows.stream, kind: 2, key: taxCode) }

  init(organisation: Identifier) { self.organisation = organisation }

  init?(row: [UInt8]) {
    guard let fields = RowReader(row), let organisation = Identifier(fields.text(1)) else { return nil }
    self.init(organisation: organisation)
  }

  var row: [UInt8] {
    var writer = WireWriter()
    writer.string(organisation.description, field: 1)
    return writer.bytes
  }
}
