public import EventModel

/// A candidate withdraws. Before the polls open, the candidacy is left off the ballot paper. After that, votes for it
/// still count, but its seat goes to the next candidate.
public struct CandidacyWithdrawn: Act {
  /// The election.
  public var election = ID<Election>()
  /// The candidacy.
  public var candidacy = ""

  /// A withdrawal.
  public init(election: ID<Election>, candidacy: String) { (self.election, self.candidacy) = (election, candidacy) }

  /// `albo.v1.CandidacyWithdrawn`.
  public static let type = ActType(static: "albo.v1.CandidacyWithdrawn")

  /// A withdrawal without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "election", &election)
    try fields.code(2, "candidacy", &candidacy)
  }

  /// `election/ID`.
  public var stream: StreamName { ElectionCalled.stream(of: election) }

  /// The codes with which it is refused.
  public static let refusals: [RejectionCode] = [
    .unknownElection, .unknownCandidacy, .notCandidate, .alreadyDecided, .certified,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func decide(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let election = try ElectionLookup(election, rows)
    let row = try election.candidacy(candidacy, rows)
    guard decision.author == row.candidate.person else {
      throw Rejection(
        .notCandidate, "\(decision.actor) is not the candidate",
        rule: "only the candidate withdraws, or an office on their behalf",
        positions: [row.filedAt])
    }
    guard row.state == .filed || row.state == .admitted else {
      throw Rejection(
        .alreadyDecided, "the candidacy “\(candidacy)” is already \(row.state)",
        rule: "only a candidate who stands can withdraw",
        positions: [row.since])
    }
    guard election.state.phase != .certified else {
      throw Rejection(
        .certified, "the result is certified",
        rule: "after the certification, whoever was elected resigns from the seat instead",
        positions: [election.state.since])
    }
    return [self]
  }

  /// The candidate no longer stands.
  public func evolve(_ event: EventContext, _ rows: any ConstraintRows) {
    let key = CandidacyRow.key(election, candidacy)
    guard var row = rows.row(key, as: CandidacyRow.self) else { return }
    (row.state, row.since) = (.withdrawn, event.position)
    rows.set(key, to: row)
    rows.remove(StandingRow.key(election, row.candidate.person))
  }
}
