public import EventModel
public import TransparencyLog

/// The commission annuls a ballot, for instance after “I did not cast this”.
public struct BallotAnnulled: CityAct, ElectionAct {
  /// The election.
  public var election = ID<Election>()
  /// The ballot.
  public var ballot = Position(0)
  /// The ballot's voter tag, 32 bytes.
  public var voterTag: [UInt8] = []
  /// Why, 1 to 300 bytes, without personal content.
  public var ground = ""
  /// The members of the commission who decided.
  public var decidedBy: [Actor] = []
  /// SHA-256 of the evidence, 32 bytes.
  public var evidenceHash: [UInt8]?
  /// Whether the voter may vote again, which is so while voting is open. Computed.
  public var voterReadmitted = false
  /// SHA-256 of the minutes by which the commission decided, 32 bytes; needs an act reference. Without it each member
  /// named in `decidedBy` has decided by an own `CommissionVoted`; whoever acts decides by this act.
  public var minutesHash: [UInt8]?

  /// The annulment of a ballot.
  public init(
    election: ID<Election>, ballot: Position, voterTag: [UInt8], ground: String, decidedBy: [Actor],
    evidenceHash: [UInt8]? = nil, minutesHash: [UInt8]? = nil
  ) {
    self.election = election
    self.ballot = ballot
    self.voterTag = voterTag
    self.ground = ground
    self.decidedBy = decidedBy
    self.evidenceHash = evidenceHash
    self.minutesHash = minutesHash
  }

  /// `albo.v1.BallotAnnulled`.
  public static let type = ActType(static: "albo.v1.BallotAnnulled")

  /// Who may do it.
  public static let entitlement = Entitlement.commission

  /// An annulment without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "election", &election)
    try fields.position(2, "ballot", &ballot)
    try fields.hash(3, "voterTag", &voterTag)
    try fields.text(4, "ground", &ground, 1...300)
    try fields.names(5, "decidedBy", &decidedBy, ListRule(0...100, isUnique: true))
    try fields.hash(6, "evidenceHash", &evidenceHash)
    try fields.flag(7, "voterReadmitted", &voterReadmitted, computed: true)
    try fields.hash(8, "minutesHash", &minutesHash)
  }

  /// `election/ID`.
  public var stream: StreamName { ElectionCalled.stream(of: election) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownElection, .notOpen, .certified, .notCommission, .noMajority, .notDecided, .alreadyDecided, .unknownBallot,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let election = try ElectionLookup(election, rows)
    if election.state.phase == .called { try election.requireOpen() }
    try election.requireUncertified()
    try election.requireDecision(
      .init(matter: .ballotAnnulled, ballot: ballot), named: decidedBy, of: self, decision, rows)
    guard let voter = rows.row(VoterRow.key(self.election, tag: voterTag), as: VoterRow.self),
      voter.ballot == ballot, !voter.isAnnulled
    else {
      throw Rejection(
        .unknownBallot, "position \(ballot) is not the live ballot of this voter tag",
        rule: "only a live ballot can be annulled, and only once")
    }
    var act = self
    act.voterReadmitted = election.state.phase == .open
    return [act]
  }

  /// The voter has no live ballot any more.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    let key = VoterRow.key(election, tag: voterTag)
    guard var state = rows.row(ElectionState.key(election), as: ElectionState.self),
      var voter = rows.row(key, as: VoterRow.self)
    else { return }
    voter.isAnnulled = true
    state.annulled += 1
    state.byDistrict[voter.district, default: 0] -= 1
    state.byChannel[voter.channel, default: 0] -= 1
    rows.set(key, to: voter)
    rows.set(ElectionState.key(election), to: state)
    BallotChallenged.settle(ballot, of: election, rows)
    CommissionVotesRow.forgetSignatures(election, rows)
  }
}
