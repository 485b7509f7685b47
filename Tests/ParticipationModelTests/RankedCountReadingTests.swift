import ParticipationModel
import Testing

@Suite struct RankedCountReadingTests {
  private func reads(
    _ ranks: [[Int]], overvotes: OvervoteRule = .exhausts, skipped: SkippedRule = .passedOver
  ) -> [Int] {
    RankReading(overvotes: overvotes, skipped: skipped).ranking(of: RankedBallot(ranks: ranks))
  }

  @Test func anOverVotedRankExhausts() {
    #expect(reads([[2], [0, 1], [3]]) == [2])
    #expect(reads([[0, 1], [3]]) == [])
  }

  @Test func anOverVotedRankIsPassedOver() {
    #expect(reads([[2], [0, 1], [3]], overvotes: .passedOver) == [2, 3])
    #expect(reads([[0, 1], [1]], overvotes: .passedOver) == [1])
  }

  @Test func aCandidateTwiceAtOneRankIsNamedOnce() {
    #expect(reads([[2, 2], [3]]) == [2, 3])
  }

  @Test func onlyTheFirstRankOfACandidateCounts() {
    #expect(reads([[2], [2], [3], [2]], skipped: .exhausts) == [2, 3])
  }

  @Test func aSkippedRankIsPassedOver() {
    #expect(reads([[], [], [2], [], [3]]) == [2, 3])
  }

  @Test func aSkippedRankExhausts() {
    #expect(reads([[1], [], [3]], skipped: .exhausts) == [1])
    #expect(reads([[], [3]], skipped: .exhausts) == [])
  }

  @Test func twoSkippedRanksInARowExhaust() {
    #expect(reads([[], [1], [], [2], [], [], [3]], skipped: .twoExhaust) == [1, 2])
    #expect(reads([[1], [], [1], [], [3]], skipped: .twoExhaust) == [1, 3])
    #expect(reads([[1], [], [2, 3], [], [3]], overvotes: .passedOver, skipped: .twoExhaust) == [1, 3])
  }

  /// Every ballot of up to four ranks over two candidates, against the rules in other words: cut the ballot where
  /// it is exhausted, then keep what names one candidate for the first time.
  @Test func everySmallBallotReadsAsDefined() {
    let marks: [[Int]] = [[], [0], [1], [0, 1]]
    for length in 0...4 {
      for number in 0..<(1 << (2 * length)) {
        let ranks = (0..<length).map { marks[(number >> (2 * $0)) & 3] }
        for overvotes in OvervoteRule.allCases {
          for skipped in SkippedRule.allCases {
            let found = reads(ranks, overvotes: overvotes, skipped: skipped)
            guard found == defined(ranks, overvotes, skipped) else {
              Issue.record("\(ranks), \(overvotes), \(skipped): \(found)")
              return
            }
          }
        }
      }
    }
  }

  private func defined(_ ranks: [[Int]], _ overvotes: OvervoteRule, _ skipped: SkippedRule) -> [Int] {
    let end = ranks.indices.first { index in
      switch ranks[index].count {
      case 0:
        skipped == .exhausts || skipped == .twoExhaust && index > 0 && ranks[index - 1].isEmpty
      case 1: false
      default: overvotes == .exhausts
      }
    }
    let singles = ranks[..<(end ?? ranks.count)].filter { $0.count == 1 }.map { $0[0] }
    return singles.indices.filter { singles.firstIndex(of: singles[$0]) == $0 }.map { singles[$0] }
  }
}
