public import EventModel

/// The competent office answers a proposal, with reasons.
public struct ProposalAnswered: CityAct {
  /// The proposal.
  public var proposal = ID<CitizenProposal>()
  /// The version that is answered.
  public var version: UInt32 = 0
  /// Whether it is accepted.
  public var outcome = Outcome.accepted
  /// The reasons, at most 4,000 bytes, without personal content.
  public var reasons = ""
  /// The office that answers.
  public var office = Actor(Blank())
  /// What the office promises; at most 100.
  public var commitments: [Promise] = []

  /// Whether a proposal is accepted.
  public enum Outcome: String, Hashable, Sendable, CaseIterable, Codable, Choice {
    /// As it is.
    case accepted
    /// In part.
    case partly
    /// Not at all.
    case rejected

    /// `AnswerOutcome`.
    public static let schemaName = "AnswerOutcome"
  }

  /// What an office promises in an answer.
  public struct Promise: Described, Hashable {
    /// An id within the proposal.
    public var id = ID<ProposalAnswered.Promise>()
    /// What will be done, at most 500 bytes.
    public var action = ""
    /// By when.
    public var dueBy: CivilDate?
    /// For how much, in cents; 0: not stated.
    public var cents: Int64 = 0
    /// Months from one due day to the next, for what is promised again and again, at most 120; 0: once.
    public var everyMonths: UInt32 = 0

    /// A promise.
    public init(
      id: ID<ProposalAnswered.Promise>, action: String, dueBy: CivilDate? = nil, cents: Int64 = 0,
      everyMonths: UInt32 = 0
    ) {
      (self.id, self.action, self.dueBy, self.cents) = (id, action, dueBy, cents)
      self.everyMonths = everyMonths
    }

    /// `AnswerCommitment`.
    public static let schemaName = "AnswerCommitment"

    /// A promise without content.
    public init(_ blank: Blank) {}

    /// The fields of the message.
    public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
      try fields.named(1, "id", &id)
      try fields.text(2, "action", &action, 1...500)
      try fields.named(3, "dueBy", &dueBy)
      try fields.cents(4, "cents", &cents)
      try fields.number(5, "everyMonths", &everyMonths, 0...120)
      try fields.check(
        everyMonths == 0 || dueBy != nil, "dueBy", "is missing: what returns needs the first day by which it is due")
    }
  }

  /// An answer.
  public init(
    proposal: ID<CitizenProposal>, version: UInt32, outcome: Outcome, reasons: String, office: Actor,
    commitments: [Promise] = []
  ) {
    self.proposal = proposal
    self.version = version
    self.outcome = outcome
    self.reasons = reasons
    self.office = office
    self.commitments = commitments
  }

  /// `albo.v1.ProposalAnswered`.
  public static let type = ActType(static: "albo.v1.ProposalAnswered")

  /// Who may do it.
  public static let entitlement = Entitlement.office(.procedures)

  /// An answer without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "proposal", &proposal)
    try fields.number(2, "version", &version)
    try fields.choice(3, "outcome", &outcome)
    try fields.text(4, "reasons", &reasons, 0...4000)
    try fields.named(5, "office", &office)
    try fields.messages(6, "commitments", &commitments, ListRule(0...100))
    try fields.check(Set(commitments.map(\.id)).count == commitments.count, "commitments", "an id appears twice")
  }

  /// `proposal/ID`.
  public var stream: StreamName { ProposalPublished.stream(of: proposal) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [.unknownProposal, .staleVersion, .alreadyAnswered, .reasonsMissing]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    guard decision.actor == office else {
      throw Rejection(
        .notEntitled, "the answer is that of \(office), but \(decision.actor) acts",
        rule: "an office answers in its own name")
    }
    let state = try ProposalState.find(proposal, version: version, rows)
    guard decision.at >= state.published else {
      throw Rejection(
        .staleVersion, "it was answered at \(decision.at), but published at \(state.published)",
        rule: "a version can be answered only once it is published", positions: [state.publishedAt])
    }
    if let answered = state.answeredAt {
      throw Rejection(
        .alreadyAnswered, "the proposal was already answered", rule: "a version is answered only once",
        positions: [answered])
    }
    guard reasons.contains(where: { !$0.isWhitespace }) else {
      throw Rejection(
        .reasonsMissing, "the answer has no reasons",
        positions: [state.publishedAt])
    }
    return [self]
  }

  /// The live version is answered.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    guard var state = rows.row(ProposalState.key(proposal), as: ProposalState.self) else { return }
    state.answeredAt = event.position
    rows.set(ProposalState.key(proposal), to: state)
    for promise in commitments {
      guard let duty = ID<Duty>(promise.id.description) else { continue }
      let row = DutyRow(
        bound: office, since: event.position, dueBy: promise.dueBy, everyMonths: promise.everyMonths)
      rows.set(DutyRow.key(stream, duty), to: row)
    }
  }
}
