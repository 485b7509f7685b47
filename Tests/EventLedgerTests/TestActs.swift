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

/// A counter gets a value: never a smaller one, but 0 forgets it. From below 100 to above it also brings
/// `HundredReached`, in another stream.
struct CounterSet: Act, Equatable {
  static let type = ActType(static: "test.v1.CounterSet")
  var counter: String
  var value: UInt64
  /// Makes the record large, and that of what follows from it twice as large.
  var ballast: [UInt8]
  /// What it was before: computed.
  var previous: UInt64?

  init(_ counter: String, _ value: UInt64, ballast: [UInt8] = []) {
    (self.counter, self.value, self.ballast) = (counter, value, ballast)
  }

  init(wire: [UInt8]) throws(InvalidAct) {
    self.init("", 0)
    let bytes = wire.span
    var reader = WireReader(0..<wire.count)
    do {
      while let (field, kind) = try reader.next(in: bytes) {
        switch (field, kind) {
        case (1, .delimited): counter = try bytes.checkedText(try reader.delimited(in: bytes))
        case (2, .varint): value = try reader.varint(in: bytes)
        case (3, .delimited): ballast = bytes.bytes(try reader.delimited(in: bytes))
        case (4, .varint): previous = try reader.varint(in: bytes)
        default: throw WireError(offset: reader.offset)
        }
      }
    } catch { throw InvalidAct(reason: "\(error)") }
    guard Identifier(counter) != nil else { throw InvalidAct(field: "counter", reason: "no id") }
  }

  var wire: [UInt8] {
    var writer = WireWriter()
    writer.string(counter, field: 1)
    if value != 0 { writer.varint(value, field: 2) }
    if !ballast.isEmpty { writer.bytes(ballast, field: 3) }
    if let previous { writer.varint(previous, field: 4) }
    return writer.bytes
  }

  init(json: JSONValue) throws(InvalidAct) { throw InvalidAct(reason: "not in these tests") }
  var json: JSONValue { .object(["counter": .string(counter), "value": .whole(value)]) }
  var stream: StreamName { StreamName("counter/\(counter)")! }

  var proposed: CounterSet {
    var copy = self
    copy.previous = nil
    return copy
  }

  func decide(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let current = rows.row(Self.row(stream), as: Number.self)?.number ?? 0
    guard value >= current || value == 0 else {
      throw Rejection("CounterDecreases", "\(counter) is \(current)", rule: "counters never decrease")
    }
    var completed = self
    completed.previous = current
    guard current < 100, value >= 100 else { return [completed] }
    return [completed, HundredReached(counter: counter, ballast: ballast + ballast)]
  }

  func evolve(_ event: EventContext, _ rows: any ConstraintRows) {
    if value == 0 { rows.remove(Self.row(stream)) } else { rows.set(Self.row(stream), to: Number(number: value)) }
    // What an event's surroundings were is the same when rows are derived from the log.
    let trace = ConstraintKey(stream, kind: 2, key: "\(event.streamVersion)")
    let commitments = UInt64(event.commitments.count)
    rows.set(trace, to: Number(number: event.position.rawValue << 8 | commitments))
  }

  static func row(_ stream: StreamName) -> ConstraintKey { ConstraintKey(stream, kind: 1) }
}

/// A counter has reached a hundred; only follows from `CounterSet`.
struct HundredReached: Act {
  static let type = ActType(static: "test.v1.HundredReached")
  static var isProposable: Bool { false }
  var counter: String
  var ballast: [UInt8]

  init(counter: String, ballast: [UInt8]) { (self.counter, self.ballast) = (counter, ballast) }

  init(wire: [UInt8]) throws(InvalidAct) {
    let set = try CounterSet(wire: wire)
    self.init(counter: set.counter, ballast: set.ballast)
  }

  var wire: [UInt8] { CounterSet(counter, 0, ballast: ballast).wire }
  init(json: JSONValue) throws(InvalidAct) { throw InvalidAct(reason: "not in these tests") }
  var json: JSONValue { .object(["counter": .string(counter)]) }
  var stream: StreamName { Self.stream }
  static let stream = StreamName("hundred/all")!

  func decide(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    throw Rejection("NotProposable", "it only follows", rule: "a counter reaches a hundred by itself")
  }

  func evolve(_ event: EventContext, _ rows: any ConstraintRows) {
    let key = ConstraintKey(stream, kind: 1, key: counter)
    let times = rows.row(key, as: Number.self)?.number ?? 0
    rows.set(key, to: Number(number: (times >> 8 + 1) << 8 | UInt64(event.commitments.count)))
  }
}

/// A number as the content of a constraint row.
struct Number: ConstraintValue, Equatable {
  var number: UInt64

  init(number: UInt64) { self.number = number }
  init?(row: [UInt8]) { number = UInt64(String(decoding: row, as: UTF8.self)) ?? .max }
  var row: [UInt8] { Array(String(number).utf8) }
}
