import EventModel
import TransparencyLog

/// What an office is or was competent for, and since when.
struct OfficeRow: ConstraintValue, Described {
  var grants = Spans<Grant>()

  /// A competence, the time in which the office has it, and the events that say so.
  struct Grant: Described, Spanned {
    var competence = Competence.registry
    var span = TimeSpan(Blank())
    var empoweredAt = Position(0)
    var relievedAt: Position?

    init(_ competence: Competence, _ span: TimeSpan, empoweredAt: Position) {
      (self.competence, self.span, self.empoweredAt) = (competence, span, empoweredAt)
    }

    init(_ blank: Blank) {}

    mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
      try fields.choice(1, "competence", &competence)
      try fields.message(2, "span", &span)
      try fields.position(3, "empoweredAt", &empoweredAt)
      try fields.position(4, "relievedAt", &relievedAt)
    }
  }

  static func stream(of office: ID<Office>) -> StreamName { StreamName(category: "office", office) }

  static func key(_ office: ID<Office>) -> ConstraintKey { ConstraintKey(stream(of: office), kind: 1) }

  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.message(1, "grants", &grants)
  }

  /// Whether the office has a competence at an instant.
  func holds(_ competence: Competence, at instant: Instant) -> Bool {
    grants.values.contains { $0.competence == competence && $0.span.contains(instant) }
  }

  /// Refuses `OfficeNotCompetent`; until an office was empowered, every office may do everything.
  static func require(
    _ office: Actor, _ competence: Competence, at instant: Instant, _ rows: any ConstraintReader
  ) throws(Rejection) {
    guard let first = rows.row(OfficesRow.key, as: OfficesRow.self)?.firstAt else { return }
    let row = office.office.flatMap { rows.row(key($0), as: OfficeRow.self) }
    if row?.holds(competence, at: instant) == true { return }
    let grants = row?.grants.values.filter { $0.competence == competence } ?? []
    throw Rejection(
      .officeNotCompetent, "\(office) does not have the competence “\(competence)” at \(instant)",
      rule: "an office acts only within the competences that it was given, from the day on which it has them",
      positions: grants.isEmpty ? [first] : grants.flatMap { [$0.empoweredAt] + ($0.relievedAt.map { [$0] } ?? []) })
  }
}

/// That offices were empowered, and which of them were ever given oversight.
struct OfficesRow: ConstraintValue, Described {
  var firstAt = Position(0)
  var overseers: [ID<Office>] = []

  static let key = ConstraintKey(LedgerRows.stream, kind: 4)

  init(firstAt: Position) { self.firstAt = firstAt }
  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.requiredPosition(1, "firstAt", &firstAt)
    try fields.names(2, "overseers", &overseers, .any)
  }
}

/// Rows that belong to no entity of their own: what is unique over all persons, or over all organisations.
enum LedgerRows {
  /// The stream that every ledger has from its first position.
  static let stream = StreamName(unchecked: "ledger/log")
}
