public import EventModel
import SwiftProtobuf

/// The competent office answers a proposal, with reasons.
public struct ProposalAnswered: Act {
  /// The proposal.
  public var proposal: Identifier
  /// The version that is answered.
  public var version: UInt32
  /// Whether it is accepted.
  public var outcome: Outcome
  /// The reasons, at most 4,000 bytes, without personal content.
  public var reasons: String
  /// The office that answers.
  public var office: Actor
  /// What the office promises; at most 100.
  public var commitments: [Promise]

  /// Whether a proposal is accepted.
  public enum Outcome: String, Hashable, Sendable, CaseIterable, Codable {
    /// As it is.
    case accepted
    /// In part.
    case partly
    /// Not at all.
    case rejected
  }

  /// What an office promises in an answer.
  public struct Promise: Hashable, Sendable {
    /// An id within the proposal.
    public var id: Identifier
    /// What will be done, at most 500 bytes.
    public var action: String
    /// By when.
    public var dueBy: CivilDate?
    /// For how much, in cents; 0 is unstated.
    public var cents: Int64

    /// A promise.
    public init(id: Identifier, action: String, dueBy: CivilDate? = nil, cents: Int64 = 0) {
      (self.id, self.action, self.dueBy, self.cents) = (id, action, dueBy, cents)
    }
  }

  /// An answer.
  public init(
    proposal: Identifier, version: UInt32, outcome: Outcome, reasons: String, office: Actor,
    commitments: [Promise] = []
  ) {
    self.proposal = proposal
    self.version = version
    self.outcome = outcome
    self.reasons = reasons
    self.office = office
    self.commitments = commitments
  }

  /// `proposal/ID`.
  public var stream: StreamName { ProposalPublished.stream(of: proposal) }

  /// Refuses `UnknownProposal`, `StaleVersion`, `AlreadyAnswered`, `ReasonsMissing`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    let state = try ProposalState.find(proposal, version: version, rows)
    if let answered = state.answeredAt {
      throw Rejection(
        "AlreadyAnswered", "the proposal was answered before", rule: "a version is answered once",
        positions: [answered])
    }
    guard reasons.contains(where: { !$0.isWhitespace }) else {
      throw Rejection(
        "ReasonsMissing", "the answer has no reasons", rule: "an answer gives its reasons",
        positions: [state.publishedAt])
    }
    return [self]
  }

  /// The live version is answered.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    guard var state = rows.row(ProposalState.key(proposal), as: ProposalState.self) else { return }
    state.answeredAt = event.position
    rows.set(ProposalState.key(proposal), to: state)
  }
}

extension ProposalAnswered.Outcome: MessageCase {
  var message: Albo_V1_AnswerOutcome {
    switch self {
    case .accepted: .accepted
    case .partly: .partly
    case .rejected: .rejected
    }
  }
}

extension ProposalAnswered: MessageAct {
  package init(message: Albo_V1_ProposalAnswered) throws(InvalidAct) {
    let outcome = try Outcome(message: message.outcome, "outcome", reason: "an outcome is needed")
    guard message.commitments.count <= 100 else { throw InvalidAct(field: "commitments", reason: "more than 100") }
    var promises: [Promise] = []
    for promise in message.commitments { promises.append(try Promise(message: promise)) }
    guard Set(promises.map(\.id)).count == promises.count else {
      throw InvalidAct(field: "commitments.id", reason: "an id stands twice")
    }
    self.init(
      proposal: try Fields.identifier(message.proposal, "proposal"), version: message.version, outcome: outcome,
      reasons: try Fields.text(message.reasons, "reasons", 0...4000),
      office: try Fields.actor(message.office, "office"), commitments: promises)
  }

  package var message: Albo_V1_ProposalAnswered {
    .with {
      $0.proposal = proposal.description
      $0.version = version
      $0.outcome = outcome.message
      $0.reasons = reasons
      $0.office = office.description
      $0.commitments = commitments.map { promise in
        .with {
          ($0.id, $0.action) = (promise.id.description, promise.action)
          ($0.dueBy, $0.cents) = (promise.dueBy?.description ?? "", promise.cents)
        }
      }
    }
  }
}

extension ProposalAnswered.Promise {
  init(message: Albo_V1_AnswerCommitment) throws(InvalidAct) {
    self.init(
      id: try Fields.identifier(message.id, "commitments.id"),
      action: try Fields.text(message.action, "commitments.action", 1...500),
      dueBy: try Fields.optionalDate(message.dueBy, "commitments.dueBy"),
      cents: try Fields.cents(message.cents, "commitments.cents"))
  }
}
