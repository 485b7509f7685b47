import EventModel
import TransparencyLog

/// The live version of a proposal, as deciders ask it.
struct ProposalState: ConstraintValue, Described {
  var version: UInt32 = 0
  /// The version from which supports still count: an editorial version keeps them.
  var supportedSince: UInt32 = 0
  var publishedAt = Position(0)
  /// When the proposal was first published, or last with other content: from then on it can be supported and answered.
  var published = Instant(microseconds: 0)
  var supportFrom = Instant(microseconds: 0)
  var supportTo: Instant?
  /// The event that answered the live version.
  var answeredAt: Position?

  static func key(_ proposal: ID<CitizenProposal>) -> ConstraintKey {
    ConstraintKey(ProposalPublished.stream(of: proposal), kind: 1)
  }

  init(
    version: UInt32, supportedSince: UInt32, publishedAt: Position, published: Instant, supportFrom: Instant,
    supportTo: Instant?
  ) {
    self.published = published
    self.version = version
    self.supportedSince = supportedSince
    self.publishedAt = publishedAt
    self.supportFrom = supportFrom
    self.supportTo = supportTo
  }

  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.number(1, "version", &version)
    try fields.number(2, "supportedSince", &supportedSince)
    try fields.position(3, "publishedAt", &publishedAt)
    try fields.instant(4, "supportFrom", &supportFrom)
    try fields.instant(5, "supportTo", &supportTo)
    try fields.position(6, "answeredAt", &answeredAt)
    try fields.instant(7, "published", &published)
  }

  /// The live state of a proposal, if the version named is the live one.
  static func find(
    _ proposal: ID<CitizenProposal>, version: UInt32, _ rows: any ConstraintReader
  ) throws(Rejection) -> ProposalState {
    guard let state = rows.row(key(proposal), as: ProposalState.self) else {
      throw Rejection(
        .unknownProposal, "there is no proposal “\(proposal)”: check the id")
    }
    guard state.version == version else {
      throw Rejection(
        .staleVersion, "the act names version \(version), but version \(state.version) is published",
        positions: [state.publishedAt])
    }
    return state
  }
}

/// Who supports which version: a row for each version and tag.
struct SupportRow: ConstraintValue, Described {
  var position = Position(0)

  /// The key starts with the version from which supports count, so that an editorial version keeps them.
  static func key(_ proposal: ID<CitizenProposal>, since version: UInt32, tag: [UInt8]) -> ConstraintKey {
    let prefix = stride(from: UInt32(24), through: 0, by: -8).map { UInt8(truncatingIfNeeded: version >> $0) }
    return ConstraintKey(ProposalPublished.stream(of: proposal), kind: 2, key: prefix + tag.prefix(16))
  }

  init(position: Position) { self.position = position }
  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.requiredPosition(1, "position", &position)
  }
}
