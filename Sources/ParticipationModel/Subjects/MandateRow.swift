package import EventModel
package import TransparencyLog

/// A seat in a body, as it is held under a mandate.
package struct HeldSeat: Hashable, Sendable {
  package var body: Identifier
  package var seat: Identifier

  package init(body: Identifier, seat: Identifier) { (self.body, self.seat) = (body, seat) }
}

/// A mandate, as deciders ask it.
package struct MandateRow: ConstraintValue {
  package var organisation: Identifier
  package var id: Identifier
  package var grantedAt: Position
  /// `person:ID`.
  package var delegate: Actor
  package var kind: MandateKind
  package var scopes: [MandateScope]
  /// The name of a stream, or `*` for every one.
  package var target: String
  /// It holds in `[validFrom, end)`.
  package var validFrom: Instant
  package var validTo: Instant?
  package var revokedFrom: Instant?
  package var revokedAt: Position?
  /// The seats that were ever taken under it, in that order: the ids of reactions rest on it.
  package var seats: [HeldSeat] = []

  package static func key(_ organisation: Identifier, _ mandate: Identifier) -> ConstraintKey {
    ConstraintKey(OrganisationRegistered.stream(of: organisation), kind: 3, key: mandate.description)
  }

  package init(
    organisation: Identifier, id: Identifier, grantedAt: Position, delegate: Actor, kind: MandateKind,
    scopes: [MandateScope], target: String, validFrom: Instant, validTo: Instant?
  ) {
    (self.organisation, self.id, self.grantedAt) = (organisation, id, grantedAt)
    (self.delegate, self.kind, self.scopes, self.target) = (delegate, kind, scopes, target)
    (self.validFrom, self.validTo) = (validFrom, validTo)
  }

  /// When it ends, or ended, by its term or by its revocation; nil where neither is set.
  package var end: Instant? { [validTo, revokedFrom].compactMap(\.self).min() }

  /// Whether it holds in a stream.
  package func covers(_ stream: StreamName) -> Bool { target == "*" || target == stream.description }
}

extension MandateRow {
  package init?(row: [UInt8]) {
    guard let fields = RowReader(row), let organisation = Identifier(fields.text(1)),
      let id = Identifier(fields.text(2)), let kind = MandateKind(number: fields.number(5))
    else { return nil }
    let scopes = fields.all(6).compactMap { MandateScope(number: $0) }
    guard scopes.count == fields.all(6).count else { return nil }
    self.init(
      organisation: organisation, id: id, grantedAt: Position(fields.number(3)),
      delegate: Actor(unchecked: fields.text(4)), kind: kind, scopes: scopes, target: fields.text(7),
      validFrom: Instant(microseconds: Int64(bitPattern: fields.number(8))), validTo: fields.instant(9))
    revokedFrom = fields.instant(10)
    revokedAt = fields.numberIfPresent(11).map { Position($0) }
    for data in fields.allData(12) {
      guard let seat = RowReader(data).flatMap({ HeldSeat($0) }) else { return nil }
      seats.append(seat)
    }
  }

  package var row: [UInt8] {
    var writer = WireWriter()
    writer.string(organisation.description, field: 1)
    writer.string(id.description, field: 2)
    writer.varint(grantedAt.rawValue, field: 3)
    writer.string(delegate.description, field: 4)
    writer.varint(kind.number, field: 5)
    for scope in scopes { writer.varint(scope.number, field: 6) }
    writer.string(target, field: 7)
    writer.int64(validFrom.microseconds, field: 8)
    if let validTo { writer.int64(validTo.microseconds, field: 9) }
    if let revokedFrom { writer.int64(revokedFrom.microseconds, field: 10) }
    if let revokedAt { writer.varint(revokedAt.rawValue, field: 11) }
    for seat in seats { writer.bytes(seat.bytes, field: 12) }
    return writer.bytes
  }
}

extension HeldSeat {
  fileprivate init?(_ fields: RowReader) {
    guard let body = Identifier(fields.text(1)), let seat = Identifier(fields.text(2)) else { return nil }
    self.init(body: body, seat: seat)
  }

  fileprivate var bytes: [UInt8] {
    var writer = WireWriter()
    writer.string(body.description, field: 1)
    writer.string(seat.description, field: 2)
    return writer.bytes
  }
}

extension RowReader {
  fileprivate func instant(_ field: UInt64) -> Instant? {
    numberIfPresent(field).map { Instant(microseconds: Int64(bitPattern: $0)) }
  }
}
