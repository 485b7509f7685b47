package import EventModel
import SwiftProtobuf
package import TransparencyLog

/// The rules of an election as deciders ask them: the calling act, what its opening fixed, and its options by id.
///
/// A class, since every ballot asks for them: lent, not copied.
package final class ElectionRules: ConstraintValue {
  package let called: ElectionCalled
  /// The latest issue of the calling act.
  package let calledAt: Position
  /// Where candidacies were filed, the ballot paper that the opening fixed.
  package let paper: [BallotOption]
  /// The root and size of the roll, where ballots prove that they are on it.
  package let roll: VoterRoll.Commitment?
  package let optionIndexes: [String: Int]
  package let districtIndexes: [String: Int]
  /// The body to which each district elects, by district index.
  package let bodies: [Identifier?]

  init(_ called: ElectionCalled, calledAt: Position, paper: [BallotOption] = [], roll: VoterRoll.Commitment? = nil) {
    (self.called, self.calledAt, self.paper, self.roll) = (called, calledAt, paper, roll)
    let options = called.candidacies == nil ? called.options : paper
    optionIndexes = .init(uniqueKeysWithValues: options.enumerated().map { ($1.id, $0) })
    districtIndexes = .init(uniqueKeysWithValues: called.districts.enumerated().map { ($1, $0) })
    bodies = called.seats.map(\.body)
  }

  /// The options of the ballot paper.
  package var options: [BallotOption] { called.candidacies == nil ? called.options : paper }

  /// Whether a district is one of the election's; where it has none, that none is named.
  func knows(_ district: String) -> Bool {
    districtIndexes.isEmpty ? district.isEmpty : districtIndexes[district] != nil
  }

  /// The rules with a deadline moved.
  func reissued(_ called: ElectionCalled, at position: Position) -> ElectionRules {
    ElectionRules(called, calledAt: position, paper: paper, roll: roll)
  }

  /// The rules with what the opening fixed.
  func opened(paper: [BallotOption], roll: VoterRoll.Commitment?) -> ElectionRules {
    ElectionRules(called, calledAt: calledAt, paper: paper, roll: roll)
  }

  package static func key(_ election: Identifier) -> ConstraintKey { key(in: ElectionCalled.stream(of: election)) }

  static func key(in stream: StreamName) -> ConstraintKey { ConstraintKey(stream, kind: 1) }

  package convenience init?(row: [UInt8]) {
    guard let fields = RowReader(row), let called = try? ElectionCalled(wire: fields.data(2)) else { return nil }
    var paper: [BallotOption] = []
    for bytes in fields.allData(3) {
      guard let message = try? Albo_V1_Option(serializedBytes: bytes), let option = try? BallotOption(message: message)
      else { return nil }
      paper.append(option)
    }
    let root = MerkleHash(bytes: fields.data(4))
    self.init(
      called, calledAt: Position(fields.number(1)), paper: paper,
      roll: root.map { VoterRoll.Commitment(root: $0, size: LogSize(fields.number(5))) })
  }

  package var row: [UInt8] {
    var writer = WireWriter()
    writer.varint(calledAt.rawValue, field: 1)
    writer.bytes(called.wire, field: 2)
    for option in paper { writer.bytes(option.wire, field: 3) }
    if let roll {
      writer.bytes(roll.root.bytes, field: 4)
      writer.varint(roll.size.rawValue, field: 5)
    }
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
  /// Challenges that are neither dismissed nor followed by an annulment.
  package var challenges: UInt64 = 0
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
    challenges = fields.number(8)
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
    if challenges > 0 { writer.varint(challenges, field: 8) }
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
