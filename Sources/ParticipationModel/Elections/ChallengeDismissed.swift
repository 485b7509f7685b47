public import EventModel
public import TransparencyLog

/// The commission dismisses the challenge of a ballot, which goes on to count.
public struct ChallengeDismissed: CityAct, ElectionAct {
  /// The election.
  public var election = ID<Election>()
  /// The ballot.
  public var ballot = Position(0)
  /// Why, 1 to 300 bytes, without personal content.
  public var reason = ""
  /// The members of the commission who decided.
  public var decidedBy: [Actor] = []
  /// SHA-256 of the minutes by which the commission decided, 32 bytes; needs an act reference. Without it each member
  /// named in `decidedBy` has decided by an own `CommissionVoted`; whoever acts decides by this act.
  public var minutesHash: [UInt8]?

  /// A dismissal.
  public init(
    election: ID<Election>, ballot: Position, reason: String, decidedBy: [Actor], minutesHash: [UInt8]? = nil
  ) {
    self.minutesHash = minutesHash
    (self.election, self.ballot, self.reason, self.decidedBy) = (election, ballot, reason, decidedBy)
  }

  /// `albo.v1.ChallengeDismissed`.
  public static let type = ActType(static: "albo.v1.ChallengeDismissed")

  /// Who may do it.
  public static let entitlement = Entitlement.commission

  /// A dismissal without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "election", &election)
    try fields.position(2, "ballot", &ballot)
    try fields.text(3, "reason", &reason, 1...300)
    try fields.names(4, "decidedBy", &decidedBy, ListRule(0...100, isUnique: true))
    try fields.hash(5, "minutesHash", &minutesHash)
  }

  /// `election/ID`.
  public var stream: StreamName { ElectionCalled.stream(of: election) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownElection, .certified, .notCommission, .noMajority, .notDecided, .alreadyDecided, .unknownChallenge,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let election = try ElectionLookup(election, rows)
    try election.requireUncertified()
    try election.requireDecision(
      .init(matter: .challengeDismissed, ballot: ballot), named: decidedBy, of: self, decision, rows)
    try election.requirePending(challengeOf: ballot, rows)
    return [self]
  }

  /// The challenge is settled.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    BallotChallenged.settle(ballot, of: election, rows)
  }
}
