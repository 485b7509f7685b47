package import EventModel
package import TransparencyLog

/// A certified result as other deciders read it: who takes which seat, and who is next.
package struct ResultRow: ConstraintValue, Described, Equatable {
  /// The certification.
  package var certifiedAt = Position(0)
  /// Who takes which seat.
  package var elected: [Winner] = []
  /// Everybody who stood, by district, in the order of the list.
  package var lists: [List] = []

  /// Who takes a seat.
  package struct Winner: Hashable, Sendable {
    package var body: ID<Body>?
    package var seat: String
    package var district: String
    package var person: Actor
    package var gender: Gender?
    package var isByRight: Bool

    package init(body: ID<Body>?, seat: String, district: String, person: Actor, gender: Gender?, isByRight: Bool) {
      (self.body, self.seat, self.district) = (body, seat, district)
      (self.person, self.gender, self.isByRight) = (person, gender, isByRight)
    }
  }

  /// The candidates of a district, the first first.
  package struct List: Hashable, Sendable {
    package var district: String
    package var entries: [Entry]

    package init(district: String, entries: [Entry]) { (self.district, self.entries) = (district, entries) }
  }

  /// A candidate on a list.
  package struct Entry: Hashable, Sendable {
    package var person: Actor
    package var gender: Gender?
    package var state: State

    package init(person: Actor, gender: Gender?, state: State) {
      (self.person, self.gender, self.state) = (person, gender, state)
    }
  }

  /// What became of a candidate.
  package enum State: String, Choice {
    /// Not elected: may be offered a seat.
    case next
    /// Has, or had, a seat.
    case elected
    /// Is offered no seat: withdrew, declined one, or took one as a substitute under an earlier certification.
    case out
  }

  package init(certifiedAt: Position, elected: [Winner], lists: [List]) {
    (self.certifiedAt, self.elected, self.lists) = (certifiedAt, elected, lists)
  }

  package static func key(_ election: ID<Election>) -> ConstraintKey {
    ConstraintKey(ElectionCalled.stream(of: election), kind: 5)
  }

  /// The first of a district's list who may still be offered a seat, with the place on the list from 1.
  package func next(in district: String) -> (place: Int, entry: Entry)? {
    guard let list = lists.first(where: { $0.district == district }),
      let index = list.entries.firstIndex(where: { $0.state == .next })
    else { return nil }
    return (index + 1, list.entries[index])
  }

  /// Notes what became of a candidate.
  package mutating func set(_ person: Actor, in district: String, to state: State) {
    guard let list = lists.firstIndex(where: { $0.district == district }),
      let index = lists[list].entries.firstIndex(where: { $0.person == person })
    else { return }
    lists[list].entries[index].state = state
  }

  package init(_ blank: Blank) {}

  package mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.position(1, "certifiedAt", &certifiedAt)
    try fields.messages(2, "elected", &elected, .any)
    try fields.messages(3, "lists", &lists, .any)
  }
}

extension ResultRow.Winner: Described {
  package init(_ blank: Blank) {
    self.init(body: nil, seat: "", district: "", person: Actor(blank), gender: nil, isByRight: false)
  }

  package mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "body", &body)
    try fields.text(2, "seat", &seat, 0...64)
    try fields.text(3, "district", &district, 0...100)
    try fields.named(4, "person", &person)
    try fields.named(5, "gender", &gender)
    try fields.flag(6, "isByRight", &isByRight)
  }
}

extension ResultRow.List: Described {
  package init(_ blank: Blank) { self.init(district: "", entries: []) }

  package mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.text(1, "district", &district, 0...100)
    try fields.messages(2, "entries", &entries, .any)
  }
}

extension ResultRow.Entry: Described {
  package init(_ blank: Blank) { self.init(person: Actor(blank), gender: nil, state: .next) }

  package mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "person", &person)
    try fields.named(2, "gender", &gender)
    try fields.choice(3, "state", &state)
  }
}
