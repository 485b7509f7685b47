public import EventModel
import FoundationEssentials
import SwiftProtobuf
public import TransparencyLog

/// A voter says of a ballot “I did not cast this”. It is annulled, or the challenge dismissed, before the
/// certification.
public struct BallotChallenged: Act {
  /// The election.
  public var election: Identifier
  /// The ballot.
  public var ballot: Position
  /// The ballot's voter tag, 32 bytes.
  public var voterTag: [UInt8]
  /// SHA-256 of the written challenge, 32 bytes.
  public var evidenceDigest: [UInt8]?

  /// A challenge.
  public init(election: Identifier, ballot: Position, voterTag: [UInt8], evidenceDigest: [UInt8]? = nil) {
    self.election = election
    self.ballot = ballot
    self.voterTag = voterTag
    self.evidenceDigest = evidenceDigest
  }

  /// `election/ID`.
  public var stream: StreamName { ElectionCalled.stream(of: election) }

  /// Refuses `UnknownElection`, `NotOpen`, `Certified`, `UnknownBallot`, `AlreadyChallenged`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    let election = try ElectionLookup(election, rows)
    if election.state.phase == .called { try election.requireOpen() }
    try election.requireUncertified()
    guard let voter = rows.row(VoterRow.key(self.election, tag: voterTag), as: VoterRow.self),
      voter.ballot == ballot, !voter.isAnnulled
    else {
      throw Rejection(
        "UnknownBallot", "\(ballot) is not the live ballot of this voter tag", rule: "a live ballot is challenged")
    }
    if let challenge = rows.row(ChallengeRow.key(self.election, ballot), as: ChallengeRow.self) {
      throw Rejection(
        "AlreadyChallenged", "the ballot was challenged before", rule: "a ballot is challenged once",
        positions: [challenge.challengedAt])
    }
    return [self]
  }

  /// Counts the challenge as pending.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    rows.set(
      ChallengeRow.key(election, ballot), to: ChallengeRow(challengedAt: event.position, isPending: true))
    rows.update(ElectionState.key(election), as: ElectionState.self) { $0.challenges += 1 }
  }

  /// Settles the challenge of a ballot, where one is pending.
  static func settle(_ ballot: Position, of election: Identifier, _ rows: any ConstraintRows) {
    guard var row = rows.row(ChallengeRow.key(election, ballot), as: ChallengeRow.self), row.isPending else { return }
    row.isPending = false
    rows.set(ChallengeRow.key(election, ballot), to: row)
    rows.update(ElectionState.key(election), as: ElectionState.self) { $0.challenges -= 1 }
  }
}

extension BallotChallenged: MessageAct {
  package init(message: Albo_V1_BallotChallenged) throws(InvalidAct) {
    self.init(
      election: try Fields.identifier(message.election, "election"), ballot: Position(message.ballot),
      voterTag: try Fields.digest(message.voterTag, "voterTag"),
      evidenceDigest: try Fields.optionalDigest(message.evidenceHash, "evidenceHash"))
  }

  package var message: Albo_V1_BallotChallenged {
    .with {
      $0.election = election.description
      $0.ballot = ballot.rawValue
      $0.voterTag = .init(voterTag)
      $0.evidenceHash = .init(evidenceDigest ?? [])
    }
  }
}
