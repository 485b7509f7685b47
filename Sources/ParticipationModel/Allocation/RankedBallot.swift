/// A ballot that ranks candidates, as it was filled in, and how many ballots say the same.
public struct RankedBallot: Sendable, Hashable {
  /// The candidates' indexes at rank 1, 2, …: a rank without any was skipped, one with several is over-voted.
  public var ranks: [[Int]]
  /// How many ballots say so.
  public var count: UInt64

  /// A ballot as it was filled in.
  public init(ranks: [[Int]], count: UInt64 = 1) {
    (self.ranks, self.count) = (ranks, count)
  }

  /// A ballot with one candidate at each rank.
  public init(_ ranking: [Int], count: UInt64 = 1) {
    self.init(ranks: ranking.map { [$0] }, count: count)
  }
}

/// What happens at a rank that names several candidates.
public enum OvervoteRule: String, Hashable, Sendable, CaseIterable {
  /// The ballot is exhausted at that rank.
  case exhausts
  /// The rank is passed over.
  case passedOver
}

/// What happens at a rank that names no candidate, if later ranks do.
public enum SkippedRule: String, Hashable, Sendable, CaseIterable {
  /// The rank is passed over.
  case passedOver
  /// The ballot is exhausted at that rank.
  case exhausts
  /// Two in a row exhaust the ballot; one is passed over.
  case twoExhaust
}

/// How the ranks of a ballot are read.
public struct RankReading: Hashable, Sendable {
  /// What happens at a rank that names several candidates.
  public var overvotes: OvervoteRule
  /// What happens at a rank that names no candidate.
  public var skipped: SkippedRule

  /// A reading by these rules.
  public init(overvotes: OvervoteRule = .exhausts, skipped: SkippedRule = .passedOver) {
    (self.overvotes, self.skipped) = (overvotes, skipped)
  }

  /// The candidates in the order in which the ballot counts for them; none if it is void.
  ///
  /// Only the first rank of a candidate counts; a later one is neither a preference nor skipped. A candidate
  /// named twice at one rank is named once.
  public func ranking(of ballot: RankedBallot) -> [Int] {
    var ranking: [Int] = []
    var skippedInARow = 0
    for rank in ballot.ranks {
      guard let candidate = rank.first else {
        skippedInARow += 1
        if exhausts(skippedInARow) { break }
        continue
      }
      skippedInARow = 0
      if rank.contains(where: { $0 != candidate }) {
        if overvotes == .exhausts { break }
      } else if !ranking.contains(candidate) {
        ranking.append(candidate)
      }
    }
    return ranking
  }

  private func exhausts(_ skippedInARow: Int) -> Bool {
    switch skipped {
    case .passedOver: false
    case .exhausts: true
    case .twoExhaust: skippedInARow == 2
    }
  }
}
