/// A small generator with a fixed seed (Steele, Lea, Flood 2014), so that a scenario is the same in every run.
package struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  /// A generator that always gives the same numbers.
  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  /// The next bytes.
  package mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
  }

  /// A number below a positive bound.
  mutating func number(below bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// One of the elements.
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(below: elements.count)] }
}
