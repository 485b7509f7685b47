public import EventModel

/// How a vote is turned into an outcome, as the schema says it.
enum AllocationMethod: String, Choice {
  case topSeats, greedy, greedyNoSkip, greedyThreshold, countOnly, scottishSTV, instantRunoff, equalShares
}

extension AllocationMeasure: Choice {
  /// `Measure`.
  public static var schemaName: String { "Measure" }
}

/// The message of an allocation: one method, and the fields of that method alone.
struct AllocationParts: Described, Equatable {
  private var method = AllocationMethod.countOnly
  private var measure: AllocationMeasure?
  private var seats: UInt32 = 0
  private var budget: Int64 = 0
  private var threshold: UInt64 = 0
  private var increment: Int64 = 0

  static let schemaName = "Allocation"

  init(_ blank: Blank) {}

  init(_ rule: AllocationRule?) {
    switch rule {
    case .topSeats(let seats): (method, measure, self.seats) = (.topSeats, .votes, seats)
    case .scottishSTV(let seats): (method, measure, self.seats) = (.scottishSTV, .votes, seats)
    case .instantRunoff: (method, measure, seats) = (.instantRunoff, .votes, 1)
    case .equalShares(let budget, let increment):
      (method, measure, self.budget, self.increment) = (.equalShares, .votes, budget, increment)
    case .greedy(let budget, let measure, let skips, let threshold):
      // A threshold without skipping has no method: it is written so that reading refuses it.
      method = !skips ? .greedyNoSkip : threshold != nil ? .greedyThreshold : .greedy
      (self.measure, self.budget, self.threshold) = (measure, budget, threshold ?? 0)
    case nil: method = .countOnly
    }
  }

  /// Nil if the votes are only counted.
  var rule: AllocationRule? {
    switch method {
    case .countOnly: nil
    case .topSeats: .topSeats(seats)
    case .scottishSTV: .scottishSTV(seats: seats)
    case .instantRunoff: .instantRunoff
    case .equalShares: .equalShares(budget: budget, increment: increment)
    case .greedy, .greedyNoSkip, .greedyThreshold:
      .greedy(
        budget: budget, measure: measure ?? .votes, skips: method != .greedyNoSkip,
        threshold: method == .greedyThreshold ? threshold : nil)
    }
  }

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.choice(1, "method", &method)
    try fields.choice(2, "measure", &measure)
    try fields.number(3, "seats", &seats, 0...Int64(ElectionCalled.maximumSeats))
    try fields.cents(4, "budget", &budget)
    try fields.count(5, "threshold", &threshold)
    try fields.cents(6, "increment", &increment)
    try fields.check(!fillsSeats || seats > 0, "seats", "is missing: \(method.shortName) needs the number of seats")
    try fields.check(
      method != .instantRunoff || seats == 1, "seats", "\(seats): expected 1: an instant run-off fills one seat")
    try fields.check(
      measure == .votes || method == .countOnly || isGreedy && measure == .score, "measure",
      "expected \(isGreedy ? "VOTES or SCORE" : "VOTES") for \(method.shortName)")
    // What the rule does not keep belongs to another method.
    try fields.check(
      AllocationParts(rule) == self, "", "a field is set that does not belong to \(method.shortName)")
  }

  mutating func completeExample() {
    self = AllocationParts(.greedy(budget: 5_000_000, measure: .votes, skips: true, threshold: nil))
  }

  private var fillsSeats: Bool { [.topSeats, .scottishSTV, .instantRunoff].contains(method) }
  private var isGreedy: Bool { [.greedy, .greedyNoSkip, .greedyThreshold].contains(method) }
}
