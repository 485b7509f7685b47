extension RankedTally {
  /// The elected candidate whose surplus is next, if any has one.
  mutating func largestSurplus() throws -> Int? {
    let most = count.elected.map { values[$0] }.max() ?? 0
    guard let quota = count.quota, most > quota else { return nil }
    return try settled(count.elected.filter { values[$0] == most }.sorted(), for: .surplus)
  }

  /// The candidate to be excluded next, if any continues.
  mutating func lowest() throws -> Int? {
    let least = continuing.map { values[$0] }.min()
    return try settled(continuing.filter { values[$0] == least }, for: .exclusion)
  }

  /// The candidates in order of what they hold, the most first; equals by the rounds before, then by the breaker.
  mutating func ranked(_ candidates: [Int]) throws -> [Int] {
    var left = candidates.sorted()
    var ranked: [Int] = []
    while !left.isEmpty {
      let equals = leading(left, by: max)
      left.removeAll { equals.contains($0) }
      ranked += equals.count > 1 ? try order(equals, equals, for: .ranking) : equals
    }
    return ranked
  }

  /// Which of equals is transferred or excluded; nobody if there are none.
  private mutating func settled(_ tied: [Int], for purpose: TiePurpose) throws -> Int? {
    if tied.count < 2 { return tied.first }
    let rivals = leading(tied, by: purpose == .surplus ? max : min)
    return try order(rivals, tied, for: purpose).first
  }

  /// Those with the extreme value in the last round, of them those with the extreme value in the round before, and so
  /// on: the most recent round at which some are unequal decides between them.
  private func leading(_ candidates: [Int], by extreme: (UInt64, UInt64) -> UInt64) -> [Int] {
    var leading = candidates
    for round in count.rounds.reversed().prefix(looksBack ? count.rounds.count : 1) {
      guard let first = leading.first, leading.count > 1 else { break }
      let value = leading.reduce(round.values[first]) { extreme($0, round.values[$1]) }
      leading.removeAll { round.values[$0] != value }
    }
    return leading
  }

  /// Puts rivals in order, the one that is acted on first, and notes the tie.
  private mutating func order(_ rivals: [Int], _ tied: [Int], for purpose: TiePurpose) throws -> [Int] {
    let round = count.rounds.count + (purpose == .ranking ? 0 : 1)
    var order = rivals
    if rivals.count > 1 {
      order = try breaking.order(rivals, for: purpose, in: round)
      if purpose == .exclusion { order.reverse() }
    }
    let drawn = rivals.count > 1 ? rivals : []
    let outcome = purpose == .ranking ? order : Array(order.prefix(1))
    count.ties.append(Tie(round: round, purpose: purpose, tied: tied, drawn: drawn, outcome: outcome))
    return order
  }
}
