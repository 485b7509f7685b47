import ParticipationModel
import Testing

/// Counts worked out by hand from the rules of the Scottish Local Government Elections Order 2007.
@Suite struct RankedCountScottishTests {
  private func count(
    _ seats: UInt32, _ candidates: Int, _ ballots: [(UInt64, [Int])], breakingTies: TieBreaking = .ballotOrder
  ) throws -> RankedCount {
    try RankedRule.scottish(seats: seats).count(
      ballots.map { RankedBallot($0.1, count: $0.0) }, candidates: candidates, breakingTies: breakingTies)
  }

  @Test func transfersASurplusAndExcludesTheLast() throws {
    let count = try count(2, 4, [(6, [0, 1]), (2, [0, 2]), (1, [0]), (4, [2]), (3, [3, 1])])
    #expect(count.quota == 600_000)
    #expect(
      count.rounds.map(\.action) == [.firstPreferences, .surplus(of: 0), .exclusion(of: 1), .exclusion(of: 3)])
    #expect(count.rounds[0].values == [900_000, 0, 400_000, 300_000])
    // 3 / 9 to five decimal places is 0.33333.
    #expect(count.rounds[1].values == [600_000, 199_998, 466_666, 300_000])
    #expect(count.rounds.map(\.exhausted) == [0, 33_333, 233_331, 533_331])
    #expect(count.rounds.map(\.lost) == [0, 3, 3, 3])
    #expect(count.elected == [0, 2])
    #expect(count.rounds.map(\.elected) == [[0], [], [], [2]])
    #expect(count.ranking == [0, 2, 3, 1])
    #expect(count.ties.isEmpty)
  }

  /// 0.4 × 0.6 / 2.4 is 0.1; cut first to 0.16666 × 0.6 it would be 0.09999.
  @Test func cutsAValueOnce() throws {
    let count = try count(3, 4, [(4, [3, 2, 0]), (1, [1, 3]), (1, [3, 0, 2])])
    #expect(
      count.rounds.map(\.action) == [.firstPreferences, .surplus(of: 3), .surplus(of: 2), .exclusion(of: 0)])
    #expect(count.rounds[1].values == [60_000, 100_000, 240_000, 200_000])
    #expect(count.rounds[2].values == [100_000, 100_000, 200_000, 200_000])
    #expect(count.elected == [3, 2, 1])
  }

  @Test func transfersTheLargestSurplusFirst() throws {
    let count = try count(3, 5, [(7, [0, 2]), (9, [1, 2]), (1, [2]), (2, [3]), (1, [4])])
    #expect(count.quota == 600_000)
    #expect(count.rounds[1].action == .surplus(of: 1))
    #expect(count.elected.prefix(2) == [1, 0])
  }

  @Test func theQuotaItselfElects() throws {
    let count = try count(1, 2, [(2, [0]), (1, [1])])
    #expect(count.quota == 200_000)
    #expect(count.elected == [0])
    #expect(count.rounds.count == 1)
  }

  @Test func theLastWhoContinueAreElectedWithoutTransfers() throws {
    let count = try count(2, 3, [(10, [0, 1]), (2, [1]), (1, [2])])
    #expect(count.rounds.map(\.action) == [.firstPreferences, .surplus(of: 0)])
    #expect(count.elected == [0, 1])
    #expect(try self.count(2, 2, [(5, [0, 1])]).rounds.count == 1)
  }

  @Test func everybodyIsElectedWhereThereAreSeatsForAll() throws {
    let count = try count(5, 3, [(1, [2]), (1, [0, 1])])
    #expect(Set(count.elected) == [0, 1, 2])
    #expect(count.rounds.count == 1)
  }

  @Test func withoutBallotsTheBreakerDecides() throws {
    let count = try count(1, 3, [])
    #expect(count.quota == 100_000)
    #expect(count.elected == [0])
    #expect(count.ranking == [0, 1, 2])
    #expect(count.ties.map(\.outcome) == [[2], [1]])
  }

  @Test func voidBallotsAreNotInTheQuota() throws {
    let ballots = [RankedBallot([0], count: 3), RankedBallot(ranks: [[0, 1]], count: 9), RankedBallot([], count: 2)]
    let count = try RankedRule.scottish(seats: 1).count(ballots, candidates: 2)
    #expect((count.valid, count.void) == (3, 11))
    #expect(count.quota == 200_000)
  }

  /// Two have 3 votes each when one must go; the stage before, the second had fewer.
  @Test func theMostRecentUnequalStageSettlesAnExclusion() throws {
    let count = try count(1, 4, [(5, [3]), (3, [0]), (2, [1]), (1, [2, 1])])
    #expect(count.rounds.map(\.action).prefix(3) == [.firstPreferences, .exclusion(of: 2), .exclusion(of: 1)])
    #expect(count.ties == [Tie(round: 3, purpose: .exclusion, tied: [0, 1], drawn: [], outcome: [1])])
  }

  @Test func aLotSettlesWhatNoStageDoes() throws {
    let ballots: [(UInt64, [Int])] = [(3, [0]), (2, [1]), (2, [2])]
    let last = try count(1, 3, ballots)
    #expect(last.rounds[1].action == .exclusion(of: 2))
    let breaker = TieBreaking { tied, _, _ in tied.reversed() }
    let first = try count(1, 3, ballots, breakingTies: breaker)
    #expect(first.rounds[1].action == .exclusion(of: 1))
    #expect(first.ties.first == Tie(round: 2, purpose: .exclusion, tied: [1, 2], drawn: [1, 2], outcome: [1]))
  }

  /// Of three with 3 votes, one had more the stage before; the lot is between the two others.
  @Test func aLotIsOnlyAmongThoseNoStageTellsApart() throws {
    let count = try count(1, 5, [(8, [4]), (3, [0]), (2, [1]), (2, [2]), (1, [3, 1]), (1, [3, 2])])
    #expect(count.rounds[1].action == .exclusion(of: 3))
    #expect(count.ties[1] == Tie(round: 3, purpose: .exclusion, tied: [0, 1, 2], drawn: [1, 2], outcome: [2]))
    #expect(count.rounds[2].action == .exclusion(of: 2))
  }

  @Test func equalSurplusesAreTransferredAsTheBreakerSays() throws {
    let ballots: [(UInt64, [Int])] = [(6, [0, 2]), (6, [1, 3]), (1, [2]), (1, [3])]
    #expect(try count(3, 4, ballots).rounds[1].action == .surplus(of: 0))
    let breaker = TieBreaking { tied, purpose, _ in purpose == .surplus ? tied.reversed() : tied }
    let count = try count(3, 4, ballots, breakingTies: breaker)
    #expect(count.rounds[1].action == .surplus(of: 1))
    #expect(count.ties.contains(Tie(round: 2, purpose: .surplus, tied: [0, 1], drawn: [0, 1], outcome: [1])))
  }

  /// Half of twenty brings two to 11.5, one of them from 6 and the other from 7.
  @Test func theMostRecentUnequalStageSettlesASurplus() throws {
    let count = try count(4, 5, [(11, [0, 1]), (9, [0, 2]), (6, [1]), (7, [2]), (6, [3]), (6, [4])])
    #expect(count.rounds[1].values == [1_000_000, 1_150_000, 1_150_000, 600_000, 600_000])
    #expect(count.rounds[2].action == .surplus(of: 2))
    #expect(count.ties.contains(Tie(round: 3, purpose: .surplus, tied: [1, 2], drawn: [], outcome: [2])))
  }

  @Test func aBallotThatNamesAStrangerIsRefused() {
    #expect(throws: CountingError.unknownOption(2)) { try count(1, 2, [(1, [0, 2])]) }
    #expect(throws: CountingError.unknownOption(-1)) { try count(1, 2, [(1, [-1])]) }
  }

  @Test func moreBallotsThanTheArithmeticHoldsAreRefused() {
    #expect(throws: CountingError.tooManyBallots) { try count(1, 2, [(.max, [0])]) }
    #expect(throws: CountingError.tooManyBallots) { try count(1, 2, [(.max / 100_000, [0]), (1, [1])]) }
  }

  @Test func aBreakerThatLosesSomebodyIsRefused() {
    let breaker = TieBreaking { tied, _, _ in Array(tied.prefix(1)) }
    #expect(throws: CountingError.notAnOrder(of: [0, 1])) {
      try count(1, 2, [(1, [0]), (1, [1])], breakingTies: breaker)
    }
  }
}
