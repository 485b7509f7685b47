public import EventModel
public import TransparencyLog

/// A proposal as it stands: the row of its read model.
public struct ProposalItem: Codable, Sendable, Hashable {
  /// The proposal's id.
  public var proposal: ID<CitizenProposal>
  /// Its title.
  public var title: String
  /// What kind of proposal.
  public var kind: ProposalKind
  /// The area it concerns; may be empty.
  public var area: String
  /// Who proposes.
  public var authors: [String]
  /// The live version.
  public var version: UInt32
  /// `published` or `answered`.
  public var status: Status
  /// How many supports oblige the office to answer; 0: no such number.
  public var threshold: UInt64
  /// Supports that count for the live version.
  public var supports: UInt64
  /// Supports by the version that they were given to.
  public var supportsByVersion: [VersionSupports]
  /// The answer, if there is one.
  public var answer: Answer?
  /// The event that published the live version.
  public var publishedAt: Position
  /// The UTC day on which the live version was published.
  public var publishedOn: CivilDate
  /// The first version whose supports count for the live one: editorial versions keep them.
  public var supportsFrom: UInt32
  /// Whether it was recorded under a transcription.
  public var transcribed = false
  /// How many of the supports that count were recorded under a transcription.
  public var transcribedSupports: UInt64 = 0
  /// Slips that were corrected since; absent if there are none.
  public var rectified: [Rectification]?

  package init(
    proposal: ID<CitizenProposal>, title: String, kind: ProposalKind, area: String, authors: [String], version: UInt32,
    status: Status, threshold: UInt64, supports: UInt64, supportsByVersion: [VersionSupports], answer: Answer? = nil,
    publishedAt: Position, publishedOn: CivilDate, supportsFrom: UInt32
  ) {
    (self.publishedOn, self.supportsFrom) = (publishedOn, supportsFrom)
    self.proposal = proposal
    self.title = title
    self.kind = kind
    self.area = area
    self.authors = authors
    self.version = version
    self.status = status
    self.threshold = threshold
    self.supports = supports
    self.supportsByVersion = supportsByVersion
    self.answer = answer
    self.publishedAt = publishedAt
  }

  /// How far a proposal has come.
  public enum Status: String, Codable, Sendable {
    /// Published, and not answered.
    case published
    /// Answered.
    case answered
  }

  /// The supports of one version.
  public struct VersionSupports: Codable, Sendable, Hashable {
    /// The version.
    public var version: UInt32
    /// Its supports.
    public var supports: UInt64

    package init(version: UInt32, supports: UInt64) {
      self.version = version
      self.supports = supports
    }
  }

  /// The answer of an office.
  public struct Answer: Codable, Sendable, Hashable {
    /// Whether it is accepted.
    public var outcome: ProposalAnswered.Outcome
    /// The reasons.
    public var reasons: String
    /// The office.
    public var office: String
    /// What the office promises.
    public var commitments: [Promise]
    /// The event.
    public var position: Position
    /// The UTC day on which it was given.
    public var on: CivilDate
    /// Whether it was recorded under a transcription.
    public var transcribed: Bool

    package init(
      outcome: ProposalAnswered.Outcome, reasons: String, office: String, commitments: [Promise], position: Position,
      on day: CivilDate, transcribed: Bool
    ) {
      (on, self.transcribed) = (day, transcribed)
      self.outcome = outcome
      self.reasons = reasons
      self.office = office
      self.commitments = commitments
      self.position = position
    }
  }

  /// What an office promises.
  public struct Promise: Codable, Sendable, Hashable {
    /// Its id within the proposal.
    public var id: String
    /// What will be done.
    public var action: String
    /// By when, YYYY-MM-DD; empty if unstated.
    public var dueBy: String
    /// For how much, in cents; 0: not stated.
    public var cents: Int64

    package init(id: String, action: String, dueBy: String, cents: Int64) {
      self.id = id
      self.action = action
      self.dueBy = dueBy
      self.cents = cents
    }
  }
}

/// `proposals.list`: all proposals.
public struct ListProposals: Query {
  /// At most this many items.
  public var limit: Int?
  /// The `next` of the previous page.
  public var cursor: String?
  /// Only those first published by this UTC day and not answered before it; nil for all.
  public var on: CivilDate?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// A page of proposals.
  public init(limit: Int? = nil, cursor: String? = nil, on: CivilDate? = nil, at: LogSize? = nil) {
    (self.limit, self.cursor, self.on, self.at) = (limit, cursor, on, at)
  }

  /// `proposals.list`.
  public static let method = "proposals.list"
  /// What it answers.
  public static let summary = "All proposals, by id"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(
      1, "on", &on,
      "only those published by this day, YYYY-MM-DD UTC, and not answered before it; default: all")
    try fields.asOf(2, &at)
    try fields.page(3, &limit, &cursor)
  }

  /// A page of proposals.
  public typealias Answer = Page<ProposalItem>
}

/// `proposals.show`: one proposal.
public struct ShowProposal: Query {
  /// The proposal's id.
  public var proposal = ID<CitizenProposal>()
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// One proposal.
  public init(proposal: ID<CitizenProposal>, at: LogSize? = nil) {
    (self.proposal, self.at) = (proposal, at)
  }

  /// `proposals.show`.
  public static let method = "proposals.show"
  /// What it answers.
  public static let summary = "One proposal: its versions, its supports and its answer"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "proposal", &proposal, "the proposal's id")
    try fields.asOf(2, &at)
  }

  /// The proposal.
  public typealias Answer = Sized<ProposalItem>
}
