import EventModel
import TransparencyLog

extension ActRegistry {
  static let test = ActRegistry([CounterSet.self, HundredReached.self]).adding(opaque: blobType)
}

let blobType = ActType(static: "test.v1.Blob")

/// An act of which the ledger knows only the bytes.
func blob(_ stream: String, _ bytes: [UInt8]) -> OpaqueAct {
  OpaqueAct(type: blobType, stream: StreamName(stream)!, bytes: bytes)
}

extension RejectionCode {
  static let counterDecreases = RejectionCode("CounterDecreases", "counters never decrease")
}

/// A counter gets a value: never a smaller one, but 0 forgets it. From below 100 to above it also brings
/// `HundredReached`, in another stream.
struct CounterSet: Act {
  static let type = ActType(static: "test.v1.CounterSet")
  static let refusals: [RejectionCode] = [.counterDecreases]
  var counter = ""
  var value: UInt64 = 0
  /// Makes the record large, and that of what follows from it twice as large.
  var ballast: [UInt8] = []
  /// What it was before: computed.
  var previous: UInt64?

  init(_ counter: String, _ value: UInt64, ballast: [UInt8] = []) {
    (self.counter, self.value, self.ballast) = (counter, value, ballast)
  }

  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.text(1, "counter", &counter, 0...64)
    try fields.number(2, "value", &value)
    try fields.bytes(3, "ballast", &ballast, 0...1_000_000)
    try fields.number(4, "previous", &previous, computed: true)
    try fields.check(ID<CounterSet>(counter) != nil, "counter", "no id")
  }

  var stream: StreamName { StreamName("counter/\(counter)")! }

  func decide(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let current = rows.row(Self.row(stream), as: Number.self)?.number ?? 0
    guard value >= current || value == 0 else {
      throw Rejection(.counterDecreases, "\(counter) is \(current)")
    }
    var completed = self
    completed.previous = current
    guard current < 100, value >= 100 else { return [completed] }
    return [completed, HundredReached(counter: counter, ballast: ballast + ballast)]
  }

  func evolve(_ event: EventContext, _ rows: any ConstraintRows) {
    if value == 0 { rows.remove(Self.row(stream)) } else { rows.set(Self.row(stream), to: Number(number: value)) }
    // What an event's surroundings were is the same when rows are derived from the log.
    let trace = ConstraintKey(stream, kind: 2, key: "\(event.decision.streamVersion)")
    let commitments = UInt64(event.decision.commitments.count)
    rows.set(trace, to: Number(number: event.position.rawValue << 8 | commitments))
  }

  static func row(_ stream: StreamName) -> ConstraintKey { ConstraintKey(stream, kind: 1) }
}

/// A counter has reached a hundred; only follows from `CounterSet`.
struct HundredReached: Act {
  static let type = ActType(static: "test.v1.HundredReached")
  static let refusals: [RejectionCode] = [.notProposable]
  static var isProposable: Bool { false }
  var counter = ""
  var ballast: [UInt8] = []

  init(counter: String, ballast: [UInt8]) { (self.counter, self.ballast) = (counter, ballast) }
  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.text(1, "counter", &counter, 1...64)
    try fields.bytes(3, "ballast", &ballast, 0...1_000_000)
  }

  var stream: StreamName { Self.stream }
  static let stream = StreamName("hundred/all")!

  func decide(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    throw Rejection(.notProposable, "it only follows", rule: "a counter reaches a hundred by itself")
  }

  func evolve(_ event: EventContext, _ rows: any ConstraintRows) {
    let key = ConstraintKey(stream, kind: 1, key: counter)
    let times = rows.row(key, as: Number.self)?.number ?? 0
    rows.set(key, to: Number(number: (times >> 8 + 1) << 8 | UInt64(event.decision.commitments.count)))
  }
}

/// A number as the content of a constraint row.
struct Number: ConstraintValue, Equatable {
  var number: UInt64

  init(number: UInt64) { self.number = number }
  init?(row: [UInt8]) { number = UInt64(String(decoding: row, as: UTF8.self)) ?? .max }
  var row: [UInt8] { Array(String(number).utf8) }
}
