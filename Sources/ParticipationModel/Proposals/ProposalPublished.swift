public import EventModel
import FoundationEssentials
import SwiftProtobuf

/// A proposal is published, or published anew with another text.
///
/// Named `ProposalPublished` as its event is; a *command* is a `Proposal` of the module EventModel.
public struct ProposalPublished: Act {
  /// The proposal's id.
  public var proposal: Identifier
  /// A public title, at most 300 bytes.
  public var title: String
  /// What kind of proposal.
  public var kind: ProposalKind
  /// Who proposes: pseudonyms or organisations, 1 to 100.
  public var authors: [Actor]
  /// The area it concerns, or empty.
  public var area: String
  /// SHA-256 of the text, 32 bytes.
  public var textDigest: [UInt8]
  /// Supports that oblige an answer; 0 none.
  public var threshold: UInt64
  /// Supports are taken from here on.
  public var supportFrom: Instant
  /// Supports are taken before this instant; nil is without end.
  public var supportTo: Instant?
  /// The decision that found it admissible.
  public var admissibility: String
  /// A new version that corrects words only, so that supports go on.
  public var isEditorial: Bool
  /// The version, from 1. Computed.
  public var version: UInt32

  /// A proposal to be published.
  public init(
    proposal: Identifier, title: String, kind: ProposalKind, authors: [Actor], area: String = "",
    textDigest: [UInt8], threshold: UInt64 = 0, supportFrom: Instant = Instant(microseconds: 0),
    supportTo: Instant? = nil, admissibility: String, isEditorial: Bool = false
  ) {
    self.proposal = proposal
    self.title = title
    self.kind = kind
    self.authors = authors
    self.area = area
    self.textDigest = textDigest
    self.threshold = threshold
    self.supportFrom = supportFrom
    self.supportTo = supportTo
    self.admissibility = admissibility
    self.isEditorial = isEditorial
    version = 0
  }

  /// `proposal/ID`.
  public var stream: StreamName { Self.stream(of: proposal) }

  /// The stream of a proposal.
  public static func stream(of proposal: Identifier) -> StreamName { StreamName(category: "proposal", proposal) }

  /// The proposal without its version.
  public var proposed: ProposalPublished {
    var act = self
    act.version = 0
    return act
  }

  /// Refuses `NotAdmissible`, `AlreadyAnswered`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    guard !admissibility.isEmpty else {
      throw Rejection(
        "NotAdmissible", "the decision that found the proposal admissible is not named",
        rule: "admissibility comes first")
    }
    let earlier = rows.row(ProposalState.key(proposal), as: ProposalState.self)
    if let answered = earlier?.answeredAt {
      throw Rejection(
        "AlreadyAnswered", "the proposal was answered; another text is another proposal",
        rule: "an answered text is not changed", positions: [answered])
    }
    var act = self
    act.version = (earlier?.version ?? 0) + 1
    return [act]
  }

  /// Makes this the live version.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    let earlier = rows.row(ProposalState.key(proposal), as: ProposalState.self)
    let since = isEditorial ? (earlier?.supportedSince ?? version) : version
    rows.set(
      ProposalState.key(proposal),
      to: ProposalState(
        version: version, supportedSince: since, publishedAt: event.position,
        supportFrom: supportFrom.microseconds, supportTo: supportTo?.microseconds ?? 0))
  }
}

/// What kind of proposal.
public enum ProposalKind: String, Hashable, Sendable, CaseIterable, Codable, MessageCase {
  /// A request of a neighbourhood council.
  case request
  /// A petition of citizens.
  case petition
  /// A popular motion.
  case motion
  /// An item of an area pact.
  case pactItem

  var message: Albo_V1_ProposalKind {
    switch self {
    case .request: .request
    case .petition: .petition
    case .motion: .motion
    case .pactItem: .pactItem
    }
  }
}

extension ProposalPublished: MessageAct {
  package init(message: Albo_V1_ProposalPublished) throws(InvalidAct) {
    let kind = try ProposalKind(message: message.kind, "kind", reason: "a kind of proposal is needed")
    self.init(
      proposal: try Fields.identifier(message.proposal, "proposal"),
      title: try Fields.text(message.title, "title", 1...300), kind: kind,
      authors: try Fields.actors(message.authors, "authors", 1...100),
      area: try Fields.text(message.area, "area", 0...100),
      textDigest: try Fields.digest(message.textHash, "textHash"),
      threshold: try Fields.count(message.threshold, "threshold"),
      supportFrom: try Fields.instant(message.supportFrom, "supportFrom"),
      supportTo: message.supportTo == 0 ? nil : try Fields.instant(message.supportTo, "supportTo"),
      admissibility: try Fields.text(message.admissibility, "admissibility", 0...200),
      isEditorial: message.editorial)
    version = message.version
    if let supportTo, supportTo <= supportFrom {
      throw InvalidAct(field: "supportTo", reason: "\(supportTo) is not after \(supportFrom)")
    }
  }

  package var message: Albo_V1_ProposalPublished {
    .with {
      $0.proposal = proposal.description
      $0.title = title
      $0.kind = kind.message
      $0.authors = authors.map(\.description)
      $0.area = area
      $0.textHash = .init(textDigest)
      $0.threshold = threshold
      $0.supportFrom = supportFrom.microseconds
      $0.supportTo = supportTo?.microseconds ?? 0
      $0.admissibility = admissibility
      $0.editorial = isEditorial
      $0.version = version
    }
  }
}
