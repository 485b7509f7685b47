import EventModel
import ParticipationModel
import Testing
import TransparencyLog

/// After the certification only another one, which names the one it supersedes.
@Suite struct SupersedingCertificationTests {
  private func certified() throws -> (city: MemoryCity, ballots: [Position], at: Position) {
    let city = try MemoryCity.voting(.example(allocation: .topSeats(1)))
    let ballots = [
      try city.record(BallotCast.of(1, ["a"])), try city.record(BallotCast.of(2, ["a"])),
      try city.record(BallotCast.of(3, ["b"])),
    ]
    try city.close()
    return (city, ballots, try city.record(ResultCertified(election: named("e")), by: commissioners[0]))
  }

  private func again(_ position: Position?, excluding ballots: [Position] = [], reason: String = "court order")
    -> ResultCertified
  {
    var act = ResultCertified(election: named("e"))
    (act.supersedes, act.excluded, act.reason) = (position, ballots, reason)
    return act
  }

  @Test func itNamesTheLastOneWithAReasonAndAnAct() throws {
    let (city, _, position) = try certified()
    for wrong in [again(nil), again(0), again(position, reason: "")] {
      city.expect(.certified, wrong, by: commissioners[0], reference: reference)
    }
    city.expect(.certified, again(position), by: commissioners[0])
    let second = try city.record(again(position), by: commissioners[0], reference: reference)
    city.expect(.certified, again(position), by: commissioners[0], reference: reference)
    try city.record(again(second), by: commissioners[0], reference: reference)
  }

  @Test func nothingIsSupersededBeforeTheFirst() throws {
    let city = try MemoryCity.voting()
    try city.close()
    city.expect(.staleSupersede, again(0), by: commissioners[0], reference: reference)
  }

  @Test func itLeavesOutLiveBallots() throws {
    let (city, ballots, position) = try certified()
    let acts = try city.decide(
      again(position, excluding: Array(ballots.prefix(2))), by: commissioners[0], reference: reference)
    let result = try #require((acts.first as? ResultCertified)?.result)
    #expect(result.live == 1 && result.options.map(\.votes) == [0, 1, 0, 0])
    #expect(result.elected.map(\.option) == ["b"])
    city.expect(
      .unknownBallot, again(position, excluding: [0]), by: commissioners[0], reference: reference)
  }
}
