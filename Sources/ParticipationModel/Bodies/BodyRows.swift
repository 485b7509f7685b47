package import EventModel
import TransparencyLog

/// A body as deciders ask it: the act that established it, and its seats by id.
///
/// A class, since every act of the body asks for it: lent, not copied.
package final class BodyRow: ConstraintValue {
  package let established: BodyEstablished
  let position: Position
  let seatIndexes: [ID<Seat>: Int]

  init(_ established: BodyEstablished, position: Position) {
    self.established = established
    self.position = position
    seatIndexes = .init(
      established.seats.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package static func key(_ body: ID<Body>) -> ConstraintKey {
    ConstraintKey(BodyEstablished.stream(of: body), kind: 1)
  }

  package convenience init?(row: [UInt8]) {
    guard let stored = try? WireFieldReader.read(Stored.self, from: row) else { return nil }
    self.init(stored.established, position: stored.position)
  }

  package var row: [UInt8] {
    var stored = Stored(Blank())
    (stored.position, stored.established) = (position, established)
    return stored.encoded
  }

  /// What is stored; the indexes are derived.
  private struct Stored: Described {
    var position = Position(0)
    var established = BodyEstablished(Blank())

    init(_ blank: Blank) {}

    mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
      try fields.position(1, "position", &position)
      try fields.message(2, "established", &established)
    }
  }
}

/// The officers of a body: who was elected, on which seat, by which resolution.
struct OfficersRow: ConstraintValue, Described, Equatable {
  var since = Position(0)
  var officers: [Officer] = []

  struct Officer: Described, Hashable {
    var seat = ID<Seat>()
    var person = Actor(Blank())

    init(seat: ID<Seat>, person: Actor) { (self.seat, self.person) = (seat, person) }
    init(_ blank: Blank) {}

    mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
      try fields.named(1, "seat", &seat)
      try fields.named(2, "person", &person)
    }
  }

  static func key(_ body: ID<Body>) -> ConstraintKey { ConstraintKey(BodyEstablished.stream(of: body), kind: 2) }

  init(officers: [Officer], since: Position) { (self.officers, self.since) = (officers, since) }
  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.position(1, "since", &since)
    try fields.messages(2, "officers", &officers, .any)
  }
}

/// The seats that a person has held in a body, each once: one person, one seat.
struct SeatHolderRow: ConstraintValue, Described, Equatable {
  var seats: [ID<Seat>] = []

  static func key(_ body: ID<Body>, _ person: Actor) -> ConstraintKey {
    ConstraintKey(BodyEstablished.stream(of: body), kind: 4, key: person.description)
  }

  init(seats: [ID<Seat>]) { self.seats = seats }
  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.names(1, "seats", &seats, .any)
  }
}

/// A seat is offered to somebody who has neither taken nor declined it.
struct OfferRow: ConstraintValue, Described, Equatable {
  var offeredAt = Position(0)
  var person = Actor(Blank())
  var election = ID<Election>()
  /// The district on whose list the person stands.
  var district = ""
  /// When the offer lapses; nil if it never does.
  var lapsesAt: Instant?

  static func key(_ body: ID<Body>, _ seat: ID<Seat>) -> ConstraintKey {
    ConstraintKey(BodyEstablished.stream(of: body), kind: 5, key: seat.description)
  }

  init(offeredAt: Position, person: Actor, election: ID<Election>, district: String, lapsesAt: Instant? = nil) {
    (self.offeredAt, self.person, self.election, self.district) = (offeredAt, person, election, district)
    self.lapsesAt = lapsesAt
  }

  /// Closes the offer.
  func clear(_ body: ID<Body>, _ seat: ID<Seat>, _ rows: any ConstraintRows) {
    if let lapsesAt { rows.remove(DueRow.key(lapsesAt, offeredAt, .offerLapses)) }
    rows.remove(Self.key(body, seat))
  }

  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.position(1, "offeredAt", &offeredAt)
    try fields.named(2, "person", &person)
    try fields.named(3, "election", &election)
    try fields.text(4, "district", &district, 0...1000)
    try fields.instant(5, "lapsesAt", &lapsesAt)
  }
}
