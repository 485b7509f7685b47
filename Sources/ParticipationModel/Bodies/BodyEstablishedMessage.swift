package import EventModel
import SwiftProtobuf

extension BodyEstablished: MessageAct {
  package init(message: Albo_V1_BodyEstablished) throws(InvalidAct) {
    guard message.hasRules else { throw InvalidAct(field: "rules", reason: "the rules are needed") }
    self.init(
      body: try Fields.identifier(message.body, "body"), title: try Fields.text(message.title, "title", 1...300),
      kind: try BodyKind(message: message.kind, "kind"), area: try Fields.text(message.area, "area", 0...100),
      neighbourhoods: try Self.neighbourhoods(message.neighbourhoods), seats: try Self.seats(message.seats),
      rules: try BodyRules(message: message.rules),
      termYears: try Fields.number(message.termYears, "termYears", 0...100))
    guard rules.officers <= UInt32(seats.count) else {
      throw InvalidAct(field: "rules.officers", reason: "\(rules.officers) officers of \(seats.count) seats")
    }
  }

  private static func neighbourhoods(_ names: [String]) throws(InvalidAct) -> [String] {
    for name in names { _ = try Fields.text(name, "neighbourhoods", 1...100) }
    guard names.count <= 200, Set(names).count == names.count else {
      throw InvalidAct(field: "neighbourhoods", reason: "at most 200 are allowed, none of them twice")
    }
    return names
  }

  private static func seats(_ messages: [Albo_V1_Seat]) throws(InvalidAct) -> [BodySeat] {
    guard messages.count <= 300 else { throw InvalidAct(field: "seats", reason: "more than 300 seats") }
    var seats: [BodySeat] = []
    for message in messages {
      seats.append(
        BodySeat(
          id: try Fields.identifier(message.id, "seats.id"),
          basis: try SeatBasis(message: message.basis, "seats.basis"),
          constituency: try Fields.text(message.constituency, "seats.constituency", 0...200)))
    }
    guard Set(seats.map(\.id)).count == seats.count else {
      throw InvalidAct(field: "seats.id", reason: "an id stands twice")
    }
    return seats
  }

  package var message: Albo_V1_BodyEstablished {
    .with {
      $0.body = body.description
      $0.title = title
      $0.kind = kind.message
      $0.area = area
      $0.neighbourhoods = neighbourhoods
      $0.seats = seats.map { seat in
        .with { ($0.id, $0.basis, $0.constituency) = (seat.id.description, seat.basis.message, seat.constituency) }
      }
      $0.rules = rules.message
      $0.termYears = termYears
    }
  }
}

extension BodyKind: MessageCase {
  var message: Albo_V1_BodyKind {
    switch self {
    case .areaCouncil: .areaCouncil
    case .cityCouncil: .cityCouncil
    case .steeringCabin: .steeringCabin
    case .table: .table
    case .other: .other
    }
  }
}

extension SeatBasis: MessageCase {
  var message: Albo_V1_SeatBasis {
    switch self {
    case .elected: .elected
    case .byRight: .byRight
    case .designated: .designated
    }
  }
}
