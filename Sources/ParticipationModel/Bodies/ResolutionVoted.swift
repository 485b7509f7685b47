public import EventModel
import SwiftProtobuf

/// A meeting voted on a text. The outcome is computed.
public struct ResolutionVoted: Act {
  /// The body.
  public var body: Identifier
  /// The resolution's id, unique in the body.
  public var resolution: Identifier
  /// The meeting that voted.
  public var meeting: Identifier
  /// What kind of resolution.
  public var kind: ResolutionKind
  /// The item of an agenda that it settles; nil where there was none.
  public var agendaItem: Identifier?
  /// SHA-256 of the text, 32 bytes.
  public var textDigest: [UInt8]
  /// By name: one for each member who voted; at most 300.
  public var votes: [RollCallVote]
  /// In secret: the numbers alone, and no votes by name.
  public var secretTally: VoteTally?
  /// The seats elected as officers, none twice; for a resolution on officers alone.
  public var officers: [Identifier]
  /// The seat whose vote decides a tie, where the rules give a casting vote.
  public var castingSeat: Identifier?
  /// The votes. Computed.
  public var tally: VoteTally?
  /// How many votes count for the majority. Computed.
  public var counted: UInt32
  /// How many yes votes adopt. Computed.
  public var required: UInt32
  /// Whether it is adopted. Computed.
  public var outcome: ResolutionOutcome?

  /// A vote by name, or in secret.
  public init(
    body: Identifier, resolution: Identifier, meeting: Identifier, kind: ResolutionKind,
    agendaItem: Identifier? = nil, textDigest: [UInt8], votes: [RollCallVote] = [], secretTally: VoteTally? = nil,
    officers: [Identifier] = [], castingSeat: Identifier? = nil
  ) {
    self.body = body
    self.resolution = resolution
    self.meeting = meeting
    self.kind = kind
    self.agendaItem = agendaItem
    self.textDigest = textDigest
    self.votes = votes
    self.secretTally = secretTally
    self.officers = officers
    self.castingSeat = castingSeat
    (tally, counted, required, outcome) = (nil, 0, 0, nil)
  }

  /// `body/ID`.
  public var stream: StreamName { BodyEstablished.stream(of: body) }

  /// The vote without its outcome.
  public var proposed: ResolutionVoted {
    var act = self
    (act.tally, act.counted, act.required, act.outcome) = (nil, 0, 0, nil)
    return act
  }

  /// Refuses `UnknownBody`, `NotEntitled`, `AlreadyResolved`, `NotConvened`, `NoQuorum`, `UnknownAgendaItem`,
  /// `SecretRequired`, `RollCallRequired`, `VotedTwice`, `NotPresent`, `NoCastingVote`, `OfficersNotBalanced`,
  /// `NotMember`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    let ledger = try BodyLedger(body, rows)
    try ledger.checkSecretary(decision, rule: "a vote is recorded by an officer of the body or by an office")
    if let earlier = rows.row(ResolutionRow.key(body, resolution), as: ResolutionRow.self) {
      throw Rejection(
        "AlreadyResolved", "the resolution “\(resolution)” was voted on before; give the new one another id",
        rule: "a resolution is voted on once", positions: [earlier.votedAt])
    }
    let meeting = try quorateMeeting(ledger)
    try checkAgenda(rows)
    try checkVotes(meeting, ledger)
    if kind == .officers { try checkOfficers(meeting, ledger) }
    return [counted(by: ledger.rules.majority)]
  }

  /// The resolution with its outcome.
  private func counted(by rule: MajorityRule) -> ResolutionVoted {
    let tally = secretTally ?? VoteTally(votes)
    var act = self
    act.tally = tally
    act.counted = rule.counted(of: tally)
    act.required = rule.required(of: act.counted)
    let casting = votes.first { $0.seat == castingSeat }?.vote
    let isAdopted = tally.yes >= act.required || rule.hasCastingVote && rule.isTie(tally) && casting == .yes
    act.outcome = isAdopted ? .adopted : .rejected
    return act
  }

  /// Takes the id, settles the item of the agenda, and puts new officers in the place of the old.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    rows.set(ResolutionRow.key(body, resolution), to: ResolutionRow(votedAt: event.position))
    if let agendaItem {
      rows.update(AgendaRow.key(body, agendaItem), as: AgendaRow.self) { $0.settledAt = event.position }
    }
    guard kind == .officers, outcome == .adopted, let ledger = try? BodyLedger(body, rows) else { return }
    let opened = rows.row(MeetingRow.key(body, meeting), as: MeetingRow.self)?.held?.openedAt ?? event.now
    let elected = officers.compactMap { seat in
      ledger.history(of: seat).holder(at: opened).map { OfficersRow.Officer(seat: seat, person: $0.person) }
    }
    rows.set(OfficersRow.key(body), to: OfficersRow(officers: elected, since: event.position))
  }
}

/// What kind of resolution.
public enum ResolutionKind: String, Hashable, Sendable, CaseIterable, Codable {
  /// A mandatory, non-binding opinion (parere obbligatorio non vincolante).
  case opinion
  /// An area pact (patto d'ambito).
  case areaPact
  /// The election of the body's officers (coordinators).
  case officers
  /// A document.
  case document
  /// A motion.
  case motion
}

/// How a member votes.
public enum VoteChoice: String, Hashable, Sendable, CaseIterable, Codable {
  /// For.
  case yes
  /// Against.
  case no
  /// Neither.
  case abstain
}

/// A member's vote by name.
public struct RollCallVote: Hashable, Sendable {
  /// The seat: the member's, also where a substitute votes.
  public var seat: Identifier
  /// The vote.
  public var vote: VoteChoice

  /// A vote.
  public init(seat: Identifier, vote: VoteChoice) { (self.seat, self.vote) = (seat, vote) }
}

/// How many voted how.
public struct VoteTally: Hashable, Sendable, Codable {
  /// For.
  public var yes: UInt32
  /// Against.
  public var no: UInt32
  /// Neither.
  public var abstain: UInt32

  /// A tally.
  public init(yes: UInt32, no: UInt32, abstain: UInt32) { (self.yes, self.no, self.abstain) = (yes, no, abstain) }

  init(_ votes: [RollCallVote]) {
    func count(_ choice: VoteChoice) -> UInt32 { UInt32(clamping: votes.count { $0.vote == choice }) }
    self.init(yes: count(.yes), no: count(.no), abstain: count(.abstain))
  }
}

/// What became of a text.
public enum ResolutionOutcome: String, Hashable, Sendable, CaseIterable, Codable {
  /// It is the body's resolution.
  case adopted
  /// It is not.
  case rejected
}
