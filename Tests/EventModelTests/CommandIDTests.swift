import Bytes
import EventModel
import Testing

@Suite struct CommandIDTests {
  private let text = "01938f5e-7a2c-7b3d-9c1e-0123456789ab"

  @Test func textAndBytesReturn() throws {
    let id = try #require(CommandID(text))
    #expect(id.description == text)
    #expect(id.version == 7)
    #expect(Hex.text(id.bytes) == text.filter { $0 != "-" })
    #expect(CommandID(bytes: id.bytes) == id)
    #expect(CommandID(text.uppercased()) == id)
    var buffer: [UInt8] = [9]
    id.append(to: &buffer)
    #expect(buffer == [9] + id.bytes)
  }

  @Test(arguments: [
    "", "01938f5e7a2c7b3d9c1e0123456789ab", "01938f5e-7a2c-7b3d-9c1e-0123456789a",
    "{01938f5e-7a2c-7b3d-9c1e-0123456789ab}",
    "01938f5e-7a2c-7b3d-9c1e-0123456789ag", "+1938f5e-7a2c-7b3d-9c1e-0123456789ab",
    "01938f5e-7a2c-7b3d-9c1e-+123456789ab", "01938f5e-7a2c-7b3d-9c1e0-123456789ab",
    "01938f5e-7a2c-7b3d-9c1e-0123456789ab-",
    "０1938f5-7a2c-7b3d-9c1e-0123456789ab", " 01938f5e-7a2c-7b3d-9c1e-0123456789ab",
  ])
  func otherTextIsRefused(text: String) { #expect(CommandID(text) == nil) }

  @Test func onlySixteenBytesAreAnID() {
    for count in 0...20 where count != 16 { #expect(CommandID(bytes: .init(repeating: 7, count: count)) == nil) }
  }

  @Test func idsReturnThroughTextAndOrderByBytes() throws {
    var random = SplitMix64(seed: 7)
    let ids = try (0..<500).map { _ in try #require(CommandID(bytes: random.bytes(16))) }
    for id in ids { #expect(CommandID(id.description) == id) }
    #expect(
      ids.sorted().map(\.bytes) == ids.map(\.bytes).sorted { $0.lexicographicallyPrecedes($1) })
    #expect(ids.sorted().map(\.description) == ids.map(\.description).sorted())
  }

  @Test func newIDsAreOfVersionSevenAndOrderByTime() {
    for milliseconds in [0, 1, 1_669_374_000_000, 0xFFFF_FFFF_FFFF] as [Int64] {
      let ids = (0..<50).map { _ in CommandID.random(at: Instant(microseconds: milliseconds * 1000)) }
      #expect(Set(ids).count == ids.count)
      for id in ids {
        #expect(id.version == 7)
        #expect(id.bytes[8] >> 6 == 0b10)
        #expect(id.high >> 16 == UInt64(milliseconds))
        #expect(milliseconds == 0 || id > .random(at: Instant(microseconds: milliseconds * 1000 - 1000)))
      }
    }
  }

  @Test func derivedIDsAreTheSameForEverAndOfVersionEight() {
    let source: UInt64 = 0xABCD_EF01_2345
    let id = CommandID.derived(from: source, counter: 258)
    #expect(id.description == "abcdef01-2345-8000-8000-000000000102")
    #expect(id.version == 8)
    #expect(id == .derived(from: source, counter: 258))
  }

  @Test func derivedIDsOrderByTheirCounterAndDiffer() {
    let counters: [UInt64] = [0, 1, 2, 255, 256, 1 << 32, 1 << 61, (1 << 62) - 1]
    let ids = counters.map { CommandID.derived(from: 5, counter: $0) }
    #expect(ids.sorted() == ids)
    #expect(Set(ids + [.derived(from: 6, counter: 0)]).count == ids.count + 1)
    for id in ids { #expect(id.version == 8 && id.bytes[8] >> 6 == 0b10) }
  }
}
