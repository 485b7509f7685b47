/// The rankings of a vote, equal ones counted together.
struct RankedRankings {
  private(set) var rankings: [(preferences: [Int], papers: UInt64)] = []
  private(set) var valid: UInt64 = 0
  private(set) var void: UInt64 = 0

  init(_ ballots: [RankedBallot], candidates: Int, _ reading: RankReading) throws(CountingError) {
    var papers: [[Int]: UInt64] = [:]
    var total: UInt64 = 0
    for ballot in ballots {
      for candidate in ballot.ranks.joined() where !(0..<candidates).contains(candidate) {
        throw .unknownOption(candidate)
      }
      let (sum, overflows) = total.addingReportingOverflow(ballot.count)
      // With this limit, one vote more than all of them still has a value.
      guard !overflows, sum < UInt64.max / RankedCount.unit else { throw .tooManyBallots }
      total = sum
      let ranking = reading.ranking(of: ballot)
      if ranking.isEmpty { void += ballot.count } else { papers[ranking, default: 0] += ballot.count }
    }
    valid = total - void
    rankings = papers.map { ($0.key, $0.value) }
  }
}

/// A count between two rounds: who holds which ballots at which value.
struct RankedTally {
  /// Equal ballots that came to a candidate at the same value.
  private struct Parcel {
    var ranking: Int
    var place: Int
    var papers: UInt64
    /// Of each of them, in 1/100,000 of a vote.
    var value: UInt64
  }

  private let preferences: [[Int]]
  let looksBack: Bool
  let breaking: TieBreaking
  private var parcels: [[Parcel]]
  private var excluded: [Int] = []
  private var exhausted: UInt64 = 0
  private var lost: UInt64 = 0
  private(set) var values: [UInt64]
  private var continues: [Bool]
  var count = RankedCount()

  /// The candidates neither elected nor excluded, ascending.
  var continuing: [Int] { continues.indices.filter { continues[$0] } }

  /// Counts the first preferences.
  init(_ rankings: RankedRankings, candidates: Int, looksBack: Bool, _ breaking: TieBreaking) {
    (self.looksBack, self.breaking) = (looksBack, breaking)
    preferences = rankings.rankings.map(\.preferences)
    parcels = Array(repeating: [], count: candidates)
    values = Array(repeating: 0, count: candidates)
    continues = Array(repeating: true, count: candidates)
    (count.valid, count.void) = (rankings.valid, rankings.void)
    for (index, ranking) in rankings.rankings.enumerated() {
      hand(Parcel(ranking: index, place: -1, papers: ranking.papers, value: RankedCount.unit))
    }
    note(.firstPreferences)
  }

  /// Transfers what an elected candidate has above the quota.
  mutating func transferSurplus(of candidate: Int) {
    guard let quota = count.quota, values[candidate] > quota else { return }
    let (total, surplus) = (values[candidate], values[candidate] - quota)
    values[candidate] = quota
    var passedOn: UInt64 = 0
    for var parcel in take(from: candidate) {
      parcel.value = total.dividingFullWidth(surplus.multipliedFullWidth(by: parcel.value)).quotient
      passedOn += parcel.papers * parcel.value
      hand(parcel)
    }
    lost += surplus - passedOn
    note(.surplus(of: candidate))
  }

  /// Excludes a candidate and transfers the ballots at the value at which they came.
  mutating func exclude(_ candidate: Int) {
    continues[candidate] = false
    excluded.append(candidate)
    values[candidate] = 0
    for parcel in take(from: candidate) { hand(parcel) }
    note(.exclusion(of: candidate))
  }

  /// Elects candidates at the end of the last round.
  mutating func elect(_ candidates: [Int]) throws {
    if candidates.isEmpty { return }
    let ordered = try ranked(candidates)
    for candidate in ordered { continues[candidate] = false }
    count.elected += ordered
    count.rounds[count.rounds.count - 1].elected += ordered
  }

  /// The count with its ranking.
  func finished() throws -> RankedCount {
    var copy = self
    let rest = try copy.ranked(continuing)
    copy.count.ranking = copy.count.elected + rest + excluded.reversed()
    return copy.count
  }

  /// Gives a parcel to the next candidate who continues.
  private mutating func hand(_ parcel: Parcel) {
    let preferences = preferences[parcel.ranking]
    let worth = parcel.papers * parcel.value
    let next = preferences.indices.dropFirst(parcel.place + 1).first { continues[preferences[$0]] }
    guard let next else { return exhausted += worth }
    var parcel = parcel
    parcel.place = next
    parcels[preferences[next]].append(parcel)
    values[preferences[next]] += worth
  }

  private mutating func take(from candidate: Int) -> [Parcel] {
    defer { parcels[candidate] = [] }
    return parcels[candidate]
  }

  private mutating func note(_ action: RankedCount.Action) {
    count.rounds.append(.init(action: action, values: values, exhausted: exhausted, lost: lost))
  }
}
