package import EventModel
import TransparencyLog

/// A body as deciders ask it: the act that established it, and its seats by id.
///
/// A class, since every act of the body asks for it: lent, not copied.
package final class BodyRow: ConstraintValue {
  package let established: BodyEstablished
  let position: Position
  let seatIndexes: [Identifier: Int]

  init(_ established: BodyEstablished, position: Position) {
    self.established = established
    self.position = position
    seatIndexes = .init(
      established.seats.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package static func key(_ body: Identifier) -> ConstraintKey {
    ConstraintKey(BodyEstablished.stream(of: body), kind: 1)
  }

  package convenience init?(row: [UInt8]) {
    guard let fields = RowReader(row), let established = try? BodyEstablished(wire: fields.data(2)) else { return nil }
    self.init(established, position: Position(fields.number(1)))
  }

  package var row: [UInt8] {
    var writer = WireWriter()
    writer.varint(position.rawValue, field: 1)
    writer.bytes(established.wire, field: 2)
    return writer.bytes
  }
}

/// The officers of a body: who was elected, on which seat, by which resolution.
struct OfficersRow: ConstraintValue, Equatable {
  struct Officer: Hashable {
    var seat: Identifier
    var person: Actor
  }

  var officers: [Officer]
  var since: Position

  static func key(_ body: Identifier) -> ConstraintKey { ConstraintKey(BodyEstablished.stream(of: body), kind: 2) }

  init(officers: [Officer], since: Position) { (self.officers, self.since) = (officers, since) }

  init?(row: [UInt8]) {
    guard let fields = RowReader(row) else { return nil }
    since = Position(fields.number(1))
    officers = []
    for data in fields.allData(2) {
      guard let officer = RowReader(data), let seat = Identifier(officer.text(1)) else { return nil }
      officers.append(Officer(seat: seat, person: Actor(unchecked: officer.text(2))))
    }
  }

  var row: [UInt8] {
    var writer = WireWriter()
    writer.varint(since.rawValue, field: 1)
    for officer in officers {
      var inner = WireWriter()
      inner.string(officer.seat.description, field: 1)
      inner.string(officer.person.description, field: 2)
      writer.bytes(inner.bytes, field: 2)
    }
    return writer.bytes
  }
}

/// The seats that a person has held in a body, each once: one person, one seat.
struct SeatHolderRow: ConstraintValue, Equatable {
  var seats: [Identifier]

  static func key(_ body: Identifier, _ person: Actor) -> ConstraintKey {
    ConstraintKey(BodyEstablished.stream(of: body), kind: 4, key: person.description)
  }

  init(seats: [Identifier]) { self.seats = seats }

  init?(row: [UInt8]) {
    guard let fields = RowReader(row) else { return nil }
    seats = []
    for data in fields.allData(1) {
      guard let seat = Identifier(String(decoding: data, as: UTF8.self)) else { return nil }
      seats.append(seat)
    }
  }

  var row: [UInt8] {
    var writer = WireWriter()
    for seat in seats { writer.string(seat.description, field: 1) }
    return writer.bytes
  }
}

/// A seat is offered to somebody who has neither taken nor declined it.
struct OfferRow: ConstraintValue, Equatable {
  var offeredAt: Position
  var person: Actor
  var election: Identifier
  /// The district on whose list the person stands.
  var district: String

  static func key(_ body: Identifier, _ seat: Identifier) -> ConstraintKey {
    ConstraintKey(BodyEstablished.stream(of: body), kind: 5, key: seat.description)
  }

  init(offeredAt: Position, person: Actor, election: Identifier, district: String) {
    (self.offeredAt, self.person, self.election, self.district) = (offeredAt, person, election, district)
  }

  init?(row: [UInt8]) {
    guard let fields = RowReader(row), let election = Identifier(fields.text(3)) else { return nil }
    self.init(
      offeredAt: Position(fields.number(1)), person: Actor(unchecked: fields.text(2)), election: election,
      district: fields.text(4))
  }

  var row: [UInt8] {
    var writer = WireWriter()
    writer.varint(offeredAt.rawValue, field: 1)
    writer.string(person.description, field: 2)
    writer.string(election.description, field: 3)
    writer.string(district, field: 4)
    return writer.bytes
  }
}
