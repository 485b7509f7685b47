public import EventModel
import TransparencyLog

/// An office loses competences, from an instant on. What it did before remains valid.
public struct OfficeRelieved: CityAct {
  /// The office.
  public var office = ID<Office>()
  /// What it is no longer competent for, each once.
  public var competences: [Competence] = []
  /// The first instant at which it is not; an earlier day than today by the rule of lateness.
  public var on = Instant(microseconds: 0)

  /// The end of competences.
  public init(office: ID<Office>, competences: [Competence], on: Instant) {
    (self.office, self.competences, self.on) = (office, competences, on)
  }

  /// `albo.v1.OfficeRelieved`.
  public static let type = ActType(static: "albo.v1.OfficeRelieved")

  /// Who may do it.
  public static let entitlement = Entitlement.office(.oversight)

  /// An end without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "office", &office)
    try fields.choices(2, "competences", &competences, ListRule(1...Competence.allCases.count, isUnique: true))
    try fields.instant(3, "on", &on)
  }

  /// `office/ID`.
  public var stream: StreamName { OfficeRow.stream(of: office) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [.actReferenceMissing, .notEmpowered, .oversightMissing]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    try decision.requireActReference("an office is relieved")
    try Lateness.require(on, "the office is relieved at \(on)", decision, rows)
    let row = rows.row(OfficeRow.key(office), as: OfficeRow.self)
    for competence in competences where row?.holds(competence, at: on) != true {
      throw Rejection(
        .notEmpowered, "“\(office)” does not have the competence “\(competence)” at \(on)",
        positions: row?.grants.values.filter { $0.competence == competence }.map(\.empoweredAt) ?? [])
    }
    if competences.contains(.oversight) { try requireOversight(decision, rows) }
    return [self]
  }

  /// Another office has oversight then, and without an end.
  private func requireOversight(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) {
    let overseers = rows.row(OfficesRow.key, as: OfficesRow.self)?.overseers ?? []
    let remains = overseers.contains { other in
      let grants = rows.row(OfficeRow.key(other), as: OfficeRow.self)?.grants.values ?? []
      return other != office
        && grants.contains { $0.competence == .oversight && $0.span.to == nil && $0.span.from <= max(on, decision.now) }
    }
    guard !remains else { return }
    throw Rejection(.oversightMissing, "no other office would have oversight: empower one first")
  }

  /// Ends the competences.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    rows.update(OfficeRow.key(office), as: OfficeRow.self) { row in
      for index in row.grants.values.indices
      where competences.contains(row.grants.values[index].competence) && row.grants.values[index].span.contains(on) {
        row.grants.values[index].span = row.grants.values[index].span.ended(at: on)
        row.grants.values[index].relievedAt = event.position
      }
    }
  }
}
