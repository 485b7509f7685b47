public import EventModel
public import TransparencyLog

/// An agreement as it stands: the row of its read model.
public struct AgreementItem: Codable, Sendable, Hashable {
  /// The agreement's id.
  public var agreement: ID<Agreement>
  /// Its title.
  public var title: String
  /// What kind of agreement.
  public var kind: AgreementKind
  /// The public place it concerns; may be empty.
  public var place: String
  /// The version that is open for signature, or in force.
  public var version: UInt32
  /// `open` for signature or `inForce`, of that version.
  public var status: Status
  /// SHA-256 of the version's text, in hex.
  public var textHash: String
  /// The parties of the version.
  public var parties: [PartyItem]
  /// The version that is in force; absent before the first.
  public var versionInForce: UInt32?
  /// The event by which it took effect.
  public var effectiveAt: Position?
  /// First day of the term, YYYY-MM-DD; empty if unstated.
  public var termFrom: String
  /// Last day of the term.
  public var termTo: String
  /// The event that opened the version.
  public var openedAt: Position
  /// The first day on which the version in force is in force, YYYY-MM-DD; empty before one is.
  public var inForceFrom = ""
  /// Whether it was recorded under a transcription.
  public var transcribed = false
  /// How many of the signatures were recorded under a transcription.
  public var transcribedSignatures: UInt32 = 0
  /// What became known later and would have counted, by position; the outcome stands. Absent if there is nothing.
  public var affectedBy: [Position]?
  /// Slips that were corrected since; absent if there are none.
  public var rectified: [Rectification]?

  package init(
    agreement: ID<Agreement>, title: String, kind: AgreementKind, place: String, version: UInt32, status: Status,
    textHash: String, parties: [PartyItem], versionInForce: UInt32? = nil, effectiveAt: Position? = nil,
    termFrom: String, termTo: String, openedAt: Position
  ) {
    self.agreement = agreement
    self.title = title
    self.kind = kind
    self.place = place
    self.version = version
    self.status = status
    self.textHash = textHash
    self.parties = parties
    self.versionInForce = versionInForce
    self.effectiveAt = effectiveAt
    self.termFrom = termFrom
    self.termTo = termTo
    self.openedAt = openedAt
  }

  /// How far a version has come.
  public enum Status: String, Codable, Sendable {
    /// Signatures are taken.
    case open
    /// The last required signature was given.
    case inForce
  }

  /// A party, and its signature.
  public struct PartyItem: Codable, Sendable, Hashable {
    /// The party.
    public var party: String
    /// Whether the agreement needs its signature.
    public var required: Bool
    /// The event by which it signed; absent if it has not.
    public var signedAt: Position?
    /// The UTC day on which it signed; absent if it has not.
    public var signedOn: CivilDate?
    /// Whether the signature was recorded under a transcription; absent if it has not signed.
    public var transcribed: Bool?

    package init(party: String, required: Bool) { (self.party, self.required) = (party, required) }

    /// Notes the signature.
    package mutating func sign(on day: CivilDate, at position: Position, isTranscribed: Bool) {
      (signedOn, signedAt, transcribed) = (day, position, isTranscribed)
    }
  }

  /// The version with the signatures that were given by the end of a day.
  package func signed(by day: CivilDate) -> AgreementItem {
    var item = self
    for index in item.parties.indices where item.parties[index].signedOn.map({ day < $0 }) ?? false {
      item.parties[index] = PartyItem(party: item.parties[index].party, required: item.parties[index].required)
    }
    item.transcribedSignatures = UInt32(item.parties.count { $0.transcribed == true })
    return item
  }
}

/// `agreements.list`: all agreements.
public struct ListAgreements: Query {
  /// At most this many items.
  public var limit: Int?
  /// The `next` of the previous page.
  public var cursor: String?
  /// Only those in force on this UTC day, each in the version that was in force; nil for all.
  public var on: CivilDate?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// A page of agreements.
  public init(limit: Int? = nil, cursor: String? = nil, on: CivilDate? = nil, at: LogSize? = nil) {
    (self.limit, self.cursor, self.on, self.at) = (limit, cursor, on, at)
  }

  /// `agreements.list`.
  public static let method = "agreements.list"
  /// What it answers.
  public static let summary = "All agreements, by id"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(
      1, "on", &on,
      """
      only those in force on this day, YYYY-MM-DD UTC, in the version in force: from the day of its last needed \
      signature, or the first day of its term if that is later, through the last day of its term; default: all
      """)
    try fields.asOf(2, &at)
    try fields.page(3, &limit, &cursor)
  }

  /// A page of agreements.
  public typealias Answer = Page<AgreementItem>
}

/// `agreements.show`: one agreement.
public struct ShowAgreement: Query {
  /// The agreement's id.
  public var agreement = ID<Agreement>()
  /// The version in force on this UTC day; nil for the last one.
  public var on: CivilDate?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// One agreement.
  public init(agreement: ID<Agreement>, on: CivilDate? = nil, at: LogSize? = nil) {
    (self.agreement, self.on, self.at) = (agreement, on, at)
  }

  /// `agreements.show`.
  public static let method = "agreements.show"
  /// What it answers.
  public static let summary = "One agreement: the hash of its text, its parties and their signatures"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "agreement", &agreement, "the agreement's id")
    try fields.named(
      2, "on", &on,
      """
      the version in force on this day, YYYY-MM-DD UTC, with the signatures given by then: from the day of its last \
      needed signature, or the first day of its term if that is later, through the last day of its term; default: the \
      last version
      """)
    try fields.asOf(3, &at)
  }

  /// The agreement.
  public typealias Answer = Sized<AgreementItem>
}
