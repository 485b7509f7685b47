public import EventModel
public import TransparencyLog

/// A voter says of a ballot: “I did not cast this”. Before the certification the ballot is annulled or the challenge is
/// dismissed.
public struct BallotChallenged: CityAct {
  /// The election.
  public var election = ID<Election>()
  /// The ballot.
  public var ballot = Position(0)
  /// The ballot's voter tag, 32 bytes.
  public var voterTag: [UInt8] = []
  /// SHA-256 of the written challenge, 32 bytes.
  public var evidenceHash: [UInt8]?

  /// A challenge.
  public init(election: ID<Election>, ballot: Position, voterTag: [UInt8], evidenceHash: [UInt8]? = nil) {
    self.election = election
    self.ballot = ballot
    self.voterTag = voterTag
    self.evidenceHash = evidenceHash
  }

  /// `albo.v1.BallotChallenged`.
  public static let type = ActType(static: "albo.v1.BallotChallenged")

  /// Who may do it.
  public static let entitlement = Entitlement.desk(.elections)

  /// A challenge without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "election", &election)
    try fields.position(2, "ballot", &ballot)
    try fields.hash(3, "voterTag", &voterTag)
    try fields.hash(4, "evidenceHash", &evidenceHash)
  }

  /// `election/ID`.
  public var stream: StreamName { ElectionCalled.stream(of: election) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownElection, .notOpen, .certified, .unknownBallot, .alreadyChallenged,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let election = try ElectionLookup(election, rows)
    if election.state.phase == .called { try election.requireOpen() }
    try election.requireUncertified()
    guard let voter = rows.row(VoterRow.key(self.election, tag: voterTag), as: VoterRow.self),
      voter.ballot == ballot, !voter.isAnnulled
    else {
      throw Rejection(
        .unknownBallot, "position \(ballot) is not the live ballot of this voter tag",
        rule: "only a live ballot can be challenged")
    }
    if let challenge = rows.row(ChallengeRow.key(self.election, ballot), as: ChallengeRow.self) {
      throw Rejection(
        .alreadyChallenged, "the ballot was already challenged",
        positions: [challenge.challengedAt])
    }
    return [self]
  }

  /// Counts the challenge as pending.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    rows.set(
      ChallengeRow.key(election, ballot), to: ChallengeRow(challengedAt: event.position, isPending: true))
    rows.update(ElectionState.key(election), as: ElectionState.self) { $0.challenges += 1 }
  }

  /// Settles the challenge of a ballot, if one is pending.
  static func settle(_ ballot: Position, of election: ID<Election>, _ rows: any ConstraintRows) {
    guard var row = rows.row(ChallengeRow.key(election, ballot), as: ChallengeRow.self), row.isPending else { return }
    row.isPending = false
    rows.set(ChallengeRow.key(election, ballot), to: row)
    rows.update(ElectionState.key(election), as: ElectionState.self) { $0.challenges -= 1 }
  }
}
