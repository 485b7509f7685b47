public import EventModel
import SwiftProtobuf

/// The person to whom a seat is offered does not take it.
public struct SeatDeclined: Act {
  /// The body.
  public var body: Identifier
  /// The seat.
  public var seat: Identifier
  /// The person to whom it is offered.
  public var person: Actor

  /// A refusal of an offered seat.
  public init(body: Identifier, seat: Identifier, person: Actor) {
    (self.body, self.seat, self.person) = (body, seat, person)
  }

  /// `body/ID`.
  public var stream: StreamName { BodyEstablished.stream(of: body) }

  /// Refuses `UnknownBody`, `UnknownSeat`, `NotElected`, `NotEntitled`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    let ledger = try BodyLedger(body, rows)
    _ = try ledger.seat(seat)
    let offer = rows.row(OfferRow.key(body, seat), as: OfferRow.self)
    guard let offer, offer.person == person else {
      throw Rejection(
        "NotElected", "the seat “\(seat)” is not offered to \(person)",
        rule: "who is offered a seat may decline it", positions: offer.map { [$0.offeredAt] } ?? [])
    }
    guard BodyLedger.acts(person, in: decision) || decision.actor.isOffice else {
      throw ledger.notEntitled(
        decision.actor, rule: "an offer is declined by the person, or by an office on the person's behalf",
        since: offer.offeredAt)
    }
    return [self]
  }

  /// Closes the offer; the person is offered no seat again.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    guard let offer = rows.row(OfferRow.key(body, seat), as: OfferRow.self) else { return }
    rows.update(ResultRow.key(offer.election), as: ResultRow.self) { $0.set(person, in: offer.district, to: .out) }
    rows.remove(OfferRow.key(body, seat))
  }
}

extension SeatDeclined: MessageAct {
  package init(message: Albo_V1_SeatDeclined) throws(InvalidAct) {
    self.init(
      body: try Fields.identifier(message.body, "body"), seat: try Fields.identifier(message.seat, "seat"),
      person: try Fields.actor(message.person, "person"))
  }

  package var message: Albo_V1_SeatDeclined {
    .with {
      ($0.body, $0.seat, $0.person) = (body.description, seat.description, person.description)
    }
  }
}
