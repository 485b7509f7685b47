package import EventModel
package import TransparencyLog

/// A seat in a body, as it is held under a mandate.
package struct HeldSeat: Described, Hashable {
  package var body = ID<Body>()
  package var seat = ID<Seat>()

  package init(body: ID<Body>, seat: ID<Seat>) { (self.body, self.seat) = (body, seat) }
  package init(_ blank: Blank) {}

  package mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "body", &body)
    try fields.named(2, "seat", &seat)
  }
}

/// A mandate, as deciders ask it.
package struct MandateRow: ConstraintValue, Described {
  package var organisation = ID<Organisation>()
  package var id = ID<Mandate>()
  package var grantedAt = Position(0)
  /// `person:ID`.
  package var delegate = Actor(Blank())
  package var kind = MandateKind.effective
  package var scopes: [MandateScope] = []
  package var target = MandateTarget.everything
  /// It holds in `[validFrom, end)`.
  package var validFrom = Instant(microseconds: 0)
  package var validTo: Instant?
  package var revokedFrom: Instant?
  package var revokedAt: Position?
  /// The seats that were ever taken under it, in that order: the ids of reactions rest on it.
  package var seats: [HeldSeat] = []

  package static func key(_ organisation: ID<Organisation>, _ mandate: ID<Mandate>) -> ConstraintKey {
    ConstraintKey(OrganisationRegistered.stream(of: organisation), kind: 3, key: mandate.description)
  }

  package init(
    organisation: ID<Organisation>, id: ID<Mandate>, grantedAt: Position, delegate: Actor, kind: MandateKind,
    scopes: [MandateScope], target: MandateTarget, validFrom: Instant, validTo: Instant?
  ) {
    (self.organisation, self.id, self.grantedAt) = (organisation, id, grantedAt)
    (self.delegate, self.kind, self.scopes, self.target) = (delegate, kind, scopes, target)
    (self.validFrom, self.validTo) = (validFrom, validTo)
  }

  /// Without what was recorded after an event.
  func known(at position: Position) -> MandateRow {
    var row = self
    if let revokedAt, revokedAt > position { (row.revokedFrom, row.revokedAt) = (nil, nil) }
    return row
  }

  /// When it ends, or ended, by its term or by its revocation; nil if neither is set.
  package var end: Instant? { [validTo, revokedFrom].compactMap(\.self).min() }

  /// Whether it holds in a stream.
  package func covers(_ stream: StreamName) -> Bool { target == .everything || target == .stream(stream) }

  package init(_ blank: Blank) {}

  package mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "organisation", &organisation)
    try fields.named(2, "id", &id)
    try fields.position(3, "grantedAt", &grantedAt)
    try fields.named(4, "delegate", &delegate)
    try fields.choice(5, "kind", &kind)
    try fields.choices(6, "scopes", &scopes, .any)
    try fields.named(7, "target", &target)
    try fields.instant(8, "validFrom", &validFrom)
    try fields.instant(9, "validTo", &validTo)
    try fields.instant(10, "revokedFrom", &revokedFrom)
    try fields.position(11, "revokedAt", &revokedAt)
    try fields.messages(12, "seats", &seats, .any)
  }
}
