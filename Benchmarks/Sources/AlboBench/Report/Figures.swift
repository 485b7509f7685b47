/// The middle, the least and the most of some figures.
struct Figures: Codable {
  var median: Double
  var least: Double
  var most: Double

  /// - Precondition: there is a figure.
  init(_ figures: [Double]) {
    let sorted = figures.sorted()
    let middle = sorted.count / 2
    median = sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    (least, most) = (sorted[0], sorted[sorted.count - 1])
  }

  /// Nil if a figure is missing.
  init?(_ figures: [Double?]) {
    let known = figures.compactMap { $0 }
    guard !known.isEmpty, known.count == figures.count else { return nil }
    self.init(known)
  }
}

/// A run of the ledger and the run of its peer right after it.
struct Pair: Codable {
  var ours: Run
  var peer: Run

  /// Ours ÷ theirs, in events a second.
  var ratio: Double { ours.rate / peer.rate }
}

/// A figure beside those that every case has.
struct Measure: Codable {
  var name: String
  var unit: String
  var value: Figures

  init(_ name: String, _ unit: String, _ value: Figures) { (self.name, self.unit, self.value) = (name, unit, value) }

  init(_ name: String, _ unit: String, _ value: Double) { self.init(name, unit, Figures([value])) }
}
