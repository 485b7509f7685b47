import Albo

/// Random numbers without a call of the system for each: SplitMix64 from a seed that the system draws.
struct Draws: RandomNumberGenerator {
  private var state: UInt64

  init() {
    var system = SystemRandomNumberGenerator()
    state = system.next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }

  /// Random bytes; their number is a multiple of eight.
  mutating func bytes(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count { Self.append(next(), to: &bytes) }
    return bytes
  }

  fileprivate static func append(_ word: UInt64, to bytes: inout [UInt8]) {
    for shift in stride(from: UInt64(56), through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
  }
}

/// Command ids of version 7 as a hundred thousand clients a second would make them.
struct CommandIDs {
  private var draws = Draws()
  private var now = SystemClock().now

  mutating func next() -> CommandID {
    now = now.advanced(byMicroseconds: 10)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(16)
    let (high, low) = (draws.next() & 0x0FFF, draws.next() >> 2)
    Draws.append(UInt64(now.microseconds / 1000) << 16 | 0x7000 | high, to: &bytes)
    Draws.append(1 << 63 | low, to: &bytes)
    return CommandID(bytes: bytes) ?? .random(at: now)
  }
}
