public import EventModel
public import TransparencyLog

/// The commission dismisses the challenge of a ballot, which goes on to count.
public struct ChallengeDismissed: Act {
  /// The election.
  public var election = ID<Election>()
  /// The ballot.
  public var ballot = Position(0)
  /// Why, 1 to 300 bytes, without personal content.
  public var reason = ""
  /// The members of the commission who decided.
  public var decidedBy: [Actor] = []

  /// A dismissal.
  public init(election: ID<Election>, ballot: Position, reason: String, decidedBy: [Actor]) {
    (self.election, self.ballot, self.reason, self.decidedBy) = (election, ballot, reason, decidedBy)
  }

  /// `albo.v1.ChallengeDismissed`.
  public static let type = ActType(static: "albo.v1.ChallengeDismissed")

  /// A dismissal without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "election", &election)
    try fields.position(2, "ballot", &ballot)
    try fields.text(3, "reason", &reason, 1...300)
    try fields.names(4, "decidedBy", &decidedBy, ListRule(1...100, isUnique: true))
  }

  /// `election/ID`.
  public var stream: StreamName { ElectionCalled.stream(of: election) }

  /// The codes with which it is refused.
  public static let refusals: [RejectionCode] = [
    .unknownElection, .certified, .notCommission, .noMajority, .unknownChallenge,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func decide(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let election = try ElectionLookup(election, rows)
    try election.requireUncertified()
    try election.requireMajority(decidedBy, actor: decision.actor)
    guard rows.row(ChallengeRow.key(self.election, ballot), as: ChallengeRow.self)?.isPending == true else {
      throw Rejection(
        .unknownChallenge, "no challenge of ballot \(ballot) is pending")
    }
    return [self]
  }

  /// The challenge is settled.
  public func evolve(_ event: EventContext, _ rows: any ConstraintRows) {
    BallotChallenged.settle(ballot, of: election, rows)
  }
}
