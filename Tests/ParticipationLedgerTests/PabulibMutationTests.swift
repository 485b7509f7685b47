import Imports
import ParticipationLedger
import Testing

/// Damaged files are read or refused; they never crash the reader.
@Suite struct PabulibMutationTests {
  /// SplitMix64, so that a failure can be repeated.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private static let tellingBytes = Array("\"\n\r;,.0-9MPV \u{FEFF}".utf8) + [0x00, 0xC3, 0xFF]

  private func damage(_ bytes: inout [UInt8], with generator: inout Generator) {
    let place = Int.random(in: bytes.indices, using: &generator)
    let byte = Self.tellingBytes.randomElement(using: &generator) ?? 0
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: bytes[place] = byte
    case 1: bytes.insert(byte, at: place)
    case 2: bytes.remove(at: place)
    default: bytes.removeSubrange(place..<min(place + 30, bytes.count))
    }
  }

  @Test func survivesRandomDamage() throws {
    var generator = Generator(state: 2023)
    let original = Array(PabulibFixture.text().utf8)
    var refused = 0
    for round in 0..<5_000 {
      var bytes = original
      for _ in 0...(round % 4) { damage(&bytes, with: &generator) }
      do throws(PabulibError) {
        let (contents, votes) = try PabulibFixture.parse(bytes, by: 1 + round % 97)
        #expect(contents.voteCount == votes.count)
      } catch {
        refused += 1
        let lines = bytes.count { $0 == UInt8(ascii: "\n") } + 1
        #expect((1...lines).contains(error.line ?? 0))
        #expect(!error.description.isEmpty)
      }
    }
    #expect((1_000..<5_000).contains(refused))
  }

  @Test func survivesEveryTruncation() throws {
    let original = Array(PabulibFixture.text().utf8)
    // Some of the votes' last characters may go without harm.
    for length in 0..<(original.count - 10) {
      #expect(throws: PabulibError.self) { try PabulibFixture.parse(Array(original.prefix(length))) }
    }
  }
}
