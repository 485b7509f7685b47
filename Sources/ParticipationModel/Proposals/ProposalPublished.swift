public import EventModel

/// A proposal is published, or published again with a new text.
///
/// Named `ProposalPublished` as its event is; a *command* is a `Proposal` of the module EventModel.
public struct ProposalPublished: CityAct {
  /// The proposal's id.
  public var proposal = ID<CitizenProposal>()
  /// A public title, at most 300 bytes.
  public var title = ""
  /// What kind of proposal.
  public var kind = ProposalKind.request
  /// Who proposes: pseudonyms or organisations, 1 to 100.
  public var authors: [Actor] = []
  /// The area it concerns, or empty.
  public var area = ""
  /// SHA-256 of the text, 32 bytes.
  public var textHash: [UInt8] = []
  /// How many supports oblige the office to answer; 0: no such number.
  public var threshold: UInt64 = 0
  /// Supports are taken from here on.
  public var supportFrom = Instant(microseconds: 0)
  /// Supports are taken before this instant; nil if they have no end.
  public var supportTo: Instant?
  /// The decision that found it admissible.
  public var admissibility = ""
  /// Whether a new version only corrects the wording, so that supports for the earlier text still count.
  public var isEditorial = false
  /// The version, from 1. Computed.
  public var version: UInt32 = 0
  /// The version of the rulebook that decides on it: 1. Computed.
  public var rulebook: UInt32 = 0

  /// A proposal to be published.
  public init(
    proposal: ID<CitizenProposal>, title: String, kind: ProposalKind, authors: [Actor], area: String = "",
    textHash: [UInt8], threshold: UInt64 = 0, supportFrom: Instant = Instant(microseconds: 0),
    supportTo: Instant? = nil, admissibility: String, isEditorial: Bool = false
  ) {
    self.proposal = proposal
    self.title = title
    self.kind = kind
    self.authors = authors
    self.area = area
    self.textHash = textHash
    self.threshold = threshold
    self.supportFrom = supportFrom
    self.supportTo = supportTo
    self.admissibility = admissibility
    self.isEditorial = isEditorial
  }

  /// `albo.v1.ProposalPublished`.
  public static let type = ActType(static: "albo.v1.ProposalPublished")

  /// Who may do it.
  public static let entitlement = Entitlement.office(.procedures)

  /// What a slip of may be corrected.
  public static let clerical = ["title", "area"]

  /// A proposal without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "proposal", &proposal)
    try fields.text(2, "title", &title, 1...300)
    try fields.choice(3, "kind", &kind)
    try fields.names(4, "authors", &authors, ListRule(1...100, isUnique: true))
    try fields.text(5, "area", &area, 0...100)
    try fields.hash(6, "textHash", &textHash)
    try fields.count(7, "threshold", &threshold)
    try fields.instant(8, "supportFrom", &supportFrom)
    try fields.instant(9, "supportTo", &supportTo)
    try fields.text(10, "admissibility", &admissibility, 0...200)
    try fields.flag(11, "editorial", &isEditorial)
    try fields.number(12, "version", &version, computed: true)
    try fields.number(13, "rulebook", &rulebook, 0...1, computed: true)
    if let supportTo {
      try fields.check(supportFrom < supportTo, "supportTo", "\(supportTo) is not after \(supportFrom)")
    }
  }

  /// `proposal/ID`.
  public var stream: StreamName { Self.stream(of: proposal) }

  /// The stream of a proposal.
  public static func stream(of proposal: ID<CitizenProposal>) -> StreamName {
    StreamName(category: "proposal", proposal)
  }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [.notAdmissible, .alreadyAnswered]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    guard !admissibility.isEmpty else {
      throw Rejection(
        .notAdmissible, "“admissibility” is missing: name the decision that found the proposal admissible")
    }
    let earlier = rows.row(ProposalState.key(proposal), as: ProposalState.self)
    if let answered = earlier?.answeredAt {
      throw Rejection(
        .alreadyAnswered, "the proposal was already answered; publish another text as a new proposal",
        rule: "an answered text cannot be changed", positions: [answered])
    }
    var act = self
    (act.version, act.rulebook) = ((earlier?.version ?? 0) + 1, 1)
    return [act]
  }

  /// Makes this the live version.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    let earlier = rows.row(ProposalState.key(proposal), as: ProposalState.self)
    let since = isEditorial ? (earlier?.supportedSince ?? version) : version
    rows.set(
      ProposalState.key(proposal),
      to: ProposalState(
        version: version, supportedSince: since, publishedAt: event.position,
        published: isEditorial ? earlier?.published ?? event.decision.at : event.decision.at,
        supportFrom: supportFrom, supportTo: supportTo))
  }
}

/// What kind of proposal.
public enum ProposalKind: String, Hashable, Sendable, CaseIterable, Codable, Choice {
  /// A request of a neighbourhood council.
  case request
  /// A petition of citizens.
  case petition
  /// A popular motion.
  case motion
  /// An item of an area pact.
  case pactItem
}
