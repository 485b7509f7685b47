import EventModel
import TransparencyLog

/// A meeting as deciders ask it.
struct MeetingRow: ConstraintValue, Equatable {
  var convenedAt: Position
  var kind: MeetingKind
  var call: UInt32
  var scheduledFor: Instant
  var held: Held?

  /// What is known of a meeting once it was held.
  struct Held: Hashable {
    var heldAt: Position
    var openedAt: Instant
    var hasQuorum: Bool
    /// The seats whose members, or their substitutes, were present.
    var present: [Identifier]
  }

  static func key(_ body: Identifier, _ meeting: Identifier) -> ConstraintKey {
    ConstraintKey(BodyEstablished.stream(of: body), kind: 6, key: meeting.description)
  }

  init(convenedAt: Position, kind: MeetingKind, call: UInt32, scheduledFor: Instant) {
    (self.convenedAt, self.kind, self.call, self.scheduledFor) = (convenedAt, kind, call, scheduledFor)
  }

  init?(row: [UInt8]) {
    guard let fields = RowReader(row), let kind = MeetingKind(number: fields.number(2)) else { return nil }
    self.init(
      convenedAt: Position(fields.number(1)), kind: kind, call: UInt32(truncatingIfNeeded: fields.number(3)),
      scheduledFor: Instant(microseconds: Int64(bitPattern: fields.number(4))))
    guard let heldAt = fields.numberIfPresent(5) else { return }
    var present: [Identifier] = []
    for data in fields.allData(8) {
      guard let seat = Identifier(String(decoding: data, as: UTF8.self)) else { return nil }
      present.append(seat)
    }
    held = Held(
      heldAt: Position(heldAt), openedAt: Instant(microseconds: Int64(bitPattern: fields.number(6))),
      hasQuorum: fields.number(7) != 0, present: present)
  }

  var row: [UInt8] {
    var writer = WireWriter()
    writer.varint(convenedAt.rawValue, field: 1)
    writer.varint(kind.number, field: 2)
    writer.varint(UInt64(call), field: 3)
    writer.int64(scheduledFor.microseconds, field: 4)
    guard let held else { return writer.bytes }
    writer.varint(held.heldAt.rawValue, field: 5)
    writer.int64(held.openedAt.microseconds, field: 6)
    writer.varint(held.hasQuorum ? 1 : 0, field: 7)
    for seat in held.present { writer.string(seat.description, field: 8) }
    return writer.bytes
  }
}

/// An item of an agenda, and whether a resolution has settled it.
struct AgendaRow: ConstraintValue, Equatable {
  /// The convening that last had it on its agenda.
  var convenedAt: Position
  /// The kind of resolution it asks for.
  var kind: ResolutionKind?
  var settledAt: Position?

  static func key(_ body: Identifier, _ item: Identifier) -> ConstraintKey {
    ConstraintKey(BodyEstablished.stream(of: body), kind: 7, key: item.description)
  }

  init(convenedAt: Position, kind: ResolutionKind?, settledAt: Position? = nil) {
    (self.convenedAt, self.kind, self.settledAt) = (convenedAt, kind, settledAt)
  }

  init?(row: [UInt8]) {
    guard let fields = RowReader(row) else { return nil }
    convenedAt = Position(fields.number(1))
    if let number = fields.numberIfPresent(2) {
      guard let kind = ResolutionKind(number: number) else { return nil }
      self.kind = kind
    }
    settledAt = fields.numberIfPresent(3).map { Position($0) }
  }

  var row: [UInt8] {
    var writer = WireWriter()
    writer.varint(convenedAt.rawValue, field: 1)
    if let kind { writer.varint(kind.number, field: 2) }
    if let settledAt { writer.varint(settledAt.rawValue, field: 3) }
    return writer.bytes
  }
}

/// A resolution's id is taken.
struct ResolutionRow: ConstraintValue, Equatable {
  var votedAt: Position

  static func key(_ body: Identifier, _ resolution: Identifier) -> ConstraintKey {
    ConstraintKey(BodyEstablished.stream(of: body), kind: 8, key: resolution.description)
  }

  init(votedAt: Position) { self.votedAt = votedAt }

  init?(row: [UInt8]) {
    guard let fields = RowReader(row) else { return nil }
    votedAt = Position(fields.number(1))
  }

  var row: [UInt8] {
    var writer = WireWriter()
    writer.varint(votedAt.rawValue, field: 1)
    return writer.bytes
  }
}
