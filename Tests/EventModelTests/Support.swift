import EventModel
import TransparencyLog

/// Random numbers that are the same for the same seed (S. Vigna, SplitMix64), so that a failure reproduces.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  mutating func chance(_ percent: Int) -> Bool { int(1...100) <= percent }

  mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }

  mutating func text(_ alphabet: String, _ count: ClosedRange<Int>) -> String {
    let letters = Array(alphabet)
    return String((0..<int(count)).map { _ in letters[int(0...letters.count - 1)] })
  }

  /// Numbers of every length, the ends of the range among them.
  mutating func number() -> UInt64 {
    switch int(0...9) {
    case 0: 0
    case 1: .max
    case 2: UInt64(Int64.max)
    default: next() >> UInt64(int(0...63))
    }
  }
}

private let small = "abcdefghijklmnopqrstuvwxyz0123456789"

extension Envelope {
  /// An envelope in which every field that may be absent sometimes is.
  static func random(using random: inout SplitMix64) -> Envelope {
    var envelope = Envelope(
      stream: StreamName("category/\(random.text(small, 1...64))")!, version: max(1, random.number()),
      recordedAt: Instant(microseconds: Int64(bitPattern: random.number())),
      type: ActType("albo.v1.\(random.text(small, 1...30))")!, actor: Actor(random.text(small, 1...128))!,
      channel: Channel.allCases.randomElement(using: &random) ?? .paper,
      assurance: UInt32(truncatingIfNeeded: random.number()))
    if random.chance(50) { envelope.onBehalfOf = Actor(random.text(small, 1...20)) }
    if random.chance(50) { envelope.mandate = Position(random.number()) }
    if random.chance(50) { envelope.recorder = random.text("àé€😀 \u{0}abc\n\"", 0...40) }
    if random.chance(50) { envelope.occurredAt = Instant(microseconds: Int64(bitPattern: random.number())) }
    if random.chance(80) { envelope.commandID = CommandID(bytes: random.bytes(16)) }
    if random.chance(30) { envelope.causedBy = Position(random.number()) }
    for _ in 0..<(random.chance(40) ? random.int(1...3) : 0) {
      envelope.commitments.append(
        Commitment(field: random.text(small, 0...20), digest: random.bytes(random.chance(90) ? 32 : 0)))
    }
    if random.chance(30) {
      envelope.actReference = ActReference(
        number: random.text("0123456789/", 0...12), date: CivilDate(year: random.int(1...9999), month: 2, day: 28)!,
        hash: random.bytes(random.chance(50) ? 32 : 0))
    }
    if random.chance(20) { envelope.under = Position(random.number()) }
    return envelope
  }

  /// The record around an act.
  func record(act: [UInt8]) -> [UInt8] {
    var writer = WireWriter()
    write(act: act, to: &writer)
    return writer.bytes
  }
}
