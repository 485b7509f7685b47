public import EventModel
import FoundationEssentials
import SwiftProtobuf

/// A person supports one version of a proposal.
public struct SupportGiven: Act {
  /// The proposal.
  public var proposal: Identifier
  /// The version whose text was read.
  public var version: UInt32
  /// 32 bytes that stand for the person in this proposal alone.
  public var supporterTag: [UInt8]

  /// Support for a version of a proposal.
  public init(proposal: Identifier, version: UInt32, supporterTag: [UInt8]) {
    (self.proposal, self.version, self.supporterTag) = (proposal, version, supporterTag)
  }

  /// `proposal/ID`.
  public var stream: StreamName { ProposalPublished.stream(of: proposal) }

  /// Refuses `UnknownProposal`, `StaleVersion`, `AlreadyAnswered`, `WindowClosed`, `AlreadySupported`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    let state = try ProposalState.find(proposal, version: version, rows)
    if let answered = state.answeredAt {
      throw Rejection(
        "AlreadyAnswered", "the proposal was answered", rule: "support is given before the answer",
        positions: [answered])
    }
    let now = decision.now.microseconds
    guard now >= state.supportFrom, state.supportTo == 0 || now < state.supportTo else {
      throw Rejection(
        "WindowClosed", "support for this version is not taken at \(decision.now)",
        rule: "support is taken in the half-open window named at publication", positions: [state.publishedAt])
    }
    let key = SupportRow.key(proposal, since: state.supportedSince, tag: supporterTag)
    if let earlier = rows.row(key, as: SupportRow.self) {
      throw Rejection(
        "AlreadySupported", "this person supports the proposal already", rule: "a person supports a version once",
        positions: [earlier.position])
    }
    return [self]
  }

  /// Remembers who supports.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    guard let state = rows.row(ProposalState.key(proposal), as: ProposalState.self) else { return }
    rows.set(
      SupportRow.key(proposal, since: state.supportedSince, tag: supporterTag),
      to: SupportRow(position: event.position))
  }
}

extension SupportGiven: MessageAct {
  package init(message: Albo_V1_SupportGiven) throws(InvalidAct) {
    self.init(
      proposal: try Fields.identifier(message.proposal, "proposal"), version: message.version,
      supporterTag: try Fields.digest(message.supporterTag, "supporterTag"))
  }

  package var message: Albo_V1_SupportGiven {
    .with {
      $0.proposal = proposal.description
      $0.version = version
      $0.supporterTag = .init(supporterTag)
    }
  }
}
