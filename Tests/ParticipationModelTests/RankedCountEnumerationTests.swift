import ParticipationModel
import Testing

/// Every profile of up to four ballots over three candidates, against a count that moves single papers.
@Suite struct RankedCountEnumerationTests {
  private static let rankings: [[Int]] = {
    let singles = (0..<3).map { [$0] }
    let pairs = singles.flatMap { first in (0..<3).filter { $0 != first[0] }.map { first + [$0] } }
    return singles + pairs + pairs.map { $0 + [3 - $0[0] - $0[1]] }
  }()

  private func forEachProfile(of count: Int, _ body: ([[Int]]) throws -> Void) rethrows {
    func extend(_ profile: [[Int]], from first: Int) throws {
      if profile.count == count { return try body(profile) }
      for index in first..<Self.rankings.count { try extend(profile + [Self.rankings[index]], from: index) }
    }
    try extend([], from: 0)
  }

  @Test(arguments: 0...4)
  func electsAsPapersMovedOneByOne(ballots: Int) throws {
    let rules: [RankedRule] = [.scottish(seats: 1), .scottish(seats: 2), .instantRunoff(tieByHistory: true)]
    try forEachProfile(of: ballots) { profile in
      for rule in rules {
        let count = try rule.count(profile.map { RankedBallot($0) }, candidates: 3)
        var papers = NaiveRankedCount(profile, rule)
        papers.run()
        guard count.elected == papers.elected, count.rounds.map(\.values) == papers.stages else {
          Issue.record("\(rule) of \(profile): \(count)")
          return
        }
        check(count, rule, profile)
      }
    }
  }

  private func check(_ count: RankedCount, _ rule: RankedRule, _ profile: [[Int]]) {
    let valid = UInt64(profile.count) * RankedCount.unit
    let adds = count.rounds.allSatisfy { $0.values.reduce(0, +) + $0.exhausted + $0.lost == valid }
    var seats = 1
    if case .scottish(let some) = rule { seats = Int(some) }
    let last = count.rounds.last?.values ?? []
    let unelected = (0..<3).filter { !count.elected.contains($0) }
    let isFair = unelected.allSatisfy { last[$0] < count.quota ?? .max }
    guard adds, count.elected.count == min(seats, 3), isFair, count.ranking.sorted() == [0, 1, 2],
      Array(count.ranking.prefix(seats)) == count.elected, count.rounds.flatMap(\.elected) == count.elected
    else {
      Issue.record("\(rule) of \(profile): \(count)")
      return
    }
  }
}

/// A count of three candidates that keeps each paper apart and asks the rules anew at every step.
private struct NaiveRankedCount {
  private var papers: [(ranking: [Int], holder: Int?, value: UInt64)]
  private let rule: RankedRule
  private var out: Set<Int> = []
  private(set) var elected: [Int] = []
  private(set) var stages: [[UInt64]] = []

  init(_ profile: [[Int]], _ rule: RankedRule) {
    self.rule = rule
    papers = profile.map { ($0, $0.first, 100_000) }
  }

  private var continuing: [Int] { (0..<3).filter { !elected.contains($0) && !out.contains($0) } }

  /// What a candidate held at the end of each stage, the last first.
  private func history(_ candidate: Int) -> [UInt64] { stages.reversed().map { $0[candidate] } }

  private func best(_ candidates: [Int]) -> [Int] {
    candidates.sorted { one, other in
      let (first, second) = (history(one), history(other))
      return first == second ? one < other : second.lexicographicallyPrecedes(first)
    }
  }

  private mutating func move(from candidate: Int) {
    for index in papers.indices where papers[index].holder == candidate {
      papers[index].holder = papers[index].ranking.first { continuing.contains($0) }
    }
  }

  private func value(_ candidate: Int) -> UInt64 {
    papers.filter { $0.holder == candidate }.map(\.value).reduce(0, +)
  }

  mutating func run() {
    var settled: [Int: UInt64] = [:]
    while true {
      stages.append((0..<3).map { settled[$0] ?? value($0) })
      if elects(settled) { return }
      let quota = quota
      if let rich = best(elected.filter { settled[$0] == nil && value($0) > quota }).first {
        let total = value(rich)
        for index in papers.indices where papers[index].holder == rich {
          papers[index].value = papers[index].value * (total - quota) / total
        }
        settled[rich] = quota
        move(from: rich)
      } else if let last = best(continuing).last {
        out.insert(last)
        move(from: last)
      }
    }
  }

  private var quota: UInt64 {
    guard case .scottish(let seats) = rule else { return .max }
    return (UInt64(papers.count) / UInt64(seats + 1) + 1) * 100_000
  }

  /// Elects who is to be elected now; whether that ends the count.
  private mutating func elects(_ settled: [Int: UInt64]) -> Bool {
    switch rule {
    case .scottish(let seats):
      elected += best(continuing.filter { value($0) >= quota })
      if elected.count + continuing.count <= Int(seats) { elected += best(continuing) }
      return elected.count == Int(seats)
    case .instantRunoff:
      let total = continuing.map(value).reduce(0, +)
      elected += continuing.filter { value($0) * 2 > total || continuing.count == 1 }
      return !elected.isEmpty
    }
  }
}
