import EventModel
import ParticipationModel
import SwiftProtobuf
import Testing
import TransparencyLog

/// Ballots are written and read by hand; the generated message says how.
@Suite("A ballot's message")
struct BallotWireTests {
  @Test("is written by hand as generated code writes it", arguments: 0..<300 as Range<UInt64>)
  func writing(seed: UInt64) throws {
    let ballot = try Self.ballot(seed)
    #expect(try ballot.wire == ballot.message.serializedBytes(), "seed \(seed)")
  }

  @Test("is read by hand as generated code reads it", arguments: 0..<300 as Range<UInt64>)
  func reading(seed: UInt64) throws {
    let wire = try Self.ballot(seed).wire
    #expect(Self.outcome { try BallotCast(wire: wire) } == Self.outcome { try BallotCast(generated: wire) })
  }

  @Test("is refused as generated code refuses it, whichever byte is changed", arguments: 0..<40 as Range<UInt64>)
  func damage(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let wire = try Self.ballot(seed).wire
    for place in wire.indices {
      var changed = wire
      switch generator.next() % 3 {
      case 0: changed[place] ^= UInt8(truncatingIfNeeded: 1 << (generator.next() % 8))
      case 1: changed.insert(UInt8(truncatingIfNeeded: generator.next()), at: place)
      default: changed.removeSubrange(place...)
      }
      let (mine, theirs) = (
        Self.outcome { try BallotCast(wire: changed) }, Self.outcome { try BallotCast(generated: changed) }
      )
      #expect(mine == theirs, "seed \(seed), byte \(place)")
    }
  }

  /// A ballot, or why there is none.
  private static func outcome(_ read: () throws -> BallotCast) -> String {
    do { return "\(try read())" } catch { return "\(error)" }
  }

  private static func ballot(_ seed: UInt64) throws -> BallotCast {
    var generator = SplitMix64(seed: seed)
    let count = Int(generator.next() % 5)
    let isLong = generator.next() % 4 == 0
    return BallotCast(
      election: try #require(Identifier("vote-\(seed)")),
      voterTag: (0..<(isLong ? 31 : 32)).map { _ in UInt8(truncatingIfNeeded: generator.next()) },
      district: generator.next() % 2 == 0 ? "" : "Città \(generator.next() % 100)",
      options: (0..<count).map { "P\($0)" + String(repeating: "è", count: Int(generator.next() % 100)) },
      points: generator.next() % 2 == 0 ? [] : (0..<count).map { _ in UInt32(truncatingIfNeeded: generator.next()) },
      supersedes: generator.next() % 3 == 0 ? Position(generator.next() >> (generator.next() % 64)) : nil)
  }
}
