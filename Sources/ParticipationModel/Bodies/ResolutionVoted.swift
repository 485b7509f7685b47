public import EventModel

/// A meeting voted on a text. The outcome is computed.
public struct ResolutionVoted: CityAct, BodyAct {
  /// The body.
  public var body = ID<Body>()
  /// The resolution's id, unique in the body.
  public var resolution = ID<Resolution>()
  /// The meeting that voted.
  public var meeting = ID<Meeting>()
  /// What kind of resolution.
  public var kind = ResolutionKind.opinion
  /// The item of an agenda that it settles; nil if there was none.
  public var agendaItem: ID<AgendaItem>?
  /// SHA-256 of the text, 32 bytes.
  public var textHash: [UInt8] = []
  /// By name: one for each member who voted; at most 300.
  public var votes: [RollCallVote] = []
  /// In a secret vote: only the numbers, without votes by name.
  public var secretTally: VoteTally?
  /// The seats elected as officers, none twice; only for a resolution on officers.
  public var officers: [ID<Seat>] = []
  /// The seat whose vote decides a tie, if the rules give a casting vote.
  public var castingSeat: ID<Seat>?
  /// The votes. Computed.
  public var tally: VoteTally?
  /// How many votes count for the majority. Computed.
  public var counted: UInt32 = 0
  /// How many yes votes are needed. Computed.
  public var required: UInt32 = 0
  /// Whether it is adopted. Computed.
  public var outcome: ResolutionOutcome?

  /// A vote by name, or in secret.
  public init(
    body: ID<Body>, resolution: ID<Resolution>, meeting: ID<Meeting>, kind: ResolutionKind,
    agendaItem: ID<AgendaItem>? = nil, textHash: [UInt8], votes: [RollCallVote] = [], secretTally: VoteTally? = nil,
    officers: [ID<Seat>] = [], castingSeat: ID<Seat>? = nil
  ) {
    self.body = body
    self.resolution = resolution
    self.meeting = meeting
    self.kind = kind
    self.agendaItem = agendaItem
    self.textHash = textHash
    self.votes = votes
    self.secretTally = secretTally
    self.officers = officers
    self.castingSeat = castingSeat
  }

  /// `albo.v1.ResolutionVoted`.
  public static let type = ActType(static: "albo.v1.ResolutionVoted")

  /// Who may do it.
  public static let entitlement = Entitlement.secretary

  /// A vote without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "body", &body)
    try fields.named(2, "resolution", &resolution)
    try fields.named(3, "meeting", &meeting)
    try fields.choice(4, "kind", &kind)
    try fields.named(5, "agendaItem", &agendaItem)
    try fields.hash(6, "textHash", &textHash)
    try fields.messages(7, "votes", &votes, ListRule(0...300))
    try fields.message(8, "secretTally", &secretTally)
    try fields.names(9, "officers", &officers, ListRule(0...300, isUnique: true))
    try fields.named(10, "castingSeat", &castingSeat)
    try fields.message(11, "tally", &tally, computed: true)
    try fields.number(12, "counted", &counted, computed: true)
    try fields.number(13, "required", &required, computed: true)
    try fields.choice(14, "outcome", &outcome, computed: true)
    try fields.check(
      votes.isEmpty != (secretTally == nil), "votes",
      votes.isEmpty ? "is missing: expected votes by name, or a secretTally" : "expected none with a secretTally")
    try fields.check(
      officers.isEmpty != (kind == .officers), "officers",
      officers.isEmpty ? "is missing: a resolution on officers needs them" : "only a resolution on officers names them")
    try fields.check(
      castingSeat == nil || secretTally == nil, "castingSeat",
      "expected none with a secretTally: a secret vote has no casting vote")
  }

  /// An example is an opinion on which members voted by name.
  public mutating func completeExample() {
    (secretTally, officers, castingSeat) = (nil, [], votes.first?.seat)
  }

  /// `body/ID`.
  public var stream: StreamName { BodyEstablished.stream(of: body) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownBody, .alreadyResolved, .notConvened, .noQuorum, .unknownAgendaItem, .secretRequired,
    .rollCallRequired, .votedTwice, .notPresent, .noCastingVote, .officersNotBalanced, .notMember,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let ledger = try BodyLookup(body, rows)
    if let earlier = rows.row(ResolutionRow.key(body, resolution), as: ResolutionRow.self) {
      throw Rejection(
        .alreadyResolved, "the resolution “\(resolution)” was already voted on; give the new one another id",
        positions: [earlier.votedAt])
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

  /// Takes the id, settles the item of the agenda, and replaces the officers.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    rows.set(ResolutionRow.key(body, resolution), to: ResolutionRow(votedAt: event.position))
    rows.update(MeetingRow.key(body, meeting), as: MeetingRow.self) { row in
      row.resolvedAt.append(event.position)
      row.voters += votes.map(\.seat).filter { !row.voters.contains($0) }
      if let secretTally { row.mostVotes = max(row.mostVotes, secretTally.yes + secretTally.no + secretTally.abstain) }
    }
    if let agendaItem {
      rows.update(AgendaRow.key(body, agendaItem), as: AgendaRow.self) { $0.settledAt = event.position }
    }
    guard kind == .officers, outcome == .adopted, let ledger = try? BodyLookup(body, rows) else { return }
    let opened = rows.row(MeetingRow.key(body, meeting), as: MeetingRow.self)?.held?.openedAt ?? event.now
    let elected = officers.compactMap { seat in
      ledger.holder(of: seat, at: opened).map { OfficersRow.Officer(seat: seat, person: $0.person) }
    }
    rows.set(OfficersRow.key(body), to: OfficersRow(officers: elected, since: event.position))
  }
}

/// What kind of resolution.
public enum ResolutionKind: String, Hashable, Sendable, CaseIterable, Codable, Choice {
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
public enum VoteChoice: String, Hashable, Sendable, CaseIterable, Codable, Choice {
  /// For.
  case yes
  /// Against.
  case no
  /// Neither.
  case abstain

  /// `Vote`.
  public static let schemaName = "Vote"
}

/// A member's vote by name.
public struct RollCallVote: Described, Hashable {
  /// The seat: the member's, also if a substitute votes.
  public var seat = ID<Seat>()
  /// The vote.
  public var vote = VoteChoice.yes

  /// A vote.
  public init(seat: ID<Seat>, vote: VoteChoice) { (self.seat, self.vote) = (seat, vote) }

  /// A vote without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "seat", &seat)
    try fields.choice(2, "vote", &vote)
  }
}

/// How many voted how.
public struct VoteTally: Described, Hashable, Codable {
  /// For.
  public var yes: UInt32 = 0
  /// Against.
  public var no: UInt32 = 0
  /// Neither.
  public var abstain: UInt32 = 0

  /// A tally.
  public init(yes: UInt32, no: UInt32, abstain: UInt32) { (self.yes, self.no, self.abstain) = (yes, no, abstain) }

  /// A tally without content: nobody voted.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.number(1, "yes", &yes, 0...300)
    try fields.number(2, "no", &no, 0...300)
    try fields.number(3, "abstain", &abstain, 0...300)
  }

  init(_ votes: [RollCallVote]) {
    func count(_ choice: VoteChoice) -> UInt32 { UInt32(clamping: votes.count { $0.vote == choice }) }
    self.init(yes: count(.yes), no: count(.no), abstain: count(.abstain))
  }
}

/// Whether a text was adopted.
public enum ResolutionOutcome: String, Hashable, Sendable, CaseIterable, Codable, Choice {
  /// It is the body's resolution.
  case adopted
  /// It is not.
  case rejected
}
