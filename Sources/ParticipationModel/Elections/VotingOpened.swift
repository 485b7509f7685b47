public import EventModel
import FoundationEssentials
import SwiftProtobuf

/// The polls open.
public struct VotingOpened: Act {
  /// The election.
  public var election: Identifier
  /// SHA-256("albo/tag-key/v1\0" ‖ key) of the key that makes voter tags; nil in a transcription.
  public var keyCommitment: [UInt8]?
  /// How many voters are on the roll; 0 unknown.
  public var rollCount: UInt64

  /// The opening of an election's polls.
  public init(election: Identifier, keyCommitment: [UInt8]?, rollCount: UInt64 = 0) {
    (self.election, self.keyCommitment, self.rollCount) = (election, keyCommitment, rollCount)
  }

  /// `election/ID`.
  public var stream: StreamName { ElectionCalled.stream(of: election) }

  /// Refuses `UnknownElection`, `AlreadyOpened`, `TooEarly`, `Late`, `KeyCommitmentMissing`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    let election = try ElectionLookup(election, rows)
    guard election.state.phase == .called else {
      throw Rejection(
        "AlreadyOpened", "the polls were opened before", rule: "the polls open once",
        positions: [election.state.since])
    }
    guard let window = election.rules.called.window else { return [self] }
    guard decision.now >= window.lowerBound else {
      throw Rejection(
        "TooEarly", "voting starts at \(window.lowerBound), and it is \(decision.now)",
        rule: "the polls open at the hour named when the election was called", positions: [election.rules.calledAt])
    }
    guard decision.now < window.upperBound else {
      throw Rejection(
        "Late", "voting ended at \(window.upperBound), and it is \(decision.now)",
        rule: "the window is half-open: at its end the polls are closed", positions: [election.rules.calledAt])
    }
    guard keyCommitment != nil else {
      throw Rejection(
        "KeyCommitmentMissing", "the commitment to the key of the voter tags is missing",
        rule: "voter tags come from one key, committed to at the opening")
    }
    return [self]
  }

  /// Opens the polls.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    guard var state = rows.row(ElectionState.key(election), as: ElectionState.self) else { return }
    (state.phase, state.since) = (.open, event.position)
    rows.set(ElectionState.key(election), to: state)
  }
}

extension VotingOpened: MessageAct {
  package init(message: Albo_V1_VotingOpened) throws(InvalidAct) {
    self.init(
      election: try Fields.identifier(message.election, "election"),
      keyCommitment: try Fields.optionalDigest(message.keyCommitment, "keyCommitment"),
      rollCount: try Fields.count(message.rollCount, "rollCount"))
  }

  package var message: Albo_V1_VotingOpened {
    .with {
      $0.election = election.description
      $0.keyCommitment = .init(keyCommitment ?? [])
      $0.rollCount = rollCount
    }
  }
}
