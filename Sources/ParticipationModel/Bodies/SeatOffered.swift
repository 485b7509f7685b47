public import EventModel
import SwiftProtobuf
import TransparencyLog

/// A seat that an elected member leaves is offered to the next of the list on which it was won.
///
/// The offer is open until that person takes the seat or declines it.
public struct SeatOffered: Act {
  /// The body.
  public var body: Identifier
  /// The seat.
  public var seat: Identifier
  /// The election that filled it.
  public var election: Identifier
  /// The candidate to whom it is offered. Computed.
  public var person: Actor?
  /// The candidate's place on the list, from 1. Computed.
  public var place: UInt32

  /// An offer.
  public init(body: Identifier, seat: Identifier, election: Identifier) {
    (self.body, self.seat, self.election) = (body, seat, election)
    (person, place) = (nil, 0)
  }

  /// `body/ID`.
  public var stream: StreamName { BodyEstablished.stream(of: body) }

  /// The offer without the candidate.
  public var proposed: SeatOffered { SeatOffered(body: body, seat: seat, election: election) }

  /// Refuses `UnknownBody`, `UnknownSeat`, `NotEntitled`, `SeatTaken`, `TermEnded`, `NotElected`, `AlreadyOffered`,
  /// `ListExhausted`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    let ledger = try BodyLedger(body, rows)
    _ = try ledger.seat(seat)
    try ledger.checkAdministration(decision, rule: "a vacant seat is offered by an office or by the ledger")
    if let offer = rows.row(OfferRow.key(body, seat), as: OfferRow.self) {
      throw Rejection(
        "AlreadyOffered", "the seat “\(seat)” is offered to \(offer.person)",
        rule: "a seat is offered to one person at a time", positions: [offer.offeredAt])
    }
    let last = try lastHolder(ledger, now: decision.now)
    guard let result = rows.row(ResultRow.key(election), as: ResultRow.self),
      let district = result.district(of: seat, in: body)
    else { throw notElected([last.seatedAt]) }
    guard let next = result.next(in: district) else {
      throw Rejection(
        "ListExhausted", "nobody is left on the list on which the seat “\(seat)” was won",
        rule: "a seat whose list is exhausted stays vacant", positions: [result.certifiedAt])
    }
    var act = proposed
    (act.person, act.place) = (next.entry.person, UInt32(clamping: next.place))
    return [act]
  }

  /// Who had the seat from this election last, and leaves it.
  private func lastHolder(_ ledger: BodyLedger, now: Instant) throws(Rejection) -> Tenure {
    guard let last = ledger.history(of: seat).last else { throw notElected([ledger.established.position]) }
    let isTermOver = last.to.map { $0 <= now } ?? false
    guard last.cessation != nil || isTermOver else {
      throw Rejection(
        "SeatTaken", "\(last.person) has the seat “\(seat)”", rule: "a seat is offered once its holder leaves",
        positions: [last.seatedAt])
    }
    guard !isTermOver, last.cessation?.reason != .termEnded else {
      throw Rejection(
        "TermEnded", "the term of \(last.person) on the seat “\(seat)” has ended",
        rule: "the next of a list takes a seat for the rest of the term", positions: [last.seatedAt])
    }
    guard last.election == election else { throw notElected([last.seatedAt]) }
    return last
  }

  private func notElected(_ positions: [Position]) -> Rejection {
    Rejection(
      "NotElected", "nobody held the seat “\(seat)” from the election “\(election)” last",
      rule: "a seat is offered to the next of the list on which it was won", positions: positions)
  }

  /// Keeps the offer open.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    let result = rows.row(ResultRow.key(election), as: ResultRow.self)
    guard let person, let district = result?.district(of: seat, in: body) else { return }
    rows.set(
      OfferRow.key(body, seat),
      to: OfferRow(offeredAt: event.position, person: person, election: election, district: district))
  }
}

extension SeatOffered: MessageAct {
  package init(message: Albo_V1_SeatOffered) throws(InvalidAct) {
    self.init(
      body: try Fields.identifier(message.body, "body"), seat: try Fields.identifier(message.seat, "seat"),
      election: try Fields.identifier(message.election, "election"))
    person = try Fields.optionalActor(message.person, "person")
    place = message.place
  }

  package var message: Albo_V1_SeatOffered {
    .with {
      $0.body = body.description
      $0.seat = seat.description
      $0.election = election.description
      $0.person = person?.description ?? ""
      $0.place = place
    }
  }
}
