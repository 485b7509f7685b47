import EventModel
import Foundation
import ParticipationModel
import SchemaOracle
import SwiftProtobuf

/// Valid acts with random content, computed fields included.
enum RandomActs {
  /// An act, and the bytes of the message that it was made of.
  struct Sample {
    var act: any Act
    var wire: [UInt8]
  }

  /// One of each type.
  static func all(_ random: inout SplitMix64) throws -> [Sample] {
    let others = [
      try sample(ElectionCalled.self, RandomElectionActs.called(&random)),
      try sample(CandidacyFiled.self, RandomElectionActs.filed(&random)),
      try sample(CommissionVoted.self, RandomElectionActs.voted(&random)),
      try sample(CandidacyDecided.self, RandomElectionActs.decided(&random)),
      try sample(CandidacyWithdrawn.self, RandomElectionActs.withdrawn(&random)),
      try sample(VotingOpened.self, RandomElectionActs.opened(&random)),
      try sample(BallotCast.self, RandomElectionActs.ballot(&random)),
      try sample(BallotChallenged.self, RandomElectionActs.challenged(&random)),
      try sample(ChallengeDismissed.self, RandomElectionActs.dismissed(&random)),
      try sample(BallotAnnulled.self, RandomElectionActs.annulled(&random)),
      try sample(VotingClosed.self, RandomElectionActs.closed(&random)),
      try sample(ResultCertified.self, RandomElectionActs.certified(&random)),
      try sample(ProposalPublished.self, published(&random)),
      try sample(SupportGiven.self, supported(&random)),
      try sample(ProposalAnswered.self, answered(&random)),
      try sample(AgreementOpened.self, opened(&random)),
      try sample(AgreementSigned.self, signed(&random)),
      try sample(AgreementTookEffect.self, effective(&random)),
      try sample(HoursLogged.self, logged(&random)),
      try sample(HoursReviewed.self, reviewed(&random)),
      try sample(HoursCorrected.self, corrected(&random)),
    ]
    let bodies = try RandomBodyActs.all(&random).map { Sample(act: $0.act, wire: $0.wire) }
    return others + bodies + (try RandomSubjectActs.all(&random)) + (try RandomLedgerActs.all(&random))
      + (try RandomLaterActs.all(&random))
  }

  private static func sample<Value: MessageAct>(_ type: Value.Type, _ message: Value.ActMessage) throws -> Sample {
    Sample(act: try Value(message: message), wire: try message.serializedBytes())
  }

  static func published(_ random: inout SplitMix64) -> Albo_V1_ProposalPublished {
    var message = Albo_V1_ProposalPublished()
    message.proposal = random.identifier()
    message.title = random.text()
    message.kind = random.one(of: [.request, .petition, .motion, .pactItem])
    message.authors = (0...random.number(0...2)).map { _ in random.actor().description }
    message.area = random.chance(50) ? random.text() : ""
    message.textHash = Data(random.bytes(32))
    message.threshold = random.count()
    message.supportFrom = random.number(0...1000)
    message.supportTo = random.chance(50) ? random.number(1001...9999) : 0
    message.admissibility = random.chance(50) ? random.text() : ""
    (message.editorial, message.version) = (random.chance(50), random.number(0 ... .max))
    message.rulebook = random.number(0...1)
    return message
  }

  static func supported(_ random: inout SplitMix64) -> Albo_V1_SupportGiven {
    .with {
      ($0.proposal, $0.version) = (random.identifier(), random.number(0 ... .max))
      $0.supporterTag = Data(random.bytes(32))
    }
  }

  static func answered(_ random: inout SplitMix64) -> Albo_V1_ProposalAnswered {
    var message = Albo_V1_ProposalAnswered()
    (message.proposal, message.version) = (random.identifier(), random.number(0 ... .max))
    message.outcome = random.one(of: [.accepted, .partly, .rejected])
    message.reasons = random.text()
    message.office = random.actor().description
    message.commitments = (0..<random.number(0...3)).map { index in
      .with {
        ($0.id, $0.action) = ("c\(index)", random.text())
        ($0.dueBy, $0.cents) = (random.chance(50) ? "2027-12-31" : "", random.number(0...10_000_000_000_000))
      }
    }
    return message
  }

  static func opened(_ random: inout SplitMix64) -> Albo_V1_AgreementOpened {
    var message = Albo_V1_AgreementOpened()
    (message.agreement, message.title) = (random.identifier(), random.text())
    message.kind = random.one(of: [.citizenship, .pact, .areaPact, .convention, .concession])
    message.textHash = Data(random.bytes(32))
    message.parties = (0...random.number(0...3)).map { _ in
      .with { ($0.party, $0.required) = (random.actor().description, random.chance(50)) }
    }
    message.place = random.chance(50) ? random.text() : ""
    message.termFrom = random.chance(50) ? "2026-01-01" : ""
    message.termTo = random.chance(50) ? "2026-01-01" : ""
    message.version = random.number(0 ... .max)
    message.rulebook = random.number(0...1)
    return message
  }

  static func signed(_ random: inout SplitMix64) -> Albo_V1_AgreementSigned {
    .with {
      ($0.agreement, $0.version) = (random.identifier(), random.number(0 ... .max))
      ($0.party, $0.method) = (random.actor().description, random.text(8))
      $0.textHash = Data(random.bytes(32))
      $0.evidenceHash = random.chance(50) ? Data(random.bytes(32)) : Data()
    }
  }

  static func effective(_ random: inout SplitMix64) -> Albo_V1_AgreementTookEffect {
    .with {
      ($0.agreement, $0.version) = (random.identifier(), random.number(0 ... .max))
      $0.satisfiedBy = (0..<random.number(0...3)).map { _ in random.number(0 ... .max) }
      $0.from = random.number(0...1_000_000)
    }
  }

  static func logged(_ random: inout SplitMix64) -> Albo_V1_HoursLogged {
    .with {
      ($0.volunteer, $0.entry) = (random.identifier(), random.text())
      ($0.project, $0.activity) = (random.identifier(), random.chance(50) ? random.text() : "")
      $0.start = random.number(0...1_000_000_000_000)
      $0.end = $0.start + random.number(3_600_000_000...86_400_000_000)
      $0.breakMinutes = random.number(0...59)
    }
  }

  static func reviewed(_ random: inout SplitMix64) -> Albo_V1_HoursReviewed {
    .with {
      ($0.volunteer, $0.entry) = (random.identifier(), random.text())
      $0.outcome = random.one(of: [.confirmed, .rejected, .disputed])
      $0.reason = random.chance(50) ? random.text() : ""
    }
  }

  static func corrected(_ random: inout SplitMix64) -> Albo_V1_HoursCorrected {
    .with {
      ($0.volunteer, $0.entry) = (random.identifier(), random.text())
      ($0.reason, $0.requestedBy) = (random.text(), random.actor().description)
      guard random.chance(50) else { return }
      let note = logged(&random)
      $0.replacement.entry = note.entry
      $0.replacement.project = note.project
      ($0.replacement.start, $0.replacement.end) = (note.start, note.end)
      ($0.replacement.breakMinutes, $0.replacement.activity) = (note.breakMinutes, note.activity)
    }
  }
}
