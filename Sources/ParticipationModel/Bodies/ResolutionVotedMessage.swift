package import EventModel
import FoundationEssentials
import SwiftProtobuf

extension ResolutionVoted: MessageAct {
  package init(message: Albo_V1_ResolutionVoted) throws(InvalidAct) {
    self.init(
      body: try Fields.identifier(message.body, "body"),
      resolution: try Fields.identifier(message.resolution, "resolution"),
      meeting: try Fields.identifier(message.meeting, "meeting"),
      kind: try ResolutionKind(message: message.kind, "kind"),
      agendaItem: try Fields.optionalIdentifier(message.agendaItem, "agendaItem"),
      textDigest: try Fields.digest(message.textHash, "textHash"), votes: try Self.votes(message.votes),
      secretTally: message.hasSecretTally ? try VoteTally(message: message.secretTally, "secretTally") : nil,
      officers: try Fields.identifiers(message.officers, "officers", atMost: 300),
      castingSeat: try Fields.optionalIdentifier(message.castingSeat, "castingSeat"))
    try checkParts()
    if message.hasTally { tally = try VoteTally(message: message.tally, "tally") }
    (counted, required) = (message.counted, message.required)
    if message.outcome != .unspecified { outcome = try ResolutionOutcome(message: message.outcome, "outcome") }
  }

  private static func votes(_ messages: [Albo_V1_RollCallVote]) throws(InvalidAct) -> [RollCallVote] {
    guard messages.count <= 300 else { throw InvalidAct(field: "votes", reason: "more than 300 votes") }
    var votes: [RollCallVote] = []
    for message in messages {
      votes.append(
        RollCallVote(
          seat: try Fields.identifier(message.seat, "votes.seat"),
          vote: try VoteChoice(message: message.vote, "votes.vote")))
    }
    return votes
  }

  private func checkParts() throws(InvalidAct) {
    guard votes.isEmpty != (secretTally == nil) else {
      throw InvalidAct(field: "votes", reason: "votes are by name, or a secret tally, and one of them is needed")
    }
    guard officers.isEmpty != (kind == .officers) else {
      throw InvalidAct(field: "officers", reason: "a resolution on officers, and no other, names them")
    }
    guard castingSeat == nil || secretTally == nil else {
      throw InvalidAct(field: "castingSeat", reason: "a secret vote is nobody's")
    }
  }

  package var message: Albo_V1_ResolutionVoted {
    .with {
      $0.body = body.description
      $0.resolution = resolution.description
      $0.meeting = meeting.description
      $0.kind = kind.message
      $0.agendaItem = agendaItem?.description ?? ""
      $0.textHash = .init(textDigest)
      $0.votes = votes.map { vote in .with { ($0.seat, $0.vote) = (vote.seat.description, vote.vote.message) } }
      if let secretTally { $0.secretTally = secretTally.message }
      $0.officers = officers.map(\.description)
      $0.castingSeat = castingSeat?.description ?? ""
      if let tally { $0.tally = tally.message }
      ($0.counted, $0.required) = (counted, required)
      $0.outcome = outcome?.message ?? .unspecified
    }
  }
}

extension VoteTally {
  fileprivate init(message: Albo_V1_VoteTally, _ field: String) throws(InvalidAct) {
    self.init(
      yes: try Fields.number(message.yes, "\(field).yes", 0...300),
      no: try Fields.number(message.no, "\(field).no", 0...300),
      abstain: try Fields.number(message.abstain, "\(field).abstain", 0...300))
  }

  fileprivate var message: Albo_V1_VoteTally {
    .with { ($0.yes, $0.no, $0.abstain) = (yes, no, abstain) }
  }
}

extension ResolutionKind: MessageCase {
  var message: Albo_V1_ResolutionKind {
    switch self {
    case .opinion: .opinion
    case .areaPact: .areaPact
    case .officers: .officers
    case .document: .document
    case .motion: .motion
    }
  }
}

extension VoteChoice: MessageCase {
  var message: Albo_V1_Vote {
    switch self {
    case .yes: .yes
    case .no: .no
    case .abstain: .abstain
    }
  }
}

extension ResolutionOutcome: MessageCase {
  var message: Albo_V1_ResolutionOutcome {
    switch self {
    case .adopted: .adopted
    case .rejected: .rejected
    }
  }
}
