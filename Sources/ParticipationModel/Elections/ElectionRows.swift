package import EventModel
package import TransparencyLog

/// The rules of an election as deciders ask them: the calling act, and its options by id.
///
/// A class, since every ballot asks for them: lent, not copied.
package final class ElectionRules: ConstraintValue {
  package let called: ElectionCalled
  package let calledAt: Position
  package let optionIndexes: [String: Int]
  package let districtIndexes: [String: Int]

  init(_ called: ElectionCalled, calledAt: Position) {
    self.called = called
    self.calledAt = calledAt
    optionIndexes = .init(uniqueKeysWithValues: called.options.enumerated().map { ($1.id, $0) })
    districtIndexes = .init(uniqueKeysWithValues: called.districts.enumerated().map { ($1, $0) })
  }

  package static func key(_ election: Identifier) -> ConstraintKey { key(in: ElectionCalled.stream(of: election)) }

  static func key(in stream: StreamName) -> ConstraintKey { ConstraintKey(stream, kind: 1) }

  package convenience init?(row: [UInt8]) {
    guard let fields = RowReader(row), let called = try? ElectionCalled(wire: fields.data(2)) else { return nil }
    self.init(called, calledAt: Position(fields.number(1)))
  }

  package var row: [UInt8] {
    var writer = WireWriter()
    writer.varint(calledAt.rawValue, field: 1)
    writer.bytes(called.wire, field: 2)
    return writer.bytes
  }
}

/// How far an election has come, and how many ballots it has: what closing computes its counts from.
package struct ElectionState: ConstraintValue {
  package enum Phase: UInt64, Sendable {
    case called = 0
    case open = 1
    case closed = 2
    case certified = 3
  }

  package var phase = Phase.called
  /// The event that brought the phase about.
  package var since = Position(0)
  package var cast: UInt64 = 0
  package var superseded: UInt64 = 0
  package var annulled: UInt64 = 0
  /// Live ballots by district index; one more than there are districts, the last for none.
  package var byDistrict: [UInt64: UInt64] = [:]
  package var byChannel: [UInt64: UInt64] = [:]

  package init() {}

  package var live: UInt64 { cast - superseded - annulled }

  package static func key(_ election: Identifier) -> ConstraintKey { key(in: ElectionCalled.stream(of: election)) }

  static func key(in stream: StreamName) -> ConstraintKey { ConstraintKey(stream, kind: 2) }

  package init?(row: [UInt8]) {
    guard let fields = RowReader(row), let phase = Phase(rawValue: fields.number(1)) else { return nil }
    self.phase = phase
    since = Position(fields.number(2))
    (cast, superseded, annulled) = (fields.number(3), fields.number(4), fields.number(5))
    let (districts, channels) = (fields.all(6), fields.all(7))
    for index in stride(from: 0, to: districts.count - 1, by: 2) { byDistrict[districts[index]] = districts[index + 1] }
    for index in stride(from: 0, to: channels.count - 1, by: 2) { byChannel[channels[index]] = channels[index + 1] }
  }

  package var row: [UInt8] {
    var writer = WireWriter()
    writer.varint(phase.rawValue, field: 1)
    writer.varint(since.rawValue, field: 2)
    writer.varint(cast, field: 3)
    writer.varint(superseded, field: 4)
    writer.varint(annulled, field: 5)
    for (field, counts) in [(UInt32(6), byDistrict), (7, byChannel)] {
      for (key, count) in counts.sorted(by: { $0.key < $1.key }) {
        writer.varint(key, field: field)
        writer.varint(count, field: field)
      }
    }
    return writer.bytes
  }
}

/// What a voter has done: the live ballot, or the last one, annulled. Kept under 16 bytes of the tag.
package struct VoterRow: ConstraintValue {
  package var ballot: Position
  package var isAnnulled: Bool
  package var district: UInt64
  package var channel: UInt64

  package static func key(_ election: Identifier, tag: [UInt8]) -> ConstraintKey {
    key(in: ElectionCalled.stream(of: election), tag: tag)
  }

  static func key(in stream: StreamName, tag: [UInt8]) -> ConstraintKey {
    ConstraintKey(stream, kind: 3, key: Array(tag.prefix(16)))
  }

  package init(ballot: Position, isAnnulled: Bool, district: UInt64, channel: UInt64) {
    (self.ballot, self.isAnnulled, self.district, self.channel) = (ballot, isAnnulled, district, channel)
  }

  package init?(row: [UInt8]) {
    guard row.count == 12 else { return nil }
    ballot = Position(row[0..<8].reduce(0) { $0 << 8 | UInt64($1) })
    isAnnulled = row[8] != 0
    district = UInt64(row[9]) << 8 | UInt64(row[10])
    channel = UInt64(row[11])
  }

  package var row: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(12)
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: ballot.rawValue >> shift))
    }
    bytes.append(isAnnulled ? 1 : 0)
    bytes.append(UInt8(truncatingIfNeeded: district >> 8))
    bytes.append(UInt8(truncatingIfNeeded: district))
    bytes.append(UInt8(truncatingIfNeeded: channel))
    return bytes
  }
}
