import EventModel
import Foundation
import ParticipationModel
import SchemaOracle
import SwiftProtobuf
import Testing
import TransparencyLog

private func voted(
  _ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_ResolutionVoted) -> Void
) -> InvalidCase {
  InvalidCase(field, ResolutionVoted.self, { vote([("e1", .yes)]).message }, spoil)
}

private func vote(
  _ votes: [(String, VoteChoice)], _ kind: ResolutionKind = .motion, meeting: String = "m", item: String? = nil,
  officers: [String] = [], casting: String? = nil
) -> ResolutionVoted {
  ResolutionVoted(
    body: named("c"), resolution: named("r"), meeting: named(meeting), kind: kind, agendaItem: item.map { named($0) },
    textHash: digest(1), votes: votes.map { RollCallVote(seat: named($0), vote: $1) },
    officers: officers.map { named($0) }, castingSeat: casting.map { named($0) })
}

private func secret(_ yes: UInt32, _ no: UInt32, _ abstain: UInt32, _ kind: ResolutionKind = .motion) -> ResolutionVoted
{
  var act = vote([], kind)
  act.secretTally = VoteTally(yes: yes, no: no, abstain: abstain)
  return act
}

@Suite struct ResolutionVotedTests {
  /// A council at whose meeting `m` the three elected members are.
  private func meeting(_ change: (inout BodyRules) -> Void = { _ in }, agenda: [AgendaItem] = []) throws -> MemoryCity {
    var rules = BodyRules.example()
    change(&rules)
    let city = try MemoryCity.sitting(.example(rules))
    try city.meet("m", ["e1", "e2", "e3"], agenda: agenda)
    return city
  }

  @Test func aMeetingThatWasHeldWithItsQuorumVotes() throws {
    MemoryCity().expect(.unknownBody, vote([("e1", .yes)]), by: clerk)
    let city = try meeting()
    city.expect(.notConvened, vote([("e1", .yes)], meeting: "x"), by: clerk)
    city.expect(.notEntitled, vote([("e1", .yes)]), by: person("ada"))
    try city.meet("small", ["e1"])
    city.expect(.noQuorum, vote([("e1", .yes)], meeting: "small"), by: clerk)
    try city.convene("next")
    city.expect(.notConvened, vote([("e1", .yes)], meeting: "next"), by: clerk)
  }

  @Test func aResolutionIsVotedOnOnce() throws {
    let city = try meeting()
    try city.record(vote([("e1", .yes)]), by: clerk)
    city.expect(.alreadyResolved, vote([("e1", .no)]), by: clerk)
  }

  @Test func thosePresentVoteOnce() throws {
    let city = try meeting()
    city.expect(.notPresent, vote([("e1", .yes), ("r1", .yes)]), by: clerk)
    city.expect(.votedTwice, vote([("e1", .yes), ("e1", .yes)]), by: clerk)
  }

  @Test(
    arguments: [
      (.yes, .yes, .no, true), (.yes, .no, .no, false), (.yes, .no, .abstain, false), (.yes, .abstain, .abstain, true),
      (.abstain, .abstain, .abstain, false),
    ] as [(VoteChoice, VoteChoice, VoteChoice, Bool)])
  func moreYesThanNoAdopts(first: VoteChoice, second: VoteChoice, third: VoteChoice, isAdopted: Bool) throws {
    let votes = [("e1", first), ("e2", second), ("e3", third)]
    let act = try #require(try meeting().only(vote(votes)))
    let count = { (choice: VoteChoice) in UInt32(votes.count { $0.1 == choice }) }
    #expect(act.tally == VoteTally(yes: count(.yes), no: count(.no), abstain: count(.abstain)))
    #expect(act.counted == count(.yes) + count(.no) && act.required == act.counted / 2 + 1)
    #expect(act.outcome == (isAdopted ? .adopted : .rejected))
  }

  @Test func abstentionsMayCount() throws {
    let city = try meeting { $0.majority.countsAbstentions = true }
    let act = try city.only(vote([("e1", .yes), ("e2", .abstain), ("e3", .abstain)]))
    #expect(act?.counted == 3 && act?.required == 2 && act?.outcome == .rejected)
  }

  @Test func aTieIsRejectedWithoutACastingVote() throws {
    let city = try meeting()
    #expect(try city.only(vote([("e1", .yes), ("e2", .no)]))?.outcome == .rejected)
    city.expect(.noCastingVote, vote([("e1", .yes), ("e2", .no)], casting: "e1"), by: clerk)
  }

  @Test(arguments: [("e1", true), ("e2", false), ("e3", false)])
  func theCastingVoteDecidesATie(seat: String, isAdopted: Bool) throws {
    let city = try meeting { $0.majority.hasCastingVote = true }
    let act = try city.only(vote([("e1", .yes), ("e2", .no), ("e3", .abstain)], casting: seat))
    #expect(act?.outcome == (isAdopted ? .adopted : .rejected))
    city.expect(.notPresent, vote([("e1", .yes), ("e2", .no)], casting: "r1"), by: clerk)
  }

  @Test func theCastingVoteDoesNotReplaceAQualifiedMajority() throws {
    let city = try meeting {
      ($0.majority.numerator, $0.majority.denominator, $0.majority.hasCastingVote) = (2, 3, true)
    }
    #expect(try city.only(vote([("e1", .yes), ("e2", .no)], casting: "e1"))?.outcome == .rejected)
  }

  @Test func kindsAreSecretOrByNameAsTheRulesSay() throws {
    let city = try meeting { $0.secret = [.motion] }
    city.expect(.secretRequired, vote([("e1", .yes)]), by: clerk)
    city.expect(.rollCallRequired, secret(1, 0, 0, .document), by: clerk)
    #expect(try city.only(secret(2, 1, 0))?.outcome == .adopted)
    city.expect(.notPresent, secret(2, 1, 1), by: clerk)
  }

  @Test func aResolutionSettlesAnOpenItemOfItsKind() throws {
    let city = try meeting(agenda: [
      AgendaItem(id: named("plan"), title: "The plan", kind: .opinion), AgendaItem(id: named("any"), title: "Any"),
    ])
    city.expect(.unknownAgendaItem, vote([("e1", .yes)], item: "other"), by: clerk)
    city.expect(.unknownAgendaItem, vote([("e1", .yes)], item: "plan"), by: clerk)
    try city.record(vote([("e1", .no)], .opinion, item: "plan"), by: clerk)
    var again = vote([("e1", .yes)], .opinion, item: "plan")
    again.resolution = named("again")
    city.expect(.unknownAgendaItem, again, by: clerk)
    again.agendaItem = named("any")
    try city.record(again, by: clerk)
  }

  @Test(
    arguments: [
      (["e1"], "OfficersNotBalanced"), (["e1", "e3"], "OfficersNotBalanced"), (["e1", "r1"], "NotMember"),
      (["e1", "e2", "e3"], "OfficersNotBalanced"),
    ] as [([String], String)])
  func officersAreAsManyAndAsBalancedAsTheRulesSay(seats: [String], code: String) throws {
    let act = vote([("e1", .yes)], .officers, officers: seats)
    try meeting().expect(RejectionCode(code), act, by: clerk)
  }

  @Test func anOddNumberOfOfficersHasOneMoreOfEither() throws {
    let city = try meeting { $0.officers = 3 }
    try city.record(vote([("e1", .yes)], .officers, officers: ["e1", "e2", "e3"]), by: clerk)
  }

  @Test func anUndeclaredGenderIsNotBalanced() throws {
    let city = try MemoryCity.council()
    for (holder, seat) in [("ada", "e1"), ("bruno", "e2")] {
      try city.record(MemberSeated.of(holder, on: seat), by: clerk)
    }
    try city.meet("m", ["e1", "e2"])
    city.expect(.officersNotBalanced, vote([("e1", .yes)], .officers, officers: ["e1", "e2"]), by: clerk)
  }

  @Test func officersWhoAreRejectedAreNone() throws {
    let city = try meeting()
    try city.record(vote([("e1", .no)], .officers, officers: ["e1", "e2"]), by: clerk)
    let act = MeetingConvened(body: named("c"), meeting: named("n"), scheduledFor: MemoryCity.minute(20_000))
    city.expect(.notEntitled, act, by: person("ada"))
  }

  @Test(arguments: [
    voted("body") { $0.body = "" },
    voted("resolution") { $0.resolution = "" },
    voted("meeting") { $0.meeting = "" },
    voted("kind") { $0.kind = .unspecified },
    voted("agendaItem") { $0.agendaItem = "A" },
    voted("textHash") { $0.textHash = Data() },
    voted("votes") { $0.votes = [] },
    voted("votes") { $0.secretTally = .with { $0.yes = 1 } },
    voted("votes") { $0.votes = Array(repeating: $0.votes[0], count: 301) },
    voted("votes.seat") { $0.votes[0].seat = "" },
    voted("votes.vote") { $0.votes[0].vote = .unspecified },
    voted("secretTally.yes") { ($0.votes, $0.secretTally) = ([], .with { $0.yes = 301 }) },
    voted("secretTally.no") { ($0.votes, $0.secretTally) = ([], .with { $0.no = 301 }) },
    voted("secretTally.abstain") { ($0.votes, $0.secretTally) = ([], .with { $0.abstain = 301 }) },
    voted("officers") { $0.officers = ["e1"] },
    voted("officers") { $0.kind = .officers },
    voted("officers") { ($0.kind, $0.officers) = (.officers, ["e1", "e1"]) },
    voted("castingSeat") { $0.castingSeat = "E" },
    voted("castingSeat") { ($0.votes, $0.secretTally, $0.castingSeat) = ([], .with { $0.yes = 1 }, "e1") },
    voted("tally.yes") { $0.tally = .with { $0.yes = 301 } },
    voted("outcome") { $0.outcome = .UNRECOGNIZED(7) },
  ])
  func aWrongFieldIsNamed(_ invalid: InvalidCase) { invalid.check() }
}
