public import EventModel

/// An agreement, or a new version of its text, is opened for signature.
public struct AgreementOpened: CityAct {
  /// The agreement's id.
  public var agreement = ID<Agreement>()
  /// A public title, at most 300 bytes.
  public var title = ""
  /// What kind of agreement.
  public var kind = AgreementKind.citizenship
  /// SHA-256 of the text, 32 bytes.
  public var textHash: [UInt8] = []
  /// Who is asked to sign; 1 to 200.
  public var parties: [AgreementParty] = []
  /// The public place it concerns, or empty.
  public var place = ""
  /// First day of the term.
  public var termFrom: CivilDate?
  /// Last day of the term.
  public var termTo: CivilDate?
  /// The version, from 1. Computed.
  public var version: UInt32 = 0
  /// The version of the rulebook that decides on it: 1. Computed.
  public var rulebook: UInt32 = 0

  /// An agreement to be opened.
  public init(
    agreement: ID<Agreement>, title: String, kind: AgreementKind, textHash: [UInt8], parties: [AgreementParty],
    place: String = "", termFrom: CivilDate? = nil, termTo: CivilDate? = nil
  ) {
    self.agreement = agreement
    self.title = title
    self.kind = kind
    self.textHash = textHash
    self.parties = parties
    self.place = place
    self.termFrom = termFrom
    self.termTo = termTo
  }

  /// `albo.v1.AgreementOpened`.
  public static let type = ActType(static: "albo.v1.AgreementOpened")

  /// Who may do it.
  public static let entitlement = Entitlement.office(.agreements)

  /// What a slip of may be corrected.
  public static let clerical = ["title", "place"]

  /// An agreement without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "agreement", &agreement)
    try fields.text(2, "title", &title, 1...300)
    try fields.choice(3, "kind", &kind)
    try fields.hash(4, "textHash", &textHash)
    try fields.messages(5, "parties", &parties, ListRule(1...200))
    try fields.text(6, "place", &place, 0...100)
    try fields.named(7, "termFrom", &termFrom)
    try fields.named(8, "termTo", &termTo)
    try fields.number(9, "version", &version, computed: true)
    try fields.number(10, "rulebook", &rulebook, 0...1, computed: true)
    try fields.check(Set(parties.map(\.party)).count == parties.count, "parties", "a party appears twice")
    if let termFrom, let termTo {
      try fields.check(termFrom <= termTo, "termTo", "\(termTo) is before \(termFrom)")
    }
  }

  /// `agreement/ID`.
  public var stream: StreamName { Self.stream(of: agreement) }

  /// The stream of an agreement.
  public static func stream(of agreement: ID<Agreement>) -> StreamName {
    StreamName(category: "agreement", agreement)
  }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [.notApproved]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    guard decision.actReference != nil else {
      throw Rejection(
        .notApproved, "no act reference is given: name the administrative act that approves the text")
    }
    let earlier = rows.row(AgreementState.key(agreement), as: AgreementState.self)
    var act = self
    (act.version, act.rulebook) = ((earlier?.version ?? 0) + 1, 1)
    return [act]
  }

  /// Makes this the version that is signed.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    rows.set(
      AgreementState.key(agreement),
      to: AgreementState(
        version: version, openedAt: event.position, opened: event.decision.at, textHash: textHash, parties: parties,
        termFrom: termFrom))
  }
}

/// What kind of agreement.
public enum AgreementKind: String, Hashable, Sendable, CaseIterable, Codable, Choice {
  /// A citizenship agreement (accordo di cittadinanza).
  case citizenship
  /// A collaboration pact (patto di collaborazione).
  case pact
  /// An area pact (patto d'ambito).
  case areaPact
  /// A convention.
  case convention
  /// A concession of a public place.
  case concession
}

/// A party to an agreement.
public struct AgreementParty: Described, Hashable {
  /// A pseudonym or an organisation.
  public var party = Actor(Blank())
  /// The agreement takes effect once every required party has signed; if none is required, once all have.
  public var isRequired = false

  /// A party.
  public init(party: Actor, isRequired: Bool) { (self.party, self.isRequired) = (party, isRequired) }

  /// `Party`.
  public static let schemaName = "Party"

  /// A party without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "party", &party)
    try fields.flag(2, "required", &isRequired)
  }
}
