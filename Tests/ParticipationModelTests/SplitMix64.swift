import EventModel

/// A generator whose numbers follow from its seed, so that a failure can be repeated.
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

  mutating func number<Value: FixedWidthInteger>(_ range: ClosedRange<Value>) -> Value {
    Value.random(in: range, using: &self)
  }

  /// A count below 2^53, which is what acts may state.
  mutating func count() -> UInt64 { number(0...1 << 53 - 1) }

  mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

  mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in number(0...255) } }

  mutating func one<Element>(of elements: [Element]) -> Element { elements[number(0...elements.count - 1)] }

  /// A text of 1 to so many characters, among them some that JSON escapes and some of several bytes.
  mutating func text(_ most: Int = 20) -> String {
    let letters: [Character] = ["a", "Z", "0", " ", "\"", "\\", "/", "\n", "è", "ß", "€", "😀", "\u{2028}"]
    return String((0..<number(1...most)).map { _ in one(of: letters) })
  }

  mutating func identifier() -> String {
    let letters = Array("abcxyz019")
    let tail = (0..<number(0...12)).map { _ in one(of: letters + Array("._-")) }
    return String([one(of: letters)] + tail)
  }

  mutating func actor() -> Actor { person("p\(next())") }
}

/// An id that a test writes.
func named<Of>(_ text: String) -> ID<Of> {
  guard let identifier = ID<Of>(text) else { preconditionFailure("“\(text)” is not an id") }
  return identifier
}

/// An actor that a test writes.
func person(_ text: String) -> Actor {
  guard let actor = Actor(text) else { preconditionFailure("“\(text)” is not an actor") }
  return actor
}

/// A date that a test writes.
func day(_ text: String) -> CivilDate {
  guard let date = CivilDate(text) else { preconditionFailure("“\(text)” is not a date") }
  return date
}

/// 32 bytes that stand for a person, a text or a file.
func digest(_ number: UInt8) -> [UInt8] { Array(repeating: number, count: 32) }
