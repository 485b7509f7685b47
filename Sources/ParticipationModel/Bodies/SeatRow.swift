package import EventModel
import TransparencyLog

/// Everybody who has, had or will have a seat, in the order in which they were seated.
package struct SeatRow: ConstraintValue, Equatable {
  var tenures: [Tenure]

  package static func key(_ body: Identifier, _ seat: Identifier) -> ConstraintKey {
    ConstraintKey(BodyEstablished.stream(of: body), kind: 3, key: seat.description)
  }

  init(tenures: [Tenure] = []) { self.tenures = tenures }

  /// Who is in office on the seat at an instant.
  func holder(at instant: Instant) -> Tenure? { tenures.first { $0.contains(instant) } }

  /// The election from which the seat was last filled; nil for a designated member.
  package var lastElection: Identifier? { last?.election }

  /// Whose time on the seat begins last, and was recorded last.
  var last: Tenure? { tenures.max { ($0.from, $0.seatedAt) < ($1.from, $1.seatedAt) } }

  /// Whether somebody has or will have the seat after an instant under a mandate.
  package func isHeld(under mandate: Identifier, of organisation: Identifier, after instant: Instant) -> Bool {
    tenures.contains { tenure in
      tenure.mandate == mandate && tenure.organisation?.organisation == organisation
        && tenure.end.map { instant < $0 } ?? true
    }
  }

  /// When everybody who has or will have the seat leaves it; nil where nobody does, or somebody without a known end.
  package var lastEnd: Instant? {
    tenures.contains { $0.end == nil } ? nil : tenures.compactMap(\.end).max()
  }

  package init?(row: [UInt8]) {
    guard let fields = RowReader(row) else { return nil }
    tenures = []
    for data in fields.allData(1) {
      guard let tenure = Tenure(row: data) else { return nil }
      tenures.append(tenure)
    }
  }

  package var row: [UInt8] {
    var writer = WireWriter()
    for tenure in tenures { writer.bytes(tenure.row, field: 1) }
    return writer.bytes
  }
}

/// A person's time on a seat.
struct Tenure: Hashable {
  var seatedAt: Position
  var person: Actor
  var title: SeatTitle
  var election: Identifier?
  var organisation: Actor?
  var mandate: Identifier?
  var gender: String
  var from: Instant
  var to: Instant?
  /// Why, by which event and from when the person left before or at the end of the time.
  var cessation: Cessation?
  /// The sessions missed without excuse since the last one attended, in the order of their opening.
  var missed: [MissedSession] = []

  struct Cessation: Hashable {
    var ceasedAt: Position
    var effectiveAt: Instant
    var reason: CessationReason
  }

  struct MissedSession: Hashable {
    var heldAt: Position
    var openedAt: Instant
  }

  /// As many missed sessions are remembered as a rule can ask for.
  static let mostMissed = 100

  /// When the seat is free again; nil where no end is known.
  var end: Instant? {
    guard let cessation else { return to }
    return min(cessation.effectiveAt, to ?? cessation.effectiveAt)
  }

  func contains(_ instant: Instant) -> Bool { from <= instant && end.map { instant < $0 } ?? true }

  /// Whether the time has an instant in common with [from, to).
  func overlaps(from otherFrom: Instant, to otherTo: Instant?) -> Bool {
    let start = max(from, otherFrom)
    return (end.map { start < $0 } ?? true) && (otherTo.map { start < $0 } ?? true)
  }

  /// Notes a session that was missed without excuse.
  mutating func miss(_ session: MissedSession) {
    let index = missed.firstIndex { session.openedAt < $0.openedAt } ?? missed.endIndex
    missed.insert(session, at: index)
    if missed.count > Self.mostMissed { missed.removeFirst() }
  }

  /// Notes a session that was attended: what was missed before it is no longer in a row.
  mutating func attend(openedAt: Instant) { missed.removeAll { $0.openedAt <= openedAt } }
}

extension Tenure {
  fileprivate init?(row: [UInt8]) {
    guard let fields = RowReader(row), let title = SeatTitle(number: fields.number(3)) else { return nil }
    seatedAt = Position(fields.number(1))
    person = Actor(unchecked: fields.text(2))
    self.title = title
    election = Identifier(fields.text(4))
    let organisation = fields.text(5)
    self.organisation = organisation.isEmpty ? nil : Actor(unchecked: organisation)
    mandate = Identifier(fields.text(6))
    gender = fields.text(7)
    from = Instant(microseconds: Int64(bitPattern: fields.number(8)))
    to = fields.numberIfPresent(9).map { Instant(microseconds: Int64(bitPattern: $0)) }
    if let ceasedAt = fields.numberIfPresent(10) {
      guard let reason = CessationReason(number: fields.number(12)) else { return nil }
      cessation = Cessation(
        ceasedAt: Position(ceasedAt), effectiveAt: Instant(microseconds: Int64(bitPattern: fields.number(11))),
        reason: reason)
    }
    let numbers = fields.all(13)
    for index in stride(from: 0, to: numbers.count - 1, by: 2) {
      missed.append(
        MissedSession(
          heldAt: Position(numbers[index]), openedAt: Instant(microseconds: Int64(bitPattern: numbers[index + 1]))))
    }
  }

  fileprivate var row: [UInt8] {
    var writer = WireWriter()
    writer.varint(seatedAt.rawValue, field: 1)
    writer.string(person.description, field: 2)
    writer.varint(title.number, field: 3)
    if let election { writer.string(election.description, field: 4) }
    if let organisation { writer.string(organisation.description, field: 5) }
    if let mandate { writer.string(mandate.description, field: 6) }
    writer.string(gender, field: 7)
    writer.int64(from.microseconds, field: 8)
    if let to { writer.int64(to.microseconds, field: 9) }
    if let cessation {
      writer.varint(cessation.ceasedAt.rawValue, field: 10)
      writer.int64(cessation.effectiveAt.microseconds, field: 11)
      writer.varint(cessation.reason.number, field: 12)
    }
    for session in missed {
      writer.varint(session.heldAt.rawValue, field: 13)
      writer.int64(session.openedAt.microseconds, field: 13)
    }
    return writer.bytes
  }
}
