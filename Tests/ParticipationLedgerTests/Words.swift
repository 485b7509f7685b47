public import EventModel

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

  mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

  mutating func one<Element>(of elements: [Element]) -> Element { elements[number(0...elements.count - 1)] }
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

/// The administrative act that tests refer to.
let reference = ActReference(number: "417/2023", date: day("2023-11-30"))

/// Ids in the expectations of tests.
extension ID: ExpressibleByStringLiteral, ExpressibleByUnicodeScalarLiteral,
  ExpressibleByExtendedGraphemeClusterLiteral
{
  /// The id; a text that is none ends the test.
  public init(stringLiteral text: String) { self = named(text) }
}
