public import EventModel

/// The commission admits or rejects a candidacy.
public struct CandidacyDecided: CityAct, ElectionAct {
  /// The election.
  public var election = ID<Election>()
  /// The candidacy.
  public var candidacy = ""
  /// Whether it is admitted.
  public var isAdmitted = false
  /// Why it is rejected, at most 300 bytes, without personal content; needed if it is rejected.
  public var reason = ""
  /// The candidate's place by age, from the registry: 1 for the youngest, 2 for the next; 0: unknown.
  public var ageRank: UInt32 = 0
  /// SHA-256 of the minutes by which the commission decided, 32 bytes; needs an act reference. Without it more than half
  /// of the members decide, each by an own `CommissionVoted`; whoever acts decides by this act.
  public var minutesHash: [UInt8]?

  /// A decision on a candidacy.
  public init(
    election: ID<Election>, candidacy: String, isAdmitted: Bool, reason: String = "", ageRank: UInt32 = 0,
    minutesHash: [UInt8]? = nil
  ) {
    self.election = election
    self.candidacy = candidacy
    self.isAdmitted = isAdmitted
    self.reason = reason
    self.ageRank = ageRank
    self.minutesHash = minutesHash
  }

  /// What the commission decides, as the schema says it.
  private enum Outcome: String, Choice {
    case admitted, rejected

    static let schemaName = "CandidacyOutcome"
  }

  /// `albo.v1.CandidacyDecided`.
  public static let type = ActType(static: "albo.v1.CandidacyDecided")

  /// Who may do it.
  public static let entitlement = Entitlement.commission

  /// A decision without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    var outcome = isAdmitted ? Outcome.admitted : .rejected
    try fields.named(1, "election", &election)
    try fields.code(2, "candidacy", &candidacy)
    try fields.choice(3, "outcome", &outcome)
    try fields.text(4, "reason", &reason, 0...300)
    try fields.number(5, "ageRank", &ageRank)
    try fields.hash(6, "minutesHash", &minutesHash)
    isAdmitted = outcome == .admitted
  }

  /// `election/ID`.
  public var stream: StreamName { ElectionCalled.stream(of: election) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownElection, .notCommission, .noMajority, .unknownCandidacy, .alreadyDecided, .reasonMissing, .alreadyOpened,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let election = try ElectionLookup(election, rows)
    let row = try election.candidacy(candidacy, rows)
    guard row.state == .filed else {
      throw Rejection(
        .alreadyDecided, "the candidacy “\(candidacy)” is already \(row.state)",
        positions: [row.since])
    }
    guard election.state.phase == .called else {
      throw Rejection(
        .alreadyOpened, "the polls have opened", rule: "candidacies must be decided before the polls open",
        positions: [election.state.since])
    }
    guard isAdmitted || !reason.isEmpty else {
      throw Rejection(
        .reasonMissing, "“\(candidacy)” is rejected without a reason: give one",
        positions: [row.filedAt])
    }
    try election.requireDecision(
      .init(matter: isAdmitted ? .candidacyAdmitted : .candidacyRejected, candidacy: candidacy), named: nil, of: self,
      decision, rows)
    return [self]
  }

  /// Remembers the decision; a rejected candidate no longer stands.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    rows.update(CandidacyRow.key(election, candidacy), as: CandidacyRow.self) { row in
      (row.state, row.since) = (isAdmitted ? .admitted : .rejected, event.position)
      row.candidate.ageRank = ageRank
    }
    guard !isAdmitted, let row = rows.row(CandidacyRow.key(election, candidacy), as: CandidacyRow.self) else { return }
    rows.remove(StandingRow.key(election, row.candidate.person))
  }
}

extension ElectionLookup {
  /// A candidacy of the election.
  func candidacy(_ id: String, _ rows: any ConstraintReader) throws(Rejection) -> CandidacyRow {
    guard let row = rows.row(CandidacyRow.key(rules.called.election, id), as: CandidacyRow.self) else {
      throw Rejection(
        .unknownCandidacy, "there is no candidacy “\(id)”: check the id",
        positions: [rules.calledAt])
    }
    return row
  }
}
