import EventModel
import TransparencyLog

/// The live version of an agreement, as deciders ask it: its text, its parties, and who has signed.
struct AgreementState: ConstraintValue, Described {
  var version: UInt32 = 0
  var openedAt = Position(0)
  /// When it was opened.
  var opened = Instant(microseconds: 0)
  var textHash: [UInt8] = []
  var parties: [Signatory] = []
  /// The event by which the live version took effect.
  var effectiveAt: Position?
  /// The first day of its term.
  var termFrom: CivilDate?

  /// A party, and the position of its signature; nil if it has not signed.
  struct Signatory: Described {
    var party = AgreementParty(Blank())
    var signedAt: Position?
    /// When it was given.
    var at: Instant?

    init(_ party: AgreementParty) { self.party = party }
    init(_ blank: Blank) {}

    mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
      try fields.message(1, "party", &party)
      try fields.position(2, "signedAt", &signedAt)
      try fields.instant(3, "at", &at)
    }
  }

  static func key(_ agreement: ID<Agreement>) -> ConstraintKey {
    ConstraintKey(AgreementOpened.stream(of: agreement), kind: 1)
  }

  init(
    version: UInt32, openedAt: Position, opened: Instant, textHash: [UInt8], parties: [AgreementParty],
    termFrom: CivilDate?
  ) {
    self.opened = opened
    self.termFrom = termFrom
    self.version = version
    self.openedAt = openedAt
    self.textHash = textHash
    self.parties = parties.map { Signatory($0) }
  }

  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.number(1, "version", &version)
    try fields.position(2, "openedAt", &openedAt)
    try fields.hash(3, "textHash", &textHash)
    try fields.messages(4, "parties", &parties, .any)
    try fields.position(5, "effectiveAt", &effectiveAt)
    try fields.named(6, "termFrom", &termFrom)
    try fields.instant(7, "opened", &opened)
  }

  /// Where a party stands among all.
  func index(of party: Actor) -> Int? { parties.firstIndex { $0.party.party == party } }

  /// Positions of all signatures, in the order in which they were given.
  var signed: [Position] { parties.compactMap(\.signedAt).sorted() }

  /// Whether every needed party has signed.
  var isComplete: Bool { needed.allSatisfy { $0.signedAt != nil } }

  /// From when a complete version is in force: the last of the needed signatures, whatever the order in which they were
  /// recorded, or the first day of the term if that is later.
  func start(_ rules: LedgerRules) -> Instant? {
    (needed.compactMap(\.at) + (termFrom.map { [rules.beginning(of: $0)] } ?? [])).max()
  }

  /// The required parties; if none is required, all.
  private var needed: [Signatory] {
    let required = parties.filter(\.party.isRequired)
    return required.isEmpty ? parties : required
  }

  /// Notes a signature.
  mutating func sign(_ index: Int, at instant: Instant, _ position: Position) {
    (parties[index].signedAt, parties[index].at) = (position, instant)
  }
}
