public import EventModel
import TransparencyLog

/// An office is given competences, from a day on.
///
/// Until the first of these acts, every office may do everything. The first one gives oversight, since only an office
/// with oversight gives the next ones.
public struct OfficeEmpowered: CityAct {
  /// The office, `office:ID` as an actor.
  public var office = ID<Office>()
  /// What it is competent for, each once.
  public var competences: [Competence] = []
  /// From when on; an earlier day than today by the rule of lateness.
  public var from = Instant(microseconds: 0)
  /// Until when, exclusive; nil if no end is known.
  public var to: Instant?

  /// An empowerment.
  public init(office: ID<Office>, competences: [Competence], from: Instant, to: Instant? = nil) {
    (self.office, self.competences, self.from, self.to) = (office, competences, from, to)
  }

  /// `albo.v1.OfficeEmpowered`.
  public static let type = ActType(static: "albo.v1.OfficeEmpowered")

  /// Who may do it.
  public static let entitlement = Entitlement.office(.oversight)

  /// True: from it on, offices are what this act says.
  public static let isFirstByAdministrator = true

  /// An empowerment without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "office", &office)
    try fields.choices(2, "competences", &competences, ListRule(1...Competence.allCases.count, isUnique: true))
    try fields.instant(3, "from", &from)
    try fields.instant(4, "to", &to)
    if let to { try fields.check(from < to, "to", "\(to) is not after \(from)") }
  }

  /// An example is an office for elections.
  public mutating func completeExample() { competences = [.elections] }

  /// `office/ID`.
  public var stream: StreamName { OfficeRow.stream(of: office) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [.actReferenceMissing, .oversightMissing, .alreadyEmpowered]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    try decision.requireActReference("an office is empowered")
    try Lateness.require(from, "the office is competent from \(from)", decision, rows)
    if rows.row(OfficesRow.key, as: OfficesRow.self) == nil {
      guard competences.contains(.oversight), to == nil, from <= decision.now else {
        throw Rejection(
          .oversightMissing, "the first office that is empowered must have oversight, from now on and without an end")
      }
    }
    let row = rows.row(OfficeRow.key(office), as: OfficeRow.self)
    let span = TimeSpan(from: from, to: to)
    for grant in row?.grants.overlapping(span) ?? [] where competences.contains(grant.competence) {
      throw Rejection(
        .alreadyEmpowered, "“\(office)” already has the competence “\(grant.competence)” in that time",
        positions: [grant.empoweredAt])
    }
    return [self]
  }

  /// Remembers the competences.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    var all = rows.row(OfficesRow.key, as: OfficesRow.self) ?? OfficesRow(firstAt: event.position)
    if competences.contains(.oversight), !all.overseers.contains(office) { all.overseers.append(office) }
    rows.set(OfficesRow.key, to: all)
    var row = rows.row(OfficeRow.key(office), as: OfficeRow.self) ?? OfficeRow(Blank())
    row.grants.values += competences.map {
      OfficeRow.Grant($0, TimeSpan(from: from, to: to), empoweredAt: event.position)
    }
    rows.set(OfficeRow.key(office), to: row)
  }
}
