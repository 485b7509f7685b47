/// What a case has measured.
struct CaseReport: Codable {
  /// The case, and what of it.
  var name: String
  /// What the ledger did.
  var ours: String
  /// What the other program did; nil if there is none.
  var peer: String?
  var events: Int = 0
  var rate: Figures?
  var peerRate: Figures?
  var ratio: Figures?
  /// User and system µs an event.
  var cpu: Figures?
  var peerCPU: Figures?
  var ratioTarget: Double?
  var rateTarget: Double?
  /// Wall seconds, for a case that is judged by its time.
  var seconds: Figures?
  var secondsTarget: Double?
  /// Median µs of a durable write of 4 KiB if the case ran, just before it.
  var durableWriteMicroseconds: Double?
  /// Other figures.
  var measures: [Measure] = []
  /// Other things to know, in words.
  var notes: [String] = []
  var pairs: [Pair] = []
  var verdict = Verdict.untold

  /// Whether the median reaches the target.
  enum Verdict: String, Codable {
    case met, missed, skipped
    /// There is no target.
    case untold = "-"
  }

  /// A case in pairs.
  init(
    _ name: String, ours: String, peer: String, pairs: [Pair], ratioTarget: Double? = nil, rateTarget: Double? = nil,
    notes: [String] = [], measures: [Measure] = []
  ) {
    (self.name, self.ours, self.peer, self.pairs) = (name, ours, peer, pairs)
    (self.notes, self.measures) = (notes, measures)
    (self.ratioTarget, self.rateTarget) = (ratioTarget, rateTarget)
    events = pairs[0].ours.count
    rate = Figures(pairs.map(\.ours.rate))
    peerRate = Figures(pairs.map(\.peer.rate))
    ratio = Figures(pairs.map(\.ratio))
    cpu = Figures(pairs.map(\.ours.cpuMicroseconds))
    peerCPU = Figures(pairs.map(\.peer.cpuMicroseconds))
    judge()
  }

  /// A case without a peer.
  init(
    _ name: String, ours: String, runs: [Run], rateTarget: Double? = nil, secondsTarget: Double? = nil,
    notes: [String] = [], measures: [Measure] = []
  ) {
    (self.name, self.ours, self.notes, self.measures) = (name, ours, notes, measures)
    (self.rateTarget, self.secondsTarget) = (rateTarget, secondsTarget)
    events = runs[0].count
    seconds = Figures(runs.map(\.seconds))
    rate = Figures(runs.map(\.rate))
    cpu = Figures(runs.map(\.cpuMicroseconds))
    judge()
  }

  /// A case that was not run.
  init(_ name: String, ours: String, skipped reason: String) {
    (self.name, self.ours, notes, verdict) = (name, ours, [reason], .skipped)
  }

  private mutating func judge() {
    let checks = [
      ratioTarget.map { (ratio?.median ?? 0) >= $0 }, rateTarget.map { (rate?.median ?? 0) >= $0 },
      secondsTarget.map { (seconds?.median ?? .infinity) <= $0 },
    ].compactMap { $0 }
    if !checks.isEmpty { verdict = checks.allSatisfy { $0 } ? .met : .missed }
  }
}
