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
    return writer.bytes
  }

  /// The message `ClearChoice`; points are packed.
  private var choice: [UInt8] {
    var writer = WireWriter(reservingCapacity: 64)
    for option in options { writer.string(option, field: 1) }
    if !points.isEmpty { writer.packed(points, field: 2) }
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
    var choice = ([String](), [UInt32]())
    var supersedes: Position?
    while let (field, kind) = try reader.next(in: bytes) {
      switch (field, kind) {
      case (1, .delimited): election = try bytes.checkedText(try reader.delimited(in: bytes))
      case (2, .delimited): tag = try reader.delimited(in: bytes)
      case (3, .delimited): district = try bytes.checkedText(try reader.delimited(in: bytes))
      case (4, .delimited): choice = try Self.choice(try reader.delimited(in: bytes), in: bytes)
      case (6, .varint): supersedes = Position(try reader.varint(in: bytes))
      default: throw InvalidAct(reason: "another field")
      }
    }
    try self.init(
      election: election, voterTag: bytes.bytes(tag), district: district, choice: choice, supersedes: supersedes)
  }

  private static func choice(
    _ range: Range<Int>, in bytes: borrowing Span<UInt8>
  ) throws -> (options: [String], points: [UInt32]) {
    var reader = WireReader(range)
    var options: [String] = []
    var points: [UInt32] = []
    while let (field, kind) = try reader.next(in: bytes) {
      switch (field, kind) {
      case (1, .delimited): options.append(try bytes.checkedText(try reader.delimited(in: bytes)))
      case (2, .delimited):
        var packed = WireReader(try reader.delimited(in: bytes))
        while packed.offset < packed.end { points.append(UInt32(truncatingIfNeeded: try packed.varint(in: bytes))) }
      default: throw InvalidAct(reason: "another field")
      }
    }
    return (options, points)
  }
}
