package import EventModel
package import TransparencyLog

/// A certified result as other deciders ask it: who takes which seat, and who is next.
package struct ResultRow: ConstraintValue, Equatable {
  /// The certification.
  package var certifiedAt: Position
  /// Who takes which seat.
  package var elected: [Winner]
  /// Everybody who stood, by district, in the order of the list.
  package var lists: [List]

  /// Who takes a seat.
  package struct Winner: Hashable, Sendable {
    package var body: String
    package var seat: String
    package var district: String
    package var person: Actor
    package var gender: String
    package var isByRight: Bool

    package init(body: String, seat: String, district: String, person: Actor, gender: String, isByRight: Bool) {
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
    package var gender: String
    package var state: State

    package init(person: Actor, gender: String, state: State) {
      (self.person, self.gender, self.state) = (person, gender, state)
    }
  }

  /// What became of a candidate.
  package enum State: UInt64, Sendable {
    /// Not elected: may be offered a seat.
    case next = 0
    /// Has, or had, a seat.
    case elected = 1
    /// Is offered no seat: withdrew, declined one, or took one as a substitute under an earlier certification.
    case out = 2
  }

  package init(certifiedAt: Position, elected: [Winner], lists: [List]) {
    (self.certifiedAt, self.elected, self.lists) = (certifiedAt, elected, lists)
  }

  package static func key(_ election: Identifier) -> ConstraintKey {
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

  package init?(row: [UInt8]) {
    guard let fields = RowReader(row) else { return nil }
    certifiedAt = Position(fields.number(1))
    elected = []
    lists = []
    for bytes in fields.allData(2) {
      guard let winner = RowReader(bytes) else { return nil }
      elected.append(
        Winner(
          body: winner.text(1), seat: winner.text(2), district: winner.text(3),
          person: Actor(unchecked: winner.text(4)), gender: winner.text(5), isByRight: winner.number(6) != 0))
    }
    for bytes in fields.allData(3) {
      guard let list = RowReader(bytes) else { return nil }
      var entries: [Entry] = []
      for bytes in list.allData(2) {
        guard let entry = RowReader(bytes), let state = State(rawValue: entry.number(3)) else { return nil }
        entries.append(Entry(person: Actor(unchecked: entry.text(1)), gender: entry.text(2), state: state))
      }
      lists.append(List(district: list.text(1), entries: entries))
    }
  }

  package var row: [UInt8] {
    var writer = WireWriter()
    writer.varint(certifiedAt.rawValue, field: 1)
    for winner in elected {
      var inner = WireWriter()
      for (field, text) in [
        (UInt32(1), winner.body), (2, winner.seat), (3, winner.district), (4, winner.person.description),
        (5, winner.gender),
      ] {
        inner.string(text, field: field)
      }
      inner.varint(winner.isByRight ? 1 : 0, field: 6)
      writer.bytes(inner.bytes, field: 2)
    }
    for list in lists {
      var inner = WireWriter()
      inner.string(list.district, field: 1)
      for entry in list.entries {
        var innermost = WireWriter()
        innermost.string(entry.person.description, field: 1)
        innermost.string(entry.gender, field: 2)
        innermost.varint(entry.state.rawValue, field: 3)
        inner.bytes(innermost.bytes, field: 2)
      }
      writer.bytes(inner.bytes, field: 3)
    }
    return writer.bytes
  }
}
