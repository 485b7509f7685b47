package import EventModel
package import TransparencyLog

/// An organisation, as deciders ask it.
package struct OrganisationRow: ConstraintValue, Described {
  package var registeredAt = Position(0)
  /// The first instant of the UTC day of the registration.
  package var registeredFrom = Instant(microseconds: 0)
  /// `person:ID` of who represents it if nobody is attested to.
  package var representative = Actor(Blank())
  /// Its tax code, or its foreign code as `CC:CODE`, or empty.
  package var code = ""
  /// All its mandates, in the order in which they were granted.
  package var mandates: [ID<Mandate>] = []
  /// The first day on which it is no longer in the register, and the event that says so.
  package var struckOffFrom: CivilDate?
  package var struckOffAt: Position?
  /// When it was suspended, or struck off and admitted again, in civil days of the city.
  package var suspensions = Spans<Suspension>()

  /// A time in which an organisation that came back was not in the register, or was suspended.
  package struct Suspension: Described, Spanned {
    package var span = TimeSpan(Blank())
    package var since = Position(0)
    package var endedAt: Position?

    init(_ span: TimeSpan, since: Position, endedAt: Position? = nil) {
      (self.span, self.since, self.endedAt) = (span, since, endedAt)
    }

    package init(_ blank: Blank) {}

    package mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
      try fields.message(1, "span", &span)
      try fields.position(2, "since", &since)
      try fields.position(3, "endedAt", &endedAt)
    }
  }

  package static func key(_ organisation: ID<Organisation>) -> ConstraintKey {
    ConstraintKey(OrganisationRegistered.stream(of: organisation), kind: 1)
  }

  package init(registeredAt: Position, registeredFrom: Instant, representative: Actor, code: String = "") {
    (self.registeredAt, self.registeredFrom, self.representative) = (registeredAt, registeredFrom, representative)
    self.code = code
  }

  /// Whether it is in the register at a time of the city's clocks, after its registration.
  func isLive(civil instant: Instant) -> Bool {
    keepsCode(civil: instant) && suspensions.holding(at: instant).isEmpty
  }

  /// Without what was recorded after an event.
  func known(at position: Position) -> OrganisationRow {
    var row = self
    if let struckOffAt, struckOffAt > position { (row.struckOffFrom, row.struckOffAt) = (nil, nil) }
    row.suspensions.values.removeAll { $0.since > position }
    return row
  }

  /// Ends the suspensions that hold at a time of the city's clocks.
  mutating func endSuspensions(at instant: Instant, by position: Position) {
    for index in suspensions.values.indices where suspensions.values[index].span.contains(instant) {
      suspensions.values[index].span = suspensions.values[index].span.ended(at: instant)
      suspensions.values[index].endedAt = position
    }
  }

  /// Whether its code is nobody else's: until it is struck off, even while it is suspended.
  func keepsCode(civil instant: Instant) -> Bool { struckOffFrom.map { instant < $0.start } ?? true }

  package init(_ blank: Blank) {}

  package mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.position(1, "registeredAt", &registeredAt)
    try fields.instant(2, "registeredFrom", &registeredFrom)
    try fields.named(3, "representative", &representative)
    try fields.names(4, "mandates", &mandates, .any)
    try fields.named(5, "struckOffFrom", &struckOffFrom)
    try fields.position(6, "struckOffAt", &struckOffAt)
    try fields.message(7, "suspensions", &suspensions)
    try fields.text(8, "code", &code, 0...60)
  }
}

/// The last organisation registered with a tax code or a foreign code. Unique over all of them, so the row is the
/// ledger's own; the code is free again once that organisation is struck off.
struct TaxCodeRow: ConstraintValue, Described {
  var organisation = ID<Organisation>()

  /// Where a tax code or a foreign code, `CC:CODE`, lies; nil for an organisation without a code.
  static func key(_ code: String) -> ConstraintKey? {
    // Registers differ in how they write letters.
    code.isEmpty ? nil : ConstraintKey(LedgerRows.stream, kind: code.contains(":") ? 6 : 2, key: code.uppercased())
  }

  /// The organisation that has a code at a time of the city's clocks, and the event of its registration; nil if the code is free.
  static func holder(
    of code: String, civil instant: Instant, _ rows: any ConstraintReader
  ) -> (organisation: ID<Organisation>, registeredAt: Position)? {
    guard let key = key(code), let last = rows.row(key, as: TaxCodeRow.self)?.organisation,
      let row = rows.row(OrganisationRow.key(last), as: OrganisationRow.self), row.keepsCode(civil: instant)
    else { return nil }
    return (last, row.registeredAt)
  }

  init(organisation: ID<Organisation>) { self.organisation = organisation }
  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "organisation", &organisation)
  }
}
