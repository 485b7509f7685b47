import ParticipationModel
import Testing

@Suite struct RankedCountRunoffTests {
  private func count(
    _ candidates: Int, _ ballots: [(UInt64, [Int])], tieByHistory: Bool = true,
    breakingTies: TieBreaking = .ballotOrder
  ) throws -> RankedCount {
    try RankedRule.instantRunoff(tieByHistory: tieByHistory).count(
      ballots.map { RankedBallot($0.1, count: $0.0) }, candidates: candidates, breakingTies: breakingTies)
  }

  /// The capital of Tennessee, as textbooks have it: Memphis, Nashville, Chattanooga, Knoxville.
  @Test func electsTheTextbookCapital() throws {
    let count = try count(4, [(42, [0, 1, 2, 3]), (26, [1, 2, 3, 0]), (15, [2, 3, 1, 0]), (17, [3, 2, 1, 0])])
    #expect(count.rounds.map(\.action) == [.firstPreferences, .exclusion(of: 2), .exclusion(of: 1)])
    let votes = count.rounds.map { $0.values.map { $0 / RankedCount.unit } }
    #expect(votes == [[42, 26, 15, 17], [42, 26, 0, 32], [42, 0, 0, 58]])
    #expect(count.elected == [3])
    #expect(count.ranking == [3, 0, 1, 2])
    #expect(count.quota == nil)
  }

  @Test func aMajorityEndsTheCount() throws {
    let count = try count(3, [(5, [1]), (2, [0]), (2, [2])])
    #expect(count.rounds.count == 1)
    #expect(count.rounds[0].elected == [1])
    #expect(count.ranking == [1, 0, 2])
  }

  @Test func halfIsNoMajority() throws {
    #expect(try count(3, [(2, [0]), (1, [1, 2]), (1, [2])]).rounds.count > 1)
  }

  @Test func theMajorityIsOfWhatContinues() throws {
    let count = try count(3, [(4, [0]), (3, [1]), (2, [2])])
    #expect(count.rounds.map(\.exhausted) == [0, 200_000])
    #expect(count.elected == [0])
  }

  @Test func earlierRoundsSettleATieWhereTheRuleSaysSo() throws {
    let ballots: [(UInt64, [Int])] = [(2, [0]), (3, [1]), (5, [3]), (1, [2, 0])]
    #expect(try count(4, ballots).rounds[2].action == .exclusion(of: 0))
    #expect(try count(4, ballots, tieByHistory: false).rounds[2].action == .exclusion(of: 1))
  }

  @Test func theBreakerIsToldTheRoundAndThePurpose() throws {
    let breaker = TieBreaking { tied, purpose, round in
      #expect(purpose == .exclusion && round == 2 && tied == [0, 1])
      return [1, 0]
    }
    #expect(try count(2, [(2, [0]), (2, [1])], breakingTies: breaker).elected == [1])
  }

  @Test func theOnlyCandidateIsElectedWithoutBallots() throws {
    #expect(try count(1, []).elected == [0])
    #expect(try count(0, []).elected == [])
  }

  @Test func thoseWhoContinueComeBeforeTheExcluded() throws {
    let count = try count(5, [(6, [0]), (2, [1]), (3, [2]), (2, [3]), (1, [4, 0])])
    #expect(count.rounds.map(\.action) == [.firstPreferences, .exclusion(of: 4), .exclusion(of: 3)])
    #expect(count.ranking == [0, 2, 1, 3, 4])
  }
}
