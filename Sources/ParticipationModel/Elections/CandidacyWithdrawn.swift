public import EventModel

/// A candidate withdraws. Before the polls open, the candidacy is left off the ballot paper. After that, votes for it
/// still count, but its seat goes to the next candidate.
public struct CandidacyWithdrawn: CityAct {
  /// The election.
  public var election = ID<Election>()
  /// The candidacy.
  public var candidacy = ""

  /// A withdrawal.
  public init(election: ID<Election>, candidacy: String) { (self.election, self.candidacy) = (election, candidacy) }

  /// `albo.v1.CandidacyWithdrawn`.
  public static let type = ActType(static: "albo.v1.CandidacyWithdrawn")

  /// Who may do it.
  public static let entitlement = Entitlement.person("candidacy", through: .elections)

  /// `NotCandidate`.
  public static let foreignActor = RejectionCode.notCandidate

  /// The person of the candidacy that the act names.
  public func actor(named field: String, _ decision: Decision, _ rows: any ConstraintReader) -> Actor? {
    rows.row(CandidacyRow.key(election, candidacy), as: CandidacyRow.self)?.candidate.person
  }

  /// A withdrawal without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "election", &election)
    try fields.code(2, "candidacy", &candidacy)
  }

  /// `election/ID`.
  public var stream: StreamName { ElectionCalled.stream(of: election) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownElection, .unknownCandidacy, .alreadyDecided, .certified,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let election = try ElectionLookup(election, rows)
    let row = try election.candidacy(candidacy, rows)
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
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    let key = CandidacyRow.key(election, candidacy)
    guard var row = rows.row(key, as: CandidacyRow.self) else { return }
    (row.state, row.since) = (.withdrawn, event.position)
    rows.set(key, to: row)
    rows.remove(StandingRow.key(election, row.candidate.person))
  }
}
