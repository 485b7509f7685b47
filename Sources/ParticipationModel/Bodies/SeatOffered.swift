public import EventModel
import TransparencyLog

/// A seat that an elected member leaves is offered to the next person on the list on which it was won.
///
/// The offer is open until that person takes the seat or declines it, or until it lapses by the rules of the body.
public struct SeatOffered: CityAct {
  /// The body.
  public var body = ID<Body>()
  /// The seat.
  public var seat = ID<Seat>()
  /// The election that filled it.
  public var election = ID<Election>()
  /// The candidate to whom it is offered. Computed.
  public var person: Actor?
  /// The candidate's place on the list, from 1. Computed.
  public var place: UInt32 = 0

  /// An offer.
  public init(body: ID<Body>, seat: ID<Seat>, election: ID<Election>) {
    (self.body, self.seat, self.election) = (body, seat, election)
  }

  /// `albo.v1.SeatOffered`.
  public static let type = ActType(static: "albo.v1.SeatOffered")

  /// Who may do it.
  public static let entitlement = Entitlement.oneOf([.office(.bodies), .clock])

  /// An offer without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "body", &body)
    try fields.named(2, "seat", &seat)
    try fields.named(3, "election", &election)
    try fields.named(4, "person", &person, computed: true)
    try fields.number(5, "place", &place, computed: true)
  }

  /// `body/ID`.
  public var stream: StreamName { BodyEstablished.stream(of: body) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownBody, .unknownSeat, .seatTaken, .termEnded, .notElected, .alreadyOffered, .listExhausted,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let ledger = try BodyLookup(body, rows)
    _ = try ledger.seat(seat)
    if let offer = rows.row(OfferRow.key(body, seat), as: OfferRow.self) {
      throw Rejection(
        .alreadyOffered, "the seat “\(seat)” is already offered to \(offer.person)", positions: [offer.offeredAt])
    }
    let last = try lastHolder(ledger, now: decision.at)
    guard let result = rows.row(ResultRow.key(election), as: ResultRow.self),
      let district = result.district(of: seat, in: body)
    else { throw notElected([last.seatedAt]) }
    guard let next = result.next(in: district) else {
      throw Rejection(
        .listExhausted, "nobody is left on the list on which the seat “\(seat)” was won",
        positions: [result.certifiedAt])
    }
    var act = proposed
    (act.person, act.place) = (next.entry.person, UInt32(clamping: next.place))
    return [act]
  }

  /// Who had the seat from this election last, and leaves it.
  private func lastHolder(_ ledger: BodyLookup, now: Instant) throws(Rejection) -> Tenure {
    guard let last = ledger.history(of: seat).last else { throw notElected([ledger.established.position]) }
    let isTermOver = last.to.map { $0 <= now } ?? false
    guard last.cessation != nil || isTermOver else {
      throw Rejection(
        .seatTaken, "\(last.person) holds the seat “\(seat)”",
        rule: "a seat can be offered only once its holder leaves",
        positions: [last.seatedAt])
    }
    guard !isTermOver, last.cessation?.reason != .termEnded else {
      throw Rejection(
        .termEnded, "the term of \(last.person) on the seat “\(seat)” has ended", positions: [last.seatedAt])
    }
    guard last.election == election else { throw notElected([last.seatedAt]) }
    return last
  }

  private func notElected(_ positions: [Position]) -> Rejection {
    Rejection(
      .notElected, "the last holder of the seat “\(seat)” did not get it from the election “\(election)”",
      rule: "a seat is offered to the next person on the list on which it was won", positions: positions)
  }

  /// Keeps the offer open.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    let result = rows.row(ResultRow.key(election), as: ResultRow.self)
    guard let person, let district = result?.district(of: seat, in: body) else { return }
    let days = (try? BodyLookup(body, rows))?.rules.offerDays ?? 0
    let lapse = event.now.advanced(byMicroseconds: Int64(days) * 86_400_000_000)
    rows.set(
      OfferRow.key(body, seat),
      to: OfferRow(
        offeredAt: event.position, person: person, election: election, district: district,
        lapsesAt: days == 0 ? nil : lapse))
    guard days > 0 else { return }
    var due = DueRow(.offerLapses, cause: event.position, stream: stream)
    (due.body, due.seat, due.person) = (body, seat, person)
    rows.set(DueRow.key(lapse, event.position, .offerLapses), to: due)
  }
}
