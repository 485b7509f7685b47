import ParticipationModel
import Testing

/// Every small vote, against the method as its authors define it, in fractions.
@Suite struct EqualSharesEnumerationTests {
  /// Votes of three voters on three projects; each ballot is a set of bits.
  private func forEachVote(_ body: ([Int64], [Int]) throws -> Void) rethrows {
    for first in 0..<8 {
      for second in first..<8 {
        for third in second..<8 {
          for number in 0..<8 {
            try body((0..<3).map { number >> $0 & 1 == 0 ? 2 : 5 }, [first, second, third])
          }
        }
      }
    }
  }

  private func allocate(_ costs: [Int64], _ votes: [Int], _ budget: Int64, _ increment: Int64) throws -> Allocation {
    let options = costs.enumerated().map { AllocationOption(id: "\($0)", votes: 0, cost: $1) }
    let ballots = votes.map { vote in ApprovalBallot((0..<3).filter { vote >> $0 & 1 == 1 }) }
    return try EqualShares(budget: budget, increment: increment).allocate(options, ballots: ballots)
  }

  @Test(arguments: [(2, 0), (5, 0), (9, 0), (2, 1), (5, 1), (7, 2)] as [(Int64, Int64)])
  func fundsAsDefined(budget: Int64, increment: Int64) throws {
    try forEachVote { costs, votes in
      let allocation = try allocate(costs, votes, budget, increment)
      let expected = NaiveShares(costs, votes).funded(budget: budget, increment: increment)
      guard allocation.selected.map(\.id) == expected.map(String.init) else {
        Issue.record("\(costs), \(votes), \(budget), \(increment): \(allocation), not \(expected)")
        return
      }
    }
  }

  /// Without increments, a tie decides if and only if another choice would bring another outcome.
  @Test(arguments: [2, 4, 5, 7, 9] as [Int64])
  func reportsExactlyTheDecidingTies(budget: Int64) throws {
    try forEachVote { costs, votes in
      let tie = try allocate(costs, votes, budget, 0).decidingTie
      let outcomes = NaiveShares(costs, votes).outcomes(share: Fraction(budget, Int64(votes.count)))
      guard (tie != nil) == (outcomes.count > 1) else {
        Issue.record("\(costs), \(votes), \(budget): \(String(describing: tie)), \(outcomes)")
        return
      }
    }
  }
}

private struct Fraction: Comparable {
  var numerator: Int64
  var denominator: Int64

  init(_ numerator: Int64, _ denominator: Int64 = 1) {
    var (one, other) = (abs(numerator), denominator)
    while other > 0 { (one, other) = (other, one % other) }
    (self.numerator, self.denominator) = (numerator / max(one, 1), denominator / max(one, 1))
  }

  static func + (one: Fraction, other: Fraction) -> Fraction {
    .init(one.numerator * other.denominator + other.numerator * one.denominator, one.denominator * other.denominator)
  }

  static func - (one: Fraction, other: Fraction) -> Fraction { one + Fraction(-other.numerator, other.denominator) }

  static func / (one: Fraction, other: Int64) -> Fraction { .init(one.numerator, one.denominator * other) }

  static func < (one: Fraction, other: Fraction) -> Bool {
    one.numerator * other.denominator < other.numerator * one.denominator
  }
}

private struct NaiveShares {
  let costs: [Int64]
  let votes: [Int]

  init(_ costs: [Int64], _ votes: [Int]) { (self.costs, self.votes) = (costs, votes) }

  private func supporters(_ project: Int) -> [Int] { votes.indices.filter { votes[$0] >> project & 1 == 1 } }

  /// What each supporter pays at most: the poorest first give all as long as an equal part of the rest is more.
  private func payment(_ project: Int, _ money: [Fraction]) -> Fraction? {
    var rest = Fraction(costs[project])
    let budgets = supporters(project).map { money[$0] }.sorted()
    for (index, budget) in budgets.enumerated() {
      let part = rest / Int64(budgets.count - index)
      if part <= budget { return part }
      rest = rest - budget
    }
    return nil
  }

  /// The affordable projects with the least payment for what they give, and that payment.
  private func best(_ bought: [Int], _ money: [Fraction]) -> [(project: Int, payment: Fraction)] {
    let open = costs.indices.filter { !bought.contains($0) }
    let affordable = open.compactMap { project in payment(project, money).map { (project: project, payment: $0) } }
    let least = affordable.map { $0.payment / costs[$0.project] }.min()
    return affordable.filter { $0.payment / costs[$0.project] == least }
  }

  private func paid(_ project: Int, _ payment: Fraction, _ money: [Fraction]) -> [Fraction] {
    var money = money
    for voter in supporters(project) { money[voter] = money[voter] - min(money[voter], payment) }
    return money
  }

  private func run(share: Fraction) -> [Int] {
    var money = votes.map { _ in share }
    var bought: [Int] = []
    while let (project, payment) = best(bought, money).first {
      money = paid(project, payment, money)
      bought.append(project)
    }
    return bought
  }

  func outcomes(share: Fraction) -> Set<Set<Int>> {
    func explore(_ bought: [Int], _ money: [Fraction]) -> Set<Set<Int>> {
      let best = best(bought, money)
      if best.isEmpty { return [Set(bought)] }
      return best.reduce(into: []) { $0.formUnion(explore(bought + [$1.project], paid($1.project, $1.payment, money))) }
    }
    return explore([], votes.map { _ in share })
  }

  func funded(budget: Int64, increment: Int64) -> [Int] {
    var share = Fraction(budget, Int64(votes.count))
    var last = run(share: share)
    while increment > 0 {
      let left = budget - last.map { costs[$0] }.reduce(0, +)
      let others = costs.indices.filter { !last.contains($0) && costs[$0] <= left && !supporters($0).isEmpty }
      if others.isEmpty { break }
      share = share + Fraction(increment)
      let next = run(share: share)
      if next.map({ costs[$0] }).reduce(0, +) > budget { break }
      last = next
    }
    return last
  }
}
