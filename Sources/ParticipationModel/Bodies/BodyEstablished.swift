public import EventModel

/// A council or another body is established; its seats and its rules are frozen in this act.
public struct BodyEstablished: CityAct {
  /// The body's id.
  public var body = ID<Body>()
  /// A public title, at most 300 bytes.
  public var title = ""
  /// What kind of body.
  public var kind = BodyKind.areaCouncil
  /// The area it stands for, at most 100 bytes, or empty.
  public var area = ""
  /// The neighbourhoods of its area; at most 200, none twice.
  public var neighbourhoods: [String] = []
  /// Its seats; at most 300, no id twice.
  public var seats: [BodySeat] = []
  /// How it meets, decides and replaces its members.
  public var rules = BodyRules(Blank())
  /// How many years a term lasts, at most 100; 0: no term.
  public var termYears: UInt32 = 0
  /// The version of the rulebook that decides on the body: 1. Computed.
  public var rulebook: UInt32 = 0

  /// A body to be established.
  public init(
    body: ID<Body>, title: String, kind: BodyKind, area: String = "", neighbourhoods: [String] = [],
    seats: [BodySeat], rules: BodyRules, termYears: UInt32 = 0
  ) {
    self.body = body
    self.title = title
    self.kind = kind
    self.area = area
    self.neighbourhoods = neighbourhoods
    self.seats = seats
    self.rules = rules
    self.termYears = termYears
  }

  /// `albo.v1.BodyEstablished`.
  public static let type = ActType(static: "albo.v1.BodyEstablished")

  /// Who may do it.
  public static let entitlement = Entitlement.office(.bodies)

  /// What a slip of may be corrected.
  public static let clerical = ["title", "area"]

  /// A body without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "body", &body)
    try fields.text(2, "title", &title, 1...300)
    try fields.choice(3, "kind", &kind)
    try fields.text(4, "area", &area, 0...100)
    try fields.texts(5, "neighbourhoods", &neighbourhoods, 1...100, ListRule(0...200, isUnique: true))
    try fields.messages(6, "seats", &seats, ListRule(0...300))
    try fields.message(7, "rules", &rules)
    try fields.number(8, "termYears", &termYears, 0...100)
    try fields.number(9, "rulebook", &rulebook, 0...1, computed: true)
    try fields.check(Set(seats.map(\.id)).count == seats.count, "seats", "an id appears twice")
    try fields.check(
      rules.officers <= UInt32(clamping: seats.count), "rules.officers",
      "\(rules.officers) officers for \(seats.count) seats: expected no more officers than seats")
  }

  /// `body/ID`.
  public var stream: StreamName { Self.stream(of: body) }

  /// The stream of a body.
  public static func stream(of body: ID<Body>) -> StreamName { StreamName(category: "body", body) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [.alreadyEstablished]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    if let earlier = rows.row(BodyRow.key(body), as: BodyRow.self) {
      throw Rejection(
        .alreadyEstablished, "the body “\(body)” was already established; give the new one another id",
        positions: [earlier.position])
    }
    var act = self
    act.rulebook = 1
    return [act]
  }

  /// Keeps seats and rules.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    rows.set(BodyRow.key(body), to: BodyRow(self, position: event.position))
  }
}

/// What kind of body.
public enum BodyKind: String, Hashable, Sendable, CaseIterable, Codable, Choice {
  /// A neighbourhood (area) council (consulta d'ambito).
  case areaCouncil
  /// The council of all areas (consulta cittadina).
  case cityCouncil
  /// A steering cabin (cabina di regia).
  case steeringCabin
  /// A table (tavolo).
  case table
  /// Any other body.
  case other
}

/// How a seat is filled.
public enum SeatBasis: String, Hashable, Sendable, CaseIterable, Codable, Choice {
  /// By an election that names the seat.
  case elected
  /// By an election's guarantee, for instance under 25.
  case byRight
  /// By an organisation's mandate.
  case designated
}

/// A seat of a body.
public struct BodySeat: Described, Hashable {
  /// Unique in the body.
  public var id = ID<Seat>()
  /// How it is filled.
  public var basis = SeatBasis.elected
  /// The neighbourhood or the category of organisations that it represents, at most 200 bytes, or empty.
  public var constituency = ""

  /// A seat.
  public init(id: ID<Seat>, basis: SeatBasis, constituency: String = "") {
    (self.id, self.basis, self.constituency) = (id, basis, constituency)
  }

  /// `Seat`.
  public static let schemaName = "Seat"

  /// A seat without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "id", &id)
    try fields.choice(2, "basis", &basis)
    try fields.text(3, "constituency", &constituency, 0...200)
  }
}
