public import EventModel
import FoundationEssentials
import SwiftProtobuf
public import TransparencyLog

/// The commission annuls a ballot, for instance after “I did not cast this”.
public struct BallotAnnulled: Act {
  /// The election.
  public var election: Identifier
  /// The ballot.
  public var ballot: Position
  /// The ballot's voter tag, 32 bytes.
  public var voterTag: [UInt8]
  /// Why, 1 to 300 bytes, without personal content.
  public var ground: String
  /// The members of the commission who decided.
  public var decidedBy: [Actor]
  /// SHA-256 of the evidence, 32 bytes.
  public var evidenceDigest: [UInt8]?
  /// Whether the voter may vote again. Computed: so while voting is open.
  public var voterReadmitted: Bool

  /// The annulment of a ballot.
  public init(
    election: Identifier, ballot: Position, voterTag: [UInt8], ground: String, decidedBy: [Actor],
    evidenceDigest: [UInt8]? = nil
  ) {
    self.election = election
    self.ballot = ballot
    self.voterTag = voterTag
    self.ground = ground
    self.decidedBy = decidedBy
    self.evidenceDigest = evidenceDigest
    voterReadmitted = false
  }

  /// `election/ID`.
  public var stream: StreamName { ElectionCalled.stream(of: election) }

  /// The annulment without its effect.
  public var proposed: BallotAnnulled {
    var act = self
    act.voterReadmitted = false
    return act
  }

  /// Refuses `UnknownElection`, `NotOpen`, `Certified`, `NotCommission`, `NoMajority`, `UnknownBallot`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    let election = try ElectionLookup(election, rows)
    if election.state.phase == .called { try election.requireOpen() }
    try election.requireUncertified()
    try election.requireMajority(decidedBy, actor: decision.actor)
    guard let voter = rows.row(VoterRow.key(self.election, tag: voterTag), as: VoterRow.self),
      voter.ballot == ballot, !voter.isAnnulled
    else {
      throw Rejection(
        "UnknownBallot", "\(ballot) is not the live ballot of this voter tag", rule: "a live ballot is annulled, once")
    }
    var act = self
    act.voterReadmitted = election.state.phase == .open
    return [act]
  }

  /// The voter has no live ballot any more.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
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
  }
}

extension BallotAnnulled: MessageAct {
  package init(message: Albo_V1_BallotAnnulled) throws(InvalidAct) {
    self.init(
      election: try Fields.identifier(message.election, "election"), ballot: Position(message.ballot),
      voterTag: try Fields.digest(message.voterTag, "voterTag"),
      ground: try Fields.text(message.ground, "ground", 1...300),
      decidedBy: try Fields.actors(message.decidedBy, "decidedBy", 1...100),
      evidenceDigest: try Fields.optionalDigest(message.evidenceHash, "evidenceHash"))
    voterReadmitted = message.voterReadmitted
  }

  package var message: Albo_V1_BallotAnnulled {
    .with {
      $0.election = election.description
      $0.ballot = ballot.rawValue
      $0.voterTag = .init(voterTag)
      $0.ground = ground
      $0.decidedBy = decidedBy.map(\.description)
      $0.evidenceHash = .init(evidenceDigest ?? [])
      $0.voterReadmitted = voterReadmitted
    }
  }
}
