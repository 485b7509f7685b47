public import EventModel

/// The person to whom a seat was offered declines it, or does not answer in time.
public struct SeatDeclined: CityAct {
  /// The body.
  public var body = ID<Body>()
  /// The seat.
  public var seat = ID<Seat>()
  /// The person to whom it is offered.
  public var person = Actor(Blank())
  /// Whether the offer lapsed without an answer: then the ledger's clock records it. Computed.
  public var hasLapsed = false

  /// A refusal of an offered seat.
  public init(body: ID<Body>, seat: ID<Seat>, person: Actor) {
    (self.body, self.seat, self.person) = (body, seat, person)
  }

  /// `albo.v1.SeatDeclined`.
  public static let type = ActType(static: "albo.v1.SeatDeclined")

  /// Who may do it.
  public static let entitlement = Entitlement.oneOf([.person("person", through: .bodies), .clock])

  /// A refusal without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "body", &body)
    try fields.named(2, "seat", &seat)
    try fields.named(3, "person", &person)
    try fields.flag(4, "lapsed", &hasLapsed, computed: true)
  }

  /// `body/ID`.
  public var stream: StreamName { BodyEstablished.stream(of: body) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [.unknownBody, .unknownSeat, .notElected, .tooEarly]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let ledger = try BodyLookup(body, rows)
    _ = try ledger.seat(seat)
    let offer = rows.row(OfferRow.key(body, seat), as: OfferRow.self)
    guard let offer, offer.person == person else {
      throw Rejection(
        .notElected, "the seat “\(seat)” is not offered to \(person)",
        rule: "only the person to whom a seat is offered may decline it", positions: offer.map { [$0.offeredAt] } ?? [])
    }
    var act = self
    act.hasLapsed = decision.actor.isReserved
    if act.hasLapsed, offer.lapsesAt.map({ decision.now < $0 }) ?? true {
      throw Rejection(
        .tooEarly, "the offer of the seat “\(seat)” has not lapsed yet",
        rule: "an offer lapses only after the days that "
          + "the body's rules give", positions: [offer.offeredAt])
    }
    return [act]
  }

  /// Closes the offer; the person is not offered a seat again.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    guard let offer = rows.row(OfferRow.key(body, seat), as: OfferRow.self) else { return }
    rows.update(ResultRow.key(offer.election), as: ResultRow.self) { $0.set(person, in: offer.district, to: .out) }
    offer.clear(body, seat, rows)
  }
}
