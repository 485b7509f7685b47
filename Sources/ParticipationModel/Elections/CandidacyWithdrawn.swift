public import EventModel
import SwiftProtobuf

/// A candidate withdraws. Before the opening the name leaves the ballot paper; after it the votes count, and the seat
/// goes to the next.
public struct CandidacyWithdrawn: Act {
  /// The election.
  public var election: Identifier
  /// The candidacy.
  public var candidacy: String

  /// A withdrawal.
  public init(election: Identifier, candidacy: String) { (self.election, self.candidacy) = (election, candidacy) }

  /// `election/ID`.
  public var stream: StreamName { ElectionCalled.stream(of: election) }

  /// Refuses `UnknownElection`, `UnknownCandidacy`, `NotCandidate`, `AlreadyDecided`, `Certified`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    let election = try ElectionLookup(election, rows)
    let row = try election.candidacy(candidacy, rows)
    guard decision.author == row.candidate.person else {
      throw Rejection(
        "NotCandidate", "\(decision.actor) is not the candidate", rule: "the candidate alone withdraws",
        positions: [row.filedAt])
    }
    guard row.state == .filed || row.state == .admitted else {
      throw Rejection(
        "AlreadyDecided", "“\(candidacy)” was \(row.state) before", rule: "only who stands withdraws",
        positions: [row.since])
    }
    guard election.state.phase != .certified else {
      throw Rejection(
        "Certified", "the result is certified", rule: "who was elected resigns from the seat instead",
        positions: [election.state.since])
    }
    return [self]
  }

  /// The candidate no longer stands.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    let key = CandidacyRow.key(election, candidacy)
    guard var row = rows.row(key, as: CandidacyRow.self) else { return }
    (row.state, row.since) = (.withdrawn, event.position)
    rows.set(key, to: row)
    rows.remove(StandingRow.key(election, row.candidate.person))
  }
}

extension CandidacyWithdrawn: MessageAct {
  package init(message: Albo_V1_CandidacyWithdrawn) throws(InvalidAct) {
    self.init(
      election: try Fields.identifier(message.election, "election"),
      candidacy: try Fields.code(message.candidacy, "candidacy"))
  }

  package var message: Albo_V1_CandidacyWithdrawn {
    .with { ($0.election, $0.candidacy) = (election.description, candidacy) }
  }
}
