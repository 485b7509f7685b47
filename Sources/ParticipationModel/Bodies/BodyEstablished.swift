public import EventModel
import SwiftProtobuf

/// A council or another body is established; its seats and its rules are frozen in this act.
public struct BodyEstablished: Act {
  /// The body's id.
  public var body: Identifier
  /// A public title, at most 300 bytes.
  public var title: String
  /// What kind of body.
  public var kind: BodyKind
  /// The area it stands for, at most 100 bytes, or empty.
  public var area: String
  /// The neighbourhoods of its area; at most 200, none twice.
  public var neighbourhoods: [String]
  /// Its seats; at most 300, no id twice.
  public var seats: [BodySeat]
  /// How it meets, decides and replaces its members.
  public var rules: BodyRules
  /// How long a term is, in years; 0 no term.
  public var termYears: UInt32

  /// A body to be established.
  public init(
    body: Identifier, title: String, kind: BodyKind, area: String = "", neighbourhoods: [String] = [],
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

  /// `body/ID`.
  public var stream: StreamName { Self.stream(of: body) }

  /// The stream of a body.
  public static func stream(of body: Identifier) -> StreamName { StreamName(category: "body", body) }

  /// Refuses `AlreadyEstablished`, `NotEntitled`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    if let earlier = rows.row(BodyRow.key(body), as: BodyRow.self) {
      throw Rejection(
        "AlreadyEstablished", "the body “\(body)” was established before; give the new one another id",
        rule: "a body is established once, and its seats and rules stay as they are", positions: [earlier.position])
    }
    guard decision.actor.isOffice else {
      throw Rejection(
        "NotEntitled", "\(decision.actor) is no office of the administration",
        rule: "a body is established by an office")
    }
    return [self]
  }

  /// Keeps seats and rules.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    rows.set(BodyRow.key(body), to: BodyRow(self, position: event.position))
  }
}

/// What kind of body.
public enum BodyKind: String, Hashable, Sendable, CaseIterable, Codable {
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
public enum SeatBasis: String, Hashable, Sendable, CaseIterable, Codable {
  /// By an election that names the seat.
  case elected
  /// By an election's guarantee, for instance under 25.
  case byRight
  /// By an organisation's mandate.
  case designated
}

/// A seat of a body.
public struct BodySeat: Hashable, Sendable {
  /// Unique in the body.
  public var id: Identifier
  /// How it is filled.
  public var basis: SeatBasis
  /// The neighbourhood or the category of organisations it stands for, at most 200 bytes, or empty.
  public var constituency: String

  /// A seat.
  public init(id: Identifier, basis: SeatBasis, constituency: String = "") {
    (self.id, self.basis, self.constituency) = (id, basis, constituency)
  }
}
