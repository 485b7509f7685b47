import EventModel
import Foundation
import ParticipationModel
import SchemaOracle
import SwiftProtobuf
import Testing
import TransparencyLog

private typealias Rule = Albo_V1_BallotRule

private func called(
  _ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_ElectionCalled) -> Void
) -> InvalidCase {
  InvalidCase(field, ElectionCalled.self, { ElectionCalled.example(allocation: .topSeats(1)).message }, spoil)
}

private func rule(_ field: String, _ spoil: @escaping @Sendable (inout Rule) -> Void) -> InvalidCase {
  called("ballot.\(field)") { spoil(&$0.ballot) }
}

private func transcribed(
  _ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_ElectionCalled) -> Void
) -> InvalidCase {
  InvalidCase(field, ElectionCalled.self, { ElectionCalled.transcription().message }, spoil)
}

/// The refusal of an election's act names the field that is wrong.
@Suite struct InvalidElectionTests {
  private static let long = String(repeating: "è", count: 151)

  @Test(arguments: [
    called("rulebook") { $0.rulebook = 2 },
    called("election") { $0.election = "Consulte" },
    called("election") { $0.election = "" },
    called("title") { $0.title = "" },
    called("title") { $0.title = long },
    called("title") { $0.title = "a\tb" },
    called("votingFrom") { $0.votingFrom = -1 },
    called("votingTo") { $0.votingTo = 7_258_118_400_000_001 },
    called("votingTo") { $0.votingTo = $0.votingFrom },
    called("options") { $0.options = [] },
    called("options") { $0.options += [$0.options[0]] },
    called("options") { $0.options[1].kind = nil },
    called("options") { message in
      message.options = (0...500).map { index in
        .with { ($0.id, $0.project.label) = ("\(index)", "x") }
      }
    },
    called("options.id") { $0.options[0].id = "" },
    called("options.id") { $0.options[0].id = String(repeating: "x", count: 65) },
    called("options.candidate.person") { $0.options[0].candidate.person = "Ada Rossi" },
    called("options.candidate.commitment") {
      $0.options[0].candidate = .with { ($0.person, $0.commitment) = ("p1", Data([1])) }
    },
    called("options.project.label") { $0.options[0].project.label = "" },
    called("options.project.cost") { $0.options[0].project.cost = -1 },
    called("options.project.cost") { $0.options[0].project.cost = 10_000_000_000_001 },
    called("allocation") { $0.clearAllocation() },
    called("allocation.method") { $0.allocation.method = .unspecified },
    called("allocation.seats") { $0.allocation.seats = 0 },
    called("allocation.measure") { $0.allocation.measure = .score },
    called("allocation.measure") { $0.allocation = .with { $0.method = .greedy } },
    called("allocation.budget") {
      $0.allocation = .with { ($0.method, $0.measure, $0.budget) = (.greedy, .votes, -1) }
    },
    called("allocation.threshold") {
      $0.allocation = .with { ($0.method, $0.measure, $0.threshold) = (.greedyThreshold, .votes, 1 << 53) }
    },
    called("electors") { $0.electors = 1 << 53 },
    called("turnoutNumerator") { ($0.turnoutNumerator, $0.electors) = (1, 9) },
    called("turnoutNumerator") { ($0.turnoutNumerator, $0.turnoutDenominator, $0.electors) = (3, 2, 9) },
    called("turnoutNumerator") { ($0.turnoutNumerator, $0.turnoutDenominator) = (1, 2) },
    called("allocation.seats") { $0.allocation.seats = .max },
    called("guarantees.predicate") { message in
      message.allocation = .with { ($0.method, $0.measure, $0.seats) = (.topSeats, .votes, 1) }
      message.guarantees = [
        .with { guarantee in
          (guarantee.kind, guarantee.predicate) = (.byRight, "under25On")
          guarantee.seats = [.with { ($0.district, $0.seats, $0.body) = ("", ["y"], "council") }]
        }
      ]
    },
    called("allocation") { $0.allocation.budget = 5 },
    called("allocation") { $0.allocation = .with { ($0.method, $0.seats) = (.countOnly, 1) } },
    called("districts") { $0.districts = ["Nord", "Nord"] },
    called("districts") { $0.districts = [""] },
    called("districts") { $0.districts = (0...500).map { "\($0)" } },
    called("commission") { $0.commission = ["Ada Rossi"] },
    called("commission") { $0.commission = ["p1", "p1"] },
    called("votingFrom") { $0.transcription.sourceHash = Data(digest(1)) },
    transcribed("transcription.sourceHash") { $0.transcription.sourceHash = Data([1]) },
    transcribed("transcription.votedFrom") { $0.transcription.votedFrom = "2021-06-31" },
    transcribed("transcription.votedTo") { $0.transcription.votedTo = "5.12.2022" },
    transcribed("transcription.source") { $0.transcription.source = long },
  ])
  func aCallNamesTheField(invalid: InvalidCase) { invalid.check() }

  @Test(arguments: [
    rule("kind") { $0.kind = .unspecified },
    rule("kind") { $0.kind = .UNRECOGNIZED(99) },
    rule("minChoices") { $0.minChoices = 0 },
    rule("maxChoices") { $0.minChoices = 3 },
    rule("maxChoices") { $0.maxChoices = 501 },
    rule("maxChoices") { $0.kind = .chooseOne },
    rule("maxSum") { $0.maxSum = 1 },
    rule("maxSum") { $0.kind = .cumulative },
    rule("maxSum") { ($0.kind, $0.minSum, $0.maxSum) = (.cumulative, 2, 1) },
    rule("maxSum") { ($0.kind, $0.maxSum) = (.cumulative, 1_000_001) },
    rule("rankPoints") { $0.rankPoints = [1, 2] },
    rule("rankPoints") { ($0.kind, $0.rankPoints) = (.ordinal, [1]) },
    rule("rankPoints") { ($0.kind, $0.rankPoints) = (.ordinal, [1, 1_000_001]) },
    rule("maxCost") { $0.maxCost = -1 },
  ])
  func aRuleNamesTheField(invalid: InvalidCase) { invalid.check() }

  private static func ballot(_ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_BallotCast) -> Void)
    -> InvalidCase
  {
    InvalidCase(field, BallotCast.self, { BallotCast.of(1, ["a"]).message }, spoil)
  }

  private static func annulled(_ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_BallotAnnulled) -> Void)
    -> InvalidCase
  {
    InvalidCase(
      field, BallotAnnulled.self,
      {
        BallotAnnulled(
          election: named("e"), ballot: 7, voterTag: digest(1), ground: "a double", decidedBy: commissioners
        ).message
      }, spoil)
  }

  @Test(arguments: [
    ballot("election") { $0.election = "E" },
    ballot("voterTag") { $0.voterTag = Data(digest(1).dropLast()) },
    ballot("district") { $0.district = String(repeating: "x", count: 101) },
    ballot("clear") { $0.choice = nil },
    ballot("clear") { $0.sealed = Data([1]) },
    ballot("clear.options") { $0.clear.options = Array(repeating: "a", count: 501) },
    ballot("clear.points") { $0.clear.points = Array(repeating: 1, count: 501) },
    annulled("election") { $0.election = "" },
    annulled("voterTag") { $0.voterTag = Data() },
    annulled("ground") { $0.ground = "" },
    annulled("ground") { $0.ground = long },
    annulled("decidedBy") { $0.decidedBy = ["p1", "p1"] },
    annulled("evidenceHash") { $0.evidenceHash = Data([1]) },
    InvalidCase("election", VotingOpened.self, { VotingOpened(election: named("e"), keyCommitment: nil).message }) {
      $0.election = "/"
    },
    InvalidCase("keyCommitment", VotingOpened.self, { VotingOpened(election: named("e"), keyCommitment: nil).message })
    {
      $0.keyCommitment = Data([1])
    },
    InvalidCase("rollCount", VotingOpened.self, { VotingOpened(election: named("e"), keyCommitment: nil).message }) {
      $0.rollCount = 1 << 53
    },
    InvalidCase("election", VotingClosed.self, { VotingClosed(election: named("e")).message }) { $0.election = "" },
    InvalidCase("earlyReason", VotingClosed.self, { VotingClosed(election: named("e")).message }) {
      $0.earlyReason = long
    },
    InvalidCase("byChannel", VotingClosed.self, { VotingClosed(election: named("e")).message }) {
      $0.byChannel = [.with { ($0.channel, $0.live) = (9, 1) }]
    },
    InvalidCase("byChannel", VotingClosed.self, { VotingClosed(election: named("e")).message }) {
      $0.byChannel = [.with { $0.live = 1 }, .with { $0.live = 2 }]
    },
    InvalidCase("election", ResultCertified.self, { ResultCertified(election: named("e")).message }) {
      $0.election = ""
    },
    InvalidCase("minutesHash", ResultCertified.self, { ResultCertified(election: named("e")).message }) {
      $0.minutesHash = Data([1])
    },
    InvalidCase("results", ResultCertified.self, { ResultCertified(election: named("e")).message }) {
      $0.results = [.with { $0.option = "a" }, .with { $0.option = "a" }]
    },
    InvalidCase("options", VotingOpened.self, { VotingOpened(election: named("e"), keyCommitment: nil).message }) {
      $0.options = ["a", "a"].map { id in .with { ($0.id, $0.project.label) = (id, "x") } }
    },
    InvalidCase("candidacy", CandidacyFiled.self, { CandidacyFiled.of("dora").message }) { $0.candidacy = "caf\u{e9}" },
    InvalidCase("decidingTie", ResultCertified.self, { ResultCertified(election: named("e")).message }) {
      ($0.results, $0.decidingTie) = ([.with { $0.option = "a" }], [1])
    },
  ])
  func ballotsAndTheCloseNameTheField(invalid: InvalidCase) { invalid.check() }
}
