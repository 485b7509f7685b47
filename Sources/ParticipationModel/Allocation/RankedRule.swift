/// How ranked ballots elect.
public enum RankedRule: Sendable, Hashable {
  /// The single transferable vote of the Scottish Local Government Elections Order 2007, Schedule 1, rules 45 to 52.
  ///
  /// The quota is ⌊valid / (seats + 1)⌋ + 1. All ballots of a candidate with a surplus are transferred, each at
  /// surplus × its value / the candidate's total, cut after the fifth decimal place.
  case scottish(seats: UInt32)
  /// Whoever has more than half of the ballots that continue is elected; until somebody has, the last is excluded.
  ///
  /// With `tieByHistory` a tie for the last place is settled by the most recent earlier round that tells the tied
  /// apart, and by the breaker only if none does.
  case instantRunoff(tieByHistory: Bool)

  /// Counts ballots whose ranks are read as `reading` says.
  ///
  /// - Throws: `CountingError`, and what the breaker of ties throws.
  public func count(
    _ ballots: [RankedBallot], candidates: Int, reading: RankReading = RankReading(),
    breakingTies: TieBreaking = .ballotOrder
  ) throws -> RankedCount {
    let rankings = try RankedRankings(ballots, candidates: candidates, reading)
    switch self {
    case .scottish(let seats):
      var tally = RankedTally(rankings, candidates: candidates, looksBack: true, breakingTies)
      tally.count.quota = (tally.count.valid / (UInt64(seats) + 1) + 1) * RankedCount.unit
      try tally.electByTransfers(seats: Int(seats))
      return try tally.finished()
    case .instantRunoff(let tieByHistory):
      var tally = RankedTally(rankings, candidates: candidates, looksBack: tieByHistory, breakingTies)
      try tally.electByMajority()
      return try tally.finished()
    }
  }
}

extension RankedTally {
  fileprivate mutating func electByTransfers(seats: Int) throws {
    while true {
      try elect(continuing.filter { values[$0] >= count.quota ?? 0 })
      let vacancies = max(seats - count.elected.count, 0)
      if continuing.count <= vacancies { return try elect(continuing) }
      if vacancies == 0 { return }
      if let candidate = try largestSurplus() {
        transferSurplus(of: candidate)
      } else if let candidate = try lowest() {
        exclude(candidate)
      }
    }
  }

  fileprivate mutating func electByMajority() throws {
    while continuing.count > 1 {
      let total = continuing.reduce(0) { $0 + values[$1] }
      if let winner = continuing.first(where: { values[$0] > total - values[$0] }) { return try elect([winner]) }
      guard let candidate = try lowest() else { return }
      exclude(candidate)
    }
    try elect(continuing)
  }
}
