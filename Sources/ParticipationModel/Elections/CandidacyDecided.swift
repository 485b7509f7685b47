public import EventModel
import SwiftProtobuf

/// The commission admits or rejects a candidacy.
public struct CandidacyDecided: Act {
  /// The election.
  public var election: Identifier
  /// The candidacy.
  public var candidacy: String
  /// Whether it is admitted.
  public var isAdmitted: Bool
  /// Why it is rejected, at most 300 bytes, without personal content.
  public var reason: String
  /// The place among all candidates from the youngest, 1, …, as the registry knows it; 0 unknown.
  public var ageRank: UInt32

  /// A decision on a candidacy.
  public init(election: Identifier, candidacy: String, isAdmitted: Bool, reason: String = "", ageRank: UInt32 = 0) {
    self.election = election
    self.candidacy = candidacy
    self.isAdmitted = isAdmitted
    self.reason = reason
    self.ageRank = ageRank
  }

  /// `election/ID`.
  public var stream: StreamName { ElectionCalled.stream(of: election) }

  /// Refuses `UnknownElection`, `NotCommission`, `UnknownCandidacy`, `AlreadyDecided`, `ReasonMissing`,
  /// `AlreadyOpened`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    let election = try ElectionLookup(election, rows)
    try election.requireCommission(decision.actor)
    let row = try election.candidacy(candidacy, rows)
    guard row.state == .filed else {
      throw Rejection(
        "AlreadyDecided", "“\(candidacy)” was \(row.state) before", rule: "a candidacy is decided once",
        positions: [row.since])
    }
    guard election.state.phase == .called else {
      throw Rejection(
        "AlreadyOpened", "the polls are open", rule: "candidacies are decided before the polls open",
        positions: [election.state.since])
    }
    guard isAdmitted || !reason.isEmpty else {
      throw Rejection(
        "ReasonMissing", "“\(candidacy)” is rejected without a reason", rule: "whoever is refused is told why",
        positions: [row.filedAt])
    }
    return [self]
  }

  /// Remembers the decision; who is rejected no longer stands.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    rows.update(CandidacyRow.key(election, candidacy), as: CandidacyRow.self) { row in
      (row.state, row.since) = (isAdmitted ? .admitted : .rejected, event.position)
      row.candidate.ageRank = ageRank
    }
    guard !isAdmitted, let row = rows.row(CandidacyRow.key(election, candidacy), as: CandidacyRow.self) else { return }
    rows.remove(StandingRow.key(election, row.candidate.person))
  }
}

extension ElectionLookup {
  /// A candidacy of the election.
  func candidacy(_ id: String, _ rows: any ConstraintRows) throws(Rejection) -> CandidacyRow {
    guard let row = rows.row(CandidacyRow.key(rules.called.election, id), as: CandidacyRow.self) else {
      throw Rejection(
        "UnknownCandidacy", "no candidacy “\(id)” was filed", rule: "a candidacy is filed before anything else",
        positions: [rules.calledAt])
    }
    return row
  }
}

extension CandidacyDecided: MessageAct {
  package init(message: Albo_V1_CandidacyDecided) throws(InvalidAct) {
    guard message.outcome == .admitted || message.outcome == .rejected else {
      throw InvalidAct(field: "outcome", reason: "admitted or rejected is needed")
    }
    self.init(
      election: try Fields.identifier(message.election, "election"),
      candidacy: try Fields.code(message.candidacy, "candidacy"), isAdmitted: message.outcome == .admitted,
      reason: try Fields.text(message.reason, "reason", 0...300), ageRank: message.ageRank)
  }

  package var message: Albo_V1_CandidacyDecided {
    .with {
      $0.election = election.description
      $0.candidacy = candidacy
      $0.outcome = isAdmitted ? .admitted : .rejected
      $0.reason = reason
      $0.ageRank = ageRank
    }
  }
}
