import EventModel
import ParticipationModel
import Testing
import TransparencyLog

/// Ranked ballots from the ballot box to the seats.
@Suite struct RankedElectionTests {
  private func called(_ allocation: AllocationRule, _ change: (inout ElectionCalled) -> Void = { _ in })
    -> ElectionCalled
  {
    var called = ElectionCalled.example(
      BallotRule(kind: .ranked, choices: 1...4, isRevisable: true), allocation: allocation)
    change(&called)
    return called
  }

  private func ballot(_ voter: UInt8, _ ranks: [[String]]) -> BallotCast {
    var ballot = BallotCast.of(voter, ranks.flatMap(\.self))
    if ranks.contains(where: { $0.count != 1 }) { ballot.ranks = ranks.map { UInt32($0.count) } }
    return ballot
  }

  @Test func transfersElect() throws {
    let city = try MemoryCity.voting(called(.scottishSTV(seats: 2)))
    // 10 ballots, quota 4: a is elected with 5, its surplus of 1 goes to b.
    let ballots =
      Array(repeating: ["a", "b"], count: 5) + Array(repeating: ["b"], count: 2)
      + Array(repeating: ["c"], count: 3)
    for (voter, ranking) in ballots.enumerated() {
      try city.record(ballot(UInt8(voter + 1), ranking.map { [$0] }))
    }
    let result = try city.result(at: 60)
    #expect(result?.elected.map { "\($0.seat) \($0.option)" } == ["1 a", "2 c"])
    #expect(result?.options.map(\.score) == [5, 2, 3, 0] && result?.options.map(\.votes) == [5, 7, 3, 0])
  }

  @Test func theRunOffExcludesTheLast() throws {
    let city = try MemoryCity.voting(called(.instantRunoff))
    for (voter, ranking) in [["a"], ["a"], ["b", "c"], ["c", "b"], ["c", "b"]].enumerated() {
      try city.record(ballot(UInt8(voter + 1), ranking.map { [$0] }))
    }
    let result = try city.result(at: 60)
    #expect(result?.elected.map(\.option) == ["c"] && result?.options.map(\.place) == [2, 3, 1, 4])
  }

  @Test func skippedAndOverVotedRanksCountAsTheRulesSay() throws {
    // The first ballots skip a rank and over-vote one; whether they reach "a" is a matter of the rules.
    let odd = [[], ["b", "c"], ["a"]]
    for (overvotes, winner) in [(OvervoteRule.exhausts, "d"), (.passedOver, "a")] {
      let city = try MemoryCity.voting(called(.instantRunoff) { $0.ballot.overvotes = overvotes })
      for voter in UInt8(1)...3 { try city.record(ballot(voter, odd)) }
      try city.record(ballot(4, [["d"]]))
      #expect(try city.result(at: 60)?.elected.map(\.option) == [winner])
    }
    let city = try MemoryCity.voting(called(.instantRunoff) { $0.ballot.skipped = .exhausts })
    for voter in UInt8(1)...3 { try city.record(ballot(voter, [[], ["a"]])) }
    try city.record(ballot(4, [["d"]]))
    #expect(try city.result(at: 60)?.elected.map(\.option) == ["d"])
  }

  @Test func anOptionThatIsRepeatedCountsOnce() throws {
    let city = try MemoryCity.voting(called(.instantRunoff))
    try city.record(ballot(1, [["a"], ["a"], ["b"]]))
    #expect(try city.result(at: 60)?.options.map(\.votes) == [1, 1, 0, 0])
  }

  @Test func ranksNameEachOptionOnce() throws {
    let city = try MemoryCity.voting(called(.instantRunoff))
    var wrong = BallotCast.of(1, ["a", "b"])
    wrong.ranks = [1, 2]
    city.expect(.ranksOutOfRange, wrong)
    wrong.ranks = [1, 0, 1, 0, 0]
    city.expect(.tooManyPreferences, wrong)
    let approval = try MemoryCity.voting()
    wrong.ranks = [1, 1]
    approval.expect(.ranksOutOfRange, wrong)
  }

  @Test func aRevisedBallotIsTransferredOnce() throws {
    let city = try MemoryCity.voting(called(.instantRunoff))
    try city.record(ballot(1, [["a"]]))
    try city.record(ballot(1, [["b"]]))
    let result = try city.result(at: 60)
    #expect(result?.live == 1 && result?.elected.map(\.option) == ["b"])
  }
}
