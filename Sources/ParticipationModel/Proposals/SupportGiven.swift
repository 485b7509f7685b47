public import EventModel

/// A person supports one version of a proposal.
public struct SupportGiven: CityAct {
  /// The proposal.
  public var proposal = ID<CitizenProposal>()
  /// The version whose text was read.
  public var version: UInt32 = 0
  /// 32 bytes that stand for the person in this proposal alone.
  public var supporterTag: [UInt8] = []

  /// Support for a version of a proposal.
  public init(proposal: ID<CitizenProposal>, version: UInt32, supporterTag: [UInt8]) {
    (self.proposal, self.version, self.supporterTag) = (proposal, version, supporterTag)
  }

  /// `albo.v1.SupportGiven`.
  public static let type = ActType(static: "albo.v1.SupportGiven")

  /// Who may do it.
  public static let entitlement = Entitlement.desk(.procedures)

  /// Support without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "proposal", &proposal)
    try fields.number(2, "version", &version)
    try fields.hash(3, "supporterTag", &supporterTag)
  }

  /// `proposal/ID`.
  public var stream: StreamName { ProposalPublished.stream(of: proposal) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownProposal, .staleVersion, .alreadyAnswered, .windowClosed, .alreadySupported,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let state = try ProposalState.find(proposal, version: version, rows)
    if let answered = state.answeredAt {
      throw Rejection(
        .alreadyAnswered, "the proposal was already answered", rule: "support can be given only before the answer",
        positions: [answered])
    }
    guard decision.at >= max(state.supportFrom, state.published), state.supportTo.map({ decision.at < $0 }) ?? true
    else {
      throw Rejection(
        .windowClosed, "support for this version is not taken at \(decision.at)",
        rule:
          "support is taken only from the publication, or the start of the window that it names, until before its end",
        positions: [state.publishedAt])
    }
    let key = SupportRow.key(proposal, since: state.supportedSince, tag: supporterTag)
    if let earlier = rows.row(key, as: SupportRow.self) {
      throw Rejection(
        .alreadySupported, "this person already supports the proposal",
        positions: [earlier.position])
    }
    return [self]
  }

  /// Remembers who supports.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    guard let state = rows.row(ProposalState.key(proposal), as: ProposalState.self) else { return }
    rows.set(
      SupportRow.key(proposal, since: state.supportedSince, tag: supporterTag),
      to: SupportRow(position: event.position))
  }
}
