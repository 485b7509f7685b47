public import EventModel
public import TransparencyLog

/// A member of an election's commission decides a matter by an own act. The decision itself follows once enough members
/// have decided.
public struct CommissionVoted: CityAct, ElectionAct {
  /// The election.
  public var election = ID<Election>()
  /// What the member decides.
  public var matter = CommissionMatter.candidacyAdmitted
  /// The candidacy, if a candidacy is decided; else empty.
  public var candidacy = ""
  /// The ballot, if a ballot or its challenge is decided; the certification that is superseded, if a new one is signed.
  public var ballot: Position?
  /// SHA-256 of what the member signs or of the member's statement, 32 bytes.
  public var evidenceHash: [UInt8]?

  /// A member's decision on a candidacy.
  public init(election: ID<Election>, _ matter: CommissionMatter, candidacy: String = "", ballot: Position? = nil) {
    (self.election, self.matter, self.candidacy, self.ballot) = (election, matter, candidacy, ballot)
  }

  /// `albo.v1.CommissionVoted`.
  public static let type = ActType(static: "albo.v1.CommissionVoted")

  /// Who may do it.
  public static let entitlement = Entitlement.commission

  /// A decision without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "election", &election)
    try fields.choice(2, "matter", &matter)
    try fields.text(3, "candidacy", &candidacy, 0...64)
    try fields.position(4, "ballot", &ballot)
    try fields.hash(5, "evidenceHash", &evidenceHash)
    let (needsCandidacy, needsBallot) = (matter.isOfCandidacy, matter.isOfBallot)
    try fields.check(
      candidacy.isEmpty != needsCandidacy, "candidacy",
      needsCandidacy ? "is missing: name the candidacy that is decided" : "only a decision on a candidacy names one")
    try fields.check(
      (ballot != nil) == needsBallot || matter == .resultCertified, "ballot",
      needsBallot ? "is missing: name the ballot that is decided" : "only a decision on a ballot names one")
  }

  /// An example is the admission of a candidacy.
  public mutating func completeExample() { ballot = nil }

  /// `election/ID`.
  public var stream: StreamName { ElectionCalled.stream(of: election) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownElection, .notCommission, .alreadyDecided, .unknownCandidacy, .unknownChallenge, .notOpen, .notClosed,
    .certified, .staleSupersede,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let lookup = try ElectionLookup(election, rows)
    guard lookup.rules.called.commission.contains(decision.actor) else {
      throw Rejection(
        .notCommission, "\(decision.actor) is not a member of the commission",
        rule: "a member of the commission decides in person", positions: [lookup.rules.calledAt])
    }
    for one in [subject, subject.opposite] { try lookup.requireUndecided(one, decision.actor, rows) }
    try checkMatter(lookup, rows)
    return [self]
  }

  /// Refuses a decision on what is not there yet, or no longer.
  private func checkMatter(_ lookup: ElectionLookup, _ rows: any ConstraintReader) throws(Rejection) {
    let phase = lookup.state.phase
    if matter == .resultCertified, ballot != nil {
      guard phase == .certified, ballot == lookup.state.since else {
        throw Rejection(
          .staleSupersede, "position \(ballot ?? 0) is not the last certification",
          rule: "a certification can supersede only the last one", positions: [lookup.state.since])
      }
      return
    }
    try lookup.requireUncertified()
    switch matter {
    case .candidacyAdmitted, .candidacyRejected: _ = try lookup.candidacy(candidacy, rows)
    case .ballotAnnulled: if phase == .called { try lookup.requireOpen() }
    case .challengeDismissed: try lookup.requirePending(challengeOf: ballot ?? 0, rows)
    case .resultCertified:
      guard phase == .closed else {
        throw Rejection(.notClosed, "the polls are not closed yet", positions: [lookup.state.since])
      }
    }
  }

  /// Remembers who decided.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    let key = CommissionVotesRow.key(election, subject)
    var row = rows.row(key, as: CommissionVotesRow.self) ?? CommissionVotesRow(Blank())
    row.votes.append(.init(member: event.actor, position: event.position))
    rows.set(key, to: row)
  }

  private var subject: CommissionVotesRow.Subject { .init(matter: matter, candidacy: candidacy, ballot: ballot) }
}

/// What a commission decides.
public enum CommissionMatter: String, Hashable, Sendable, CaseIterable, Codable, Choice {
  /// That a candidacy is admitted.
  case candidacyAdmitted
  /// That a candidacy is rejected.
  case candidacyRejected
  /// That a ballot is annulled.
  case ballotAnnulled
  /// That the challenge of a ballot is dismissed.
  case challengeDismissed
  /// That the result is certified, or certified anew.
  case resultCertified

  var isOfCandidacy: Bool { self == .candidacyAdmitted || self == .candidacyRejected }
  /// The other way to decide; itself if there is none.
  var opposite: CommissionMatter {
    switch self {
    case .candidacyAdmitted: .candidacyRejected
    case .candidacyRejected: .candidacyAdmitted
    case .ballotAnnulled: .challengeDismissed
    case .challengeDismissed: .ballotAnnulled
    case .resultCertified: .resultCertified
    }
  }

  var isOfBallot: Bool { self == .ballotAnnulled || self == .challengeDismissed }
}
