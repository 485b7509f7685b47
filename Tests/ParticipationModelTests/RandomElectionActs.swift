import Crypto
import EventModel
import Foundation
import ParticipationModel
import SchemaOracle
import SwiftProtobuf

/// Valid acts of elections with random content, computed fields included, as messages.
enum RandomElectionActs {
  static func called(_ random: inout SplitMix64) -> Albo_V1_ElectionCalled {
    var message = Albo_V1_ElectionCalled()
    message.election = random.identifier()
    message.title = random.text()
    message.rulebook = 1
    message.options = (1...random.number(1...6)).map { option($0, &random) }
    message.ballot = ballotRule(&random)
    message.allocation = allocation(for: message.ballot.kind, &random)
    message.districts = (0..<random.number(0...3)).map { "district \($0)" }
    message.commission = (0..<random.number(0...3)).map { _ in random.actor().description }
    message.electors = random.count()
    if random.chance(50) {
      message.votingFrom = random.number(0...1_000_000)
      message.votingTo = message.votingFrom + random.number(1...7_258_118_000_000_000)
    } else {
      message.transcription.sourceHash = Data(random.bytes(32))
      message.transcription.votedFrom = random.chance(50) ? "2024-02-29" : ""
      message.transcription.votedTo = random.chance(50) ? "2024-03-01" : ""
      message.transcription.source = random.chance(50) ? random.text() : ""
    }
    if random.chance(50), message.hasTranscription == false { addParts(to: &message, &random) }
    return message
  }

  /// What an election has if candidacies are filed.
  private static func addParts(to message: inout Albo_V1_ElectionCalled, _ random: inout SplitMix64) {
    message.votingFrom = random.number(1000...9999)
    message.votingTo = message.votingFrom + random.number(100...1_000_000)
    (message.candidacyFrom, message.candidacyTo) = (random.number(1...99), random.number(100...1000))
    message.options = []
    message.commission = (0..<3).map { "member-\($0)" }
    message.signatures = random.number(0...3)
    if random.chance(50) { (message.version, message.amends) = (random.number(2...9), random.number(0...99)) }
    message.ballot = .with { ($0.kind, $0.minChoices, $0.maxChoices) = (.preferences, 1, 2) }
    message.ballot.revisable = true
    message.ballot.channelRule = random.one(of: [.unspecified, .firstWins, .lastWins, .inPersonWins])
    message.ballot.scope = random.one(of: [.unspecified, .district, .body])
    message.ballot.differentGender = random.chance(50)
    message.districts = ["Nord", "Sud"]
    message.seats = [seats("Nord", ["n1", "n2"]), seats("Sud", ["s1"])]
    message.allocation = .with { ($0.method, $0.measure, $0.seats) = (.topSeats, .votes, 3) }
    message.eligibility = .with {
      ($0.referenceDate, $0.minimumAge) = ("2022-09-21", random.number(0...99))
      $0.residence = random.chance(50) ? ["residentIn", "domiciledIn"] : []
      $0.inDistrict = !$0.residence.isEmpty && random.chance(50)
    }
    message.guarantees = [
      .with { $0.kind = .missingGender },
      .with { ($0.kind, $0.predicate, $0.seats) = (.byRight, "under25On", [seats("", ["y1"])]) },
    ]
    message.tieBreak = random.one(of: [[], [.ballotOrder], [.younger, .draw]])
    message.beacon = .with { ($0.source, $0.output) = (random.text(), random.text()) }
    message.pollingPoints = [
      .with {
        $0.id = "school"
        $0.hours = [.with { ($0.from, $0.to) = (message.votingFrom, message.votingTo) }]
      }
    ]
    if random.chance(50) {
      message.electors = random.number(1...1_000_000)
      (message.turnoutNumerator, message.turnoutDenominator) = (1, random.number(1...9))
    }
  }

  private static func seats(_ district: String, _ seats: [String]) -> Albo_V1_DistrictSeats {
    .with { ($0.district, $0.seats, $0.body) = (district, seats, "council") }
  }

  static func filed(_ random: inout SplitMix64) -> Albo_V1_CandidacyFiled {
    .with {
      ($0.election, $0.candidacy) = (random.identifier(), random.identifier())
      ($0.person, $0.district) = (random.actor().description, random.chance(50) ? random.text() : "")
      $0.statementHash = random.chance(50) ? Data(random.bytes(32)) : Data()
      $0.commitment = random.chance(50) ? Data(random.bytes(32)) : Data()
      $0.declarations = (0..<random.number(0...3)).map { _ in random.text() }
      $0.gender = random.one(of: ["", "F", "M", "X"])
      $0.qualities = random.chance(50) ? ["under25On"] : []
    }
  }

  static func voted(_ random: inout SplitMix64) -> Albo_V1_CommissionVoted {
    .with {
      $0.election = random.identifier()
      $0.matter = random.one(of: [
        .candidacyAdmitted, .candidacyRejected, .ballotAnnulled, .challengeDismissed, .resultCertified,
      ])
      if [.candidacyAdmitted, .candidacyRejected].contains($0.matter) { $0.candidacy = random.identifier() }
      let hasBallot = [.ballotAnnulled, .challengeDismissed].contains($0.matter)
      if hasBallot || ($0.matter == .resultCertified && random.chance(50)) { $0.ballot = random.number(0 ... .max) }
      $0.evidenceHash = random.chance(50) ? Data(random.bytes(32)) : Data()
    }
  }

  static func decided(_ random: inout SplitMix64) -> Albo_V1_CandidacyDecided {
    .with {
      ($0.election, $0.candidacy) = (random.identifier(), random.identifier())
      $0.outcome = random.one(of: [.admitted, .rejected])
      ($0.reason, $0.ageRank) = (random.chance(50) ? random.text() : "", random.number(0...99))
      $0.minutesHash = random.chance(50) ? Data(random.bytes(32)) : Data()
    }
  }

  static func withdrawn(_ random: inout SplitMix64) -> Albo_V1_CandidacyWithdrawn {
    .with { ($0.election, $0.candidacy) = (random.identifier(), random.identifier()) }
  }

  static func challenged(_ random: inout SplitMix64) -> Albo_V1_BallotChallenged {
    .with {
      ($0.election, $0.ballot) = (random.identifier(), random.number(0 ... .max))
      $0.voterTag = Data(random.bytes(32))
      $0.evidenceHash = random.chance(50) ? Data(random.bytes(32)) : Data()
    }
  }

  static func dismissed(_ random: inout SplitMix64) -> Albo_V1_ChallengeDismissed {
    .with {
      ($0.election, $0.ballot) = (random.identifier(), random.number(0 ... .max))
      $0.reason = random.text()
      $0.decidedBy = (0...random.number(0...3)).map { _ in random.actor().description }
      $0.minutesHash = random.chance(50) ? Data(random.bytes(32)) : Data()
    }
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
    rule.kind = random.one(of: [.chooseOne, .approval, .cumulative, .ordinal, .preferences, .ranked])
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
    if rule.kind == .ranked {
      rule.overvotes = random.one(of: [.unspecified, .passedOver])
      rule.skipped = random.one(of: [.unspecified, .exhausts, .twoExhaust])
    }
    return rule
  }

  private static func allocation(
    for kind: Albo_V1_BallotKind, _ random: inout SplitMix64
  ) -> Albo_V1_Allocation {
    var allocation = Albo_V1_Allocation()
    allocation.method =
      kind == .ranked
      ? random.one(of: [.scottishStv, .instantRunoff, .countOnly])
      : random.one(of: [.topSeats, .greedy, .greedyNoSkip, .greedyThreshold, .countOnly])
    if kind == .approval, random.chance(30) { allocation.method = .equalShares }
    if allocation.method == .countOnly { return allocation }
    allocation.measure = .votes
    if [.topSeats, .scottishStv, .instantRunoff].contains(allocation.method) {
      allocation.seats = allocation.method == .instantRunoff ? 1 : random.number(1...9)
      return allocation
    }
    if allocation.method == .equalShares {
      allocation.budget = random.number(0...10_000_000_000_000)
      allocation.increment = random.number(0...100)
      return allocation
    }
    if random.chance(50) { allocation.measure = .score }
    allocation.budget = random.number(0...10_000_000_000_000)
    if allocation.method == .greedyThreshold { allocation.threshold = random.count() }
    return allocation
  }

  static func opened(_ random: inout SplitMix64) -> Albo_V1_VotingOpened {
    var message = Albo_V1_VotingOpened()
    message.election = random.identifier()
    if random.chance(50) { message.keyCommitment = Data(random.bytes(32)) }
    message.rollCount = random.count()
    if random.chance(50) { (message.rollRoot, message.rollCount) = (Data(random.bytes(32)), random.number(1...99)) }
    guard random.chance(50) else { return message }
    message.options = (0...2).map { number in
      var option = option(number, &random)
      if case .project = option.kind { option.candidate.person = random.actor().description }
      option.candidate.district = random.text()
      option.candidate.gender = random.one(of: ["", "F", "M", "X"])
      option.candidate.qualities = random.chance(50) ? ["under25On"] : []
      option.candidate.ageRank = random.number(0...9)
      return option
    }
    var hash = SHA256()
    for option in message.options {
      let bytes = (try? option.serializedBytes() as [UInt8]) ?? []
      hash.update(data: stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: bytes.count >> $0) })
      hash.update(data: bytes)
    }
    message.candidateListHash = Data(hash.finalize())
    return message
  }

  static func ballot(_ random: inout SplitMix64) -> Albo_V1_BallotCast {
    var message = Albo_V1_BallotCast()
    message.election = random.identifier()
    message.voterTag = Data(random.bytes(32))
    message.district = random.chance(50) ? random.text() : ""
    message.clear.options = (0..<random.number(0...4)).map { _ in random.chance(90) ? random.text() : "" }
    message.clear.points = (0..<random.number(0...4)).map { _ in random.number(0 ... .max) }
    if random.chance(50) { message.supersedes = random.chance(80) ? random.number(0 ... .max) : 0 }
    guard random.chance(50) else { return message }
    message.clear.ranks = (0..<random.number(0...4)).map { _ in random.number(0...500) }
    message.point = random.chance(50) ? random.text() : ""
    message.rollIndex = random.chance(50) ? random.number(0 ... .max) : 0
    message.rollProof = (0..<random.number(0...17)).map { _ in Data(random.bytes(32)) }
    message.void = message.clear.options.isEmpty ? [] : [random.number(0...3)]
    return message
  }

  static func annulled(_ random: inout SplitMix64) -> Albo_V1_BallotAnnulled {
    var message = Albo_V1_BallotAnnulled()
    message.election = random.identifier()
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
    message.election = random.identifier()
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
    message.election = random.identifier()
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
    message.beacon = random.chance(50) ? Data(random.bytes(32)) : Data()
    message.signedBy = (0..<random.number(0...3)).map { "member-\($0)" }
    if random.chance(50) {
      (message.supersedes, message.reason) = (random.number(0...99), random.text())
      message.excluded = (0..<UInt64(random.number(0...3))).map { $0 }
    }
    message.closingRoot = random.chance(50) ? Data(random.bytes(32)) : Data()
    message.voidTurnout = random.chance(50)
    message.elected = (0..<UInt32(message.results.count)).filter { _ in random.chance(50) }.map { result in
      .with {
        ($0.result, $0.district, $0.seat) = (result, random.chance(50) ? random.text() : "", random.text())
        $0.body = random.chance(50) ? random.identifier() : ""
        $0.basis = random.one(of: [.votes, .draw, .byRight, .missingGender, .nextAfterWithdrawal])
      }
    }
    message.draws = (0..<random.number(0...2)).map { number in
      .with { ($0.label, $0.among, $0.drawn) = ("Nord#\(number)", [0], 0) }
    }
    return message
  }
}
