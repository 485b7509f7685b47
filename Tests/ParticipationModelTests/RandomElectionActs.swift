import EventModel
import Foundation
import ParticipationModel
import SwiftProtobuf

/// Valid acts of elections with random content, computed fields included, as messages.
enum RandomElectionActs {
  static func called(_ random: inout SplitMix64) -> Albo_V1_ElectionCalled {
    var message = Albo_V1_ElectionCalled()
    message.election = random.identifier().description
    message.title = random.text()
    message.rulebook = 1
    message.options = (1...random.number(1...6)).map { option($0, &random) }
    message.ballot = ballotRule(&random)
    message.allocation = allocation(&random)
    message.districts = (0..<random.number(0...3)).map { "district \($0)" }
    message.commission = (0..<random.number(0...3)).map { _ in random.actor().description }
    message.electors = random.count()
    if random.chance(50) {
      message.votingFrom = random.number(0...1_000_000)
      message.votingTo = message.votingFrom + random.number(1...7_258_118_000_000_000)
    } else {
      message.transcription.sourceSha256 = Data(random.bytes(32))
      message.transcription.votedFrom = random.chance(50) ? "2024-02-29" : ""
      message.transcription.votedTo = random.chance(50) ? "2024-03-01" : ""
      message.transcription.source = random.chance(50) ? random.text() : ""
    }
    return message
  }

  private static func option(_ number: Int, _ random: inout SplitMix64) -> Albo_V1_Option {
    var option = Albo_V1_Option()
    option.id = "BO.\(number)/" + random.text()
    if random.chance(50) {
      option.project.label = random.text()
      option.project.cost = random.number(0...10_000_000_000_000)
    } else {
      option.candidate.person = random.actor().description
      if random.chance(50) { option.candidate.commitment = Data(random.bytes(32)) }
    }
    return option
  }

  private static func ballotRule(_ random: inout SplitMix64) -> Albo_V1_BallotRule {
    var rule = Albo_V1_BallotRule()
    rule.kind = random.one(of: [.chooseOne, .approval, .cumulative, .ordinal, .preferences])
    rule.minChoices = rule.kind == .chooseOne ? 1 : random.number(1...3)
    rule.maxChoices = rule.kind == .chooseOne ? 1 : rule.minChoices + random.number(0...3)
    if rule.kind == .cumulative {
      rule.minSum = random.number(0...10)
      rule.maxSum = rule.minSum + random.number(1...10)
    }
    if rule.kind == .ordinal { rule.rankPoints = (0..<rule.maxChoices).map { _ in random.number(0...9) } }
    rule.revisable = random.chance(50)
    rule.blankAllowed = random.chance(50)
    rule.maxCost = random.chance(50) ? random.number(0...10_000) : 0
    return rule
  }

  private static func allocation(_ random: inout SplitMix64) -> Albo_V1_Allocation {
    var allocation = Albo_V1_Allocation()
    allocation.method = random.one(of: [.topSeats, .greedy, .greedyNoSkip, .greedyThreshold, .countOnly])
    if allocation.method == .countOnly { return allocation }
    allocation.measure = .votes
    if allocation.method == .topSeats {
      allocation.seats = random.number(1...9)
      return allocation
    }
    if random.chance(50) { allocation.measure = .score }
    allocation.budget = random.number(0...10_000_000_000_000)
    if allocation.method == .greedyThreshold { allocation.threshold = random.count() }
    return allocation
  }

  static func opened(_ random: inout SplitMix64) -> Albo_V1_VotingOpened {
    var message = Albo_V1_VotingOpened()
    message.election = random.identifier().description
    if random.chance(50) { message.keyCommitment = Data(random.bytes(32)) }
    message.rollCount = random.count()
    return message
  }

  static func ballot(_ random: inout SplitMix64) -> Albo_V1_BallotCast {
    var message = Albo_V1_BallotCast()
    message.election = random.identifier().description
    message.voterTag = Data(random.bytes(32))
    message.district = random.chance(50) ? random.text() : ""
    message.clear.options = (0..<random.number(0...4)).map { _ in random.chance(90) ? random.text() : "" }
    message.clear.points = (0..<random.number(0...4)).map { _ in random.number(0 ... .max) }
    if random.chance(50) { message.supersedes = random.chance(80) ? random.number(0 ... .max) : 0 }
    return message
  }

  static func annulled(_ random: inout SplitMix64) -> Albo_V1_BallotAnnulled {
    var message = Albo_V1_BallotAnnulled()
    message.election = random.identifier().description
    message.ballot = random.number(0 ... .max)
    message.voterTag = Data(random.bytes(32))
    message.ground = random.text()
    message.decidedBy = (0...random.number(0...3)).map { _ in random.actor().description }
    if random.chance(50) { message.evidenceHash = Data(random.bytes(32)) }
    message.voterReadmitted = random.chance(50)
    return message
  }

  static func closed(_ random: inout SplitMix64) -> Albo_V1_VotingClosed {
    var message = Albo_V1_VotingClosed()
    message.election = random.identifier().description
    message.earlyReason = random.chance(50) ? random.text() : ""
    if random.chance(20) { return message }
    (message.cast, message.superseded) = (random.number(0 ... .max), random.number(0...9))
    (message.annulled, message.live) = (random.number(0...9), random.number(0 ... .max))
    message.byDistrict = (0..<random.number(0...3)).map { index in
      .with { ($0.district, $0.live) = ("district \(index)", random.number(0...9)) }
    }
    message.byChannel = (0..<random.number(0...3)).map { channel in
      .with { ($0.channel, $0.live) = (channel, random.number(0...9)) }
    }
    return message
  }

  static func certified(_ random: inout SplitMix64) -> Albo_V1_ResultCertified {
    var message = Albo_V1_ResultCertified()
    message.election = random.identifier().description
    if random.chance(50) { message.minutesHash = Data(random.bytes(32)) }
    if random.chance(20) { return message }
    (message.live, message.blank) = (random.number(0 ... .max), random.number(0 ... .max))
    message.results = (0...random.number(0...4)).map { index in
      .with {
        $0.option = "\(index)" + random.text()
        ($0.votes, $0.score, $0.selected) = (random.number(0...9), random.number(0 ... .max), random.chance(50))
      }
    }
    message.decidingTie = (0..<UInt32(message.results.count)).filter { _ in random.chance(30) }
    return message
  }
}
