import ParticipationModel
import Testing

/// Every small instance, against definitions that only say what the rules mean.
@Suite struct AllocationEnumerationTests {
  /// The best option and then the rest, by recursion: what the greedy rule is.
  private func greedy(_ rest: [AllocationOption], _ money: Int64, skips: Bool) -> [String] {
    var best: Int?
    for index in rest.indices where best.map({ rest[index].score > rest[$0].score }) ?? true { best = index }
    guard let best else { return [] }
    let others = Array(rest[..<best] + rest[(best + 1)...])
    if rest[best].cost <= money {
      return [rest[best].id] + greedy(others, money - rest[best].cost, skips: skips)
    }
    return skips ? greedy(others, money, skips: skips) : []
  }

  /// An option has a seat if fewer than `seats` options are better, or as good and declared before it.
  private func seated(_ options: [AllocationOption], _ seats: Int) -> Set<String> {
    let winners = options.indices.filter { candidate in
      options.indices.count { rival in
        options[rival].votes > options[candidate].votes
          || options[rival].votes == options[candidate].votes && rival < candidate
      } < seats
    }
    return Set(winners.map { options[$0].id })
  }

  /// Every list of `count` pairs of a value and a cost, each from 0 to 2.
  private func instances(of count: Int) -> [[AllocationOption]] {
    let combinations = (0..<count).reduce(1) { product, _ in product * 9 }
    return (0..<combinations).map { number in
      var digits = number
      return (0..<count).map { index in
        defer { digits /= 9 }
        let (value, cost) = (digits % 3, digits / 3 % 3)
        // By votes the order is the reverse of that by score, so that a mix-up shows.
        return AllocationOption(
          id: "o\(index)", votes: UInt64(2 - value), score: UInt64(value), cost: Int64(cost))
      }
    }
  }

  private func orders<Element>(_ elements: [Element]) -> [[Element]] {
    guard let first = elements.first else { return [[]] }
    return orders(Array(elements.dropFirst())).flatMap { rest in
      (0...rest.count).map { Array(rest[..<$0]) + [first] + Array(rest[$0...]) }
    }
  }

  @Test(arguments: 0...4)
  func fundsAsDefined(count: Int) throws {
    for options in instances(of: count) {
      for (budget, skips) in [(0, true), (2, true), (3, true), (3, false)] as [(Int64, Bool)] {
        for threshold: UInt64? in [nil, 1] {
          let rule = AllocationRule.greedy(
            budget: budget, measure: .score, skips: skips, threshold: threshold)
          let eligible = options.filter { $0.score >= threshold ?? 0 }
          let expected = greedy(eligible, budget, skips: skips)
          let allocation = try rule.allocate(options)
          let spent = options.filter { expected.contains($0.id) }.map(\.cost).reduce(0, +)
          guard allocation.selected.map(\.id) == expected, allocation.moneyLeft == budget - spent else {
            Issue.record("\(rule) of \(options): \(allocation)")
            return
          }
        }
      }
    }
  }

  /// A tie decides if and only if another declared order would bring another outcome.
  @Test(arguments: 0...3)
  func reportsExactlyTheDecidingTies(count: Int) throws {
    for options in instances(of: count) {
      for budget: Int64 in 0...3 {
        for skips in [true, false] {
          let rule = AllocationRule.greedy(budget: budget, measure: .score, skips: skips, threshold: nil)
          let outcomes = Set(orders(options).map { Set(greedy($0, budget, skips: skips)) })
          let tie = try rule.allocate(options).decidingTie
          guard (tie != nil) == (outcomes.count > 1) else {
            Issue.record("\(rule) of \(options): tie \(tie ?? []), outcomes \(outcomes)")
            return
          }
        }
      }
    }
  }

  @Test(arguments: 0...4)
  func seatsAsDefined(count: Int) throws {
    for options in instances(of: count) where options.allSatisfy({ $0.cost == 0 }) {
      for seats in 0...5 {
        let allocation = try AllocationRule.topSeats(UInt32(seats)).allocate(options)
        let outcomes = Set(orders(options).map { seated($0, seats) })
        #expect(Set(allocation.selected.map(\.id)) == seated(options, seats))
        #expect(allocation.selected.map(\.value) == allocation.selected.map(\.value).sorted(by: >))
        #expect((allocation.decidingTie != nil) == (outcomes.count > 1))
      }
    }
  }
}
