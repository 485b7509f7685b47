public import EventModel
import TransparencyLog

// A ledger has more ballots than anything else, and each is written and read several times on its way into the
// log. What the generated message does is done here by hand in a fraction of the time; tests compare both.
extension BallotCast {
  /// Reads the message.
  ///
  /// - Throws: `InvalidAct`, as the generated message does.
  public init(wire: [UInt8]) throws(InvalidAct) {
    // Whatever is not as `wire` writes it is left to the generated message, which says what is wrong.
    if let ballot = BallotCast(usual: wire) { self = ballot } else { try self.init(generated: wire) }
  }

  /// The message.
  public var wire: [UInt8] {
    var writer = WireWriter(reservingCapacity: 128)
    writer.string(election.description, field: 1)
    if !voterTag.isEmpty { writer.bytes(voterTag, field: 2) }
    if !district.isEmpty { writer.string(district, field: 3) }
    writer.bytes(choice, field: 4)
    if let supersedes { writer.varint(supersedes.rawValue, field: 6) }
    if !point.isEmpty { writer.string(point, field: 7) }
    if let rollProof {
      if rollProof.index > 0 { writer.varint(rollProof.index, field: 8) }
      for hash in rollProof.path { writer.bytes(hash.bytes, field: 9) }
    }
    if !void.isEmpty { writer.packed(void, field: 10) }
    return writer.bytes
  }

  /// The message `ClearChoice`; points are packed.
  private var choice: [UInt8] {
    var writer = WireWriter(reservingCapacity: 64)
    for option in options { writer.string(option, field: 1) }
    if !points.isEmpty { writer.packed(points, field: 2) }
    if !ranks.isEmpty { writer.packed(ranks, field: 3) }
    return writer.bytes
  }

  /// Reads what `wire` writes, and nothing else.
  private init?(usual wire: [UInt8]) {
    guard let ballot = try? BallotCast(fields: wire), ballot.wire == wire else { return nil }
    self = ballot
  }

  private init(fields wire: [UInt8]) throws {
    let bytes = wire.span
    var reader = WireReader(0..<bytes.count)
    var (election, tag, district) = ("", 0..<0, "")
    var choice = Choice()
    var supersedes: Position?
    var (point, index, hashes, void) = ("", UInt64(0), [[UInt8]](), [UInt32]())
    while let (field, kind) = try reader.next(in: bytes) {
      switch (field, kind) {
      case (1, .delimited): election = try bytes.checkedText(try reader.delimited(in: bytes))
      case (2, .delimited): tag = try reader.delimited(in: bytes)
      case (3, .delimited): district = try bytes.checkedText(try reader.delimited(in: bytes))
      case (4, .delimited): choice = try Self.choice(try reader.delimited(in: bytes), in: bytes)
      case (6, .varint): supersedes = Position(try reader.varint(in: bytes))
      case (7, .delimited): point = try bytes.checkedText(try reader.delimited(in: bytes))
      case (8, .varint): index = try reader.varint(in: bytes)
      case (9, .delimited): hashes.append(bytes.bytes(try reader.delimited(in: bytes)))
      case (10, .delimited): void = try Self.packed(try reader.delimited(in: bytes), in: bytes)
      default: throw InvalidAct(reason: "another field")
      }
    }
    try self.init(
      election: election, voterTag: bytes.bytes(tag), district: district, choice: (choice.options, choice.points),
      supersedes: supersedes)
    if index == 0 && hashes.isEmpty && point.isEmpty && choice.ranks.isEmpty && void.isEmpty { return }
    (ranks, self.point, self.void) = (choice.ranks, point, void)
    if index > 0 || !hashes.isEmpty { rollProof = VoterRoll.Proof(index: index, path: try Self.path(hashes)) }
    try checkParts()
  }

  private struct Choice {
    var options: [String] = []
    var points: [UInt32] = []
    var ranks: [UInt32] = []
  }

  private static func choice(_ range: Range<Int>, in bytes: borrowing Span<UInt8>) throws -> Choice {
    var reader = WireReader(range)
    var choice = Choice()
    while let (field, kind) = try reader.next(in: bytes) {
      switch (field, kind) {
      case (1, .delimited): choice.options.append(try bytes.checkedText(try reader.delimited(in: bytes)))
      case (2, .delimited): choice.points = try packed(try reader.delimited(in: bytes), in: bytes)
      case (3, .delimited): choice.ranks = try packed(try reader.delimited(in: bytes), in: bytes)
      default: throw InvalidAct(reason: "another field")
      }
    }
    return choice
  }

  private static func packed(_ range: Range<Int>, in bytes: borrowing Span<UInt8>) throws -> [UInt32] {
    var packed = WireReader(range)
    var numbers: [UInt32] = []
    while packed.offset < packed.end { numbers.append(UInt32(truncatingIfNeeded: try packed.varint(in: bytes))) }
    return numbers
  }
}
