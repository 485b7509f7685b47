import Albo

/// A bench of the city.
enum Bench {}

/// Neighbours repaired a bench: an act that this program adds.
struct BenchRepaired: Act {
  /// The bench.
  var bench: ID<Bench>
  /// How long it took, in minutes.
  var minutes: UInt32

  init(bench: ID<Bench>, minutes: UInt32) { (self.bench, self.minutes) = (bench, minutes) }

  /// A name under this program's domain: no later act of Albo can have the same name.
  static let type = ActType(static: "org.example.benches.v1.BenchRepaired")

  init(_ blank: Blank) { (bench, minutes) = (ID(blank), 0) }

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "bench", &bench)
    try fields.number(2, "minutes", &minutes, 1...1440)
  }

  var stream: StreamName { StreamName(category: "bench", bench) }

  static let refusals: [RejectionCode] = [.repairedLately]

  /// Refuses a second repair within a day.
  func decide(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    if let last = rows.row(LastRepair.key(self), as: LastRepair.self),
      decision.now < last.at.advanced(byMicroseconds: 86_400_000_000)
    {
      throw Rejection(
        .repairedLately, "the bench “\(bench)” was repaired at \(last.at)", positions: [Position(last.position)])
    }
    return [self]
  }

  /// Remembers the last repair.
  func evolve(_ event: EventContext, _ rows: any ConstraintRows) {
    rows.set(LastRepair.key(self), to: LastRepair(at: event.now, position: event.position.rawValue))
  }
}

extension RejectionCode {
  static let repairedLately = RejectionCode("RepairedLately", "a bench is repaired once in 24 hours")
}

/// The state that the decision needs: when a bench was last repaired.
struct LastRepair: ConstraintValue, Described {
  var at: Instant
  var position: UInt64

  init(at: Instant, position: UInt64) { (self.at, self.position) = (at, position) }

  init(_ blank: Blank) { (at, position) = (Instant(microseconds: 0), 0) }

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.instant(1, "at", &at)
    try fields.number(2, "position", &position)
  }

  static func key(_ act: BenchRepaired) -> ConstraintKey { ConstraintKey(act.stream, kind: 1) }
}
