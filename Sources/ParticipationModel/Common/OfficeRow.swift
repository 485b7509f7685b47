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
  ///
  /// What counts is when the act was done. Paper is recorded by the office that has the competence today, even if it
  /// did not exist when the paper was written. Oversight must still be held: whoever lost it could give it back to
  /// themselves by an earlier time.
  static func require(
    _ competence: Competence, _ decision: Decision, _ rows: any ConstraintReader
  ) throws(Rejection) {
    guard let first = rows.row(OfficesRow.key, as: OfficesRow.self)?.firstAt else { return }
    let office = decision.actor
    let row = office.office.flatMap { rows.row(key($0), as: OfficeRow.self) }
    let holdsNow = row?.holds(competence, at: decision.now) == true
    if row?.holds(competence, at: decision.at) == true, holdsNow || competence != .oversight { return }
    if decision.under != nil, holdsNow { return }
    let instant = decision.under == nil && (holdsNow || competence != .oversight) ? decision.at : decision.now
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
