public import EventModel
import SwiftProtobuf
public import TransparencyLog

/// The commission dismisses the challenge of a ballot, which goes on to count.
public struct ChallengeDismissed: Act {
  /// The election.
  public var election: Identifier
  /// The ballot.
  public var ballot: Position
  /// Why, 1 to 300 bytes, without personal content.
  public var reason: String
  /// The members of the commission who decided.
  public var decidedBy: [Actor]

  /// A dismissal.
  public init(election: Identifier, ballot: Position, reason: String, decidedBy: [Actor]) {
    (self.election, self.ballot, self.reason, self.decidedBy) = (election, ballot, reason, decidedBy)
  }

  /// `election/ID`.
  public var stream: StreamName { ElectionCalled.stream(of: election) }

  /// Refuses `UnknownElection`, `Certified`, `NotCommission`, `NoMajority`, `UnknownChallenge`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    let election = try ElectionLookup(election, rows)
    try election.requireUncertified()
    try election.requireMajority(decidedBy, actor: decision.actor)
    guard rows.row(ChallengeRow.key(self.election, ballot), as: ChallengeRow.self)?.isPending == true else {
      throw Rejection(
        "UnknownChallenge", "no challenge of ballot \(ballot) is pending",
        rule: "a pending challenge is dismissed, once")
    }
    return [self]
  }

  /// The challenge is settled.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    BallotChallenged.settle(ballot, of: election, rows)
  }
}

extension ChallengeDismissed: MessageAct {
  package init(message: Albo_V1_ChallengeDismissed) throws(InvalidAct) {
    self.init(
      election: try Fields.identifier(message.election, "election"), ballot: Position(message.ballot),
      reason: try Fields.text(message.reason, "reason", 1...300),
      decidedBy: try Fields.actors(message.decidedBy, "decidedBy", 1...100))
  }

  package var message: Albo_V1_ChallengeDismissed {
    .with {
      $0.election = election.description
      $0.ballot = ballot.rawValue
      $0.reason = reason
      $0.decidedBy = decidedBy.map(\.description)
    }
  }
}
