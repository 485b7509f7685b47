public import EventModel

/// A party signs the text of one version. `AgreementTookEffect` follows the last required signature.
public struct AgreementSigned: CityAct {
  /// The agreement.
  public var agreement = ID<Agreement>()
  /// The version whose text was signed.
  public var version: UInt32 = 0
  /// The party that signs; the envelope's actor signs for it.
  public var party = Actor(Blank())
  /// SHA-256 of the text that was signed, 32 bytes.
  public var textHash: [UInt8] = []
  /// How: `digital`, `paper`, …; at most 40 bytes.
  public var method = ""
  /// SHA-256 of the evidence, 32 bytes.
  public var evidenceHash: [UInt8]?

  /// A signature.
  public init(
    agreement: ID<Agreement>, version: UInt32, party: Actor, textHash: [UInt8], method: String = "digital",
    evidenceHash: [UInt8]? = nil
  ) {
    self.agreement = agreement
    self.version = version
    self.party = party
    self.textHash = textHash
    self.method = method
    self.evidenceHash = evidenceHash
  }

  /// `albo.v1.AgreementSigned`.
  public static let type = ActType(static: "albo.v1.AgreementSigned")

  /// Who may do it.
  public static let entitlement = Entitlement.party("party", through: .agreements)

  /// The party itself.
  public func require(
    _ entitlement: Entitlement, _ decision: Decision, _ rows: any ConstraintReader
  ) throws(Rejection) {
    try SubjectLookup.requireParty(party, of: self, entitlement, decision, rows)
  }

  /// A signature without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "agreement", &agreement)
    try fields.number(2, "version", &version)
    try fields.named(3, "party", &party)
    try fields.hash(4, "textHash", &textHash)
    try fields.text(5, "method", &method, 1...40)
    try fields.hash(6, "evidenceHash", &evidenceHash)
  }

  /// `agreement/ID`.
  public var stream: StreamName { AgreementOpened.stream(of: agreement) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownAgreement, .staleVersion, .wrongText, .notAParty, .alreadySigned, .mandateInvalid, .orgNotLive,
    .unknownOrganisation,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    var state = try openVersion(decision, rows)
    guard let index = state.index(of: party) else {
      throw Rejection(
        .notAParty, "\(party) is not among the parties of this agreement",
        positions: [state.openedAt])
    }
    if let earlier = state.parties[index].signedAt {
      throw Rejection(
        .alreadySigned, "\(party) has already signed this version",
        positions: [earlier])
    }
    state.sign(index, at: decision.at, decision.position)
    guard state.isComplete, state.effectiveAt == nil, let from = state.start(LedgerRules.current(rows)) else {
      return [self]
    }
    let effect = AgreementTookEffect(agreement: agreement, version: version, satisfiedBy: state.signed, from: from)
    return [self, effect]
  }

  /// Remembers the signature.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    guard var state = rows.row(AgreementState.key(agreement), as: AgreementState.self),
      let index = state.index(of: party)
    else { return }
    state.sign(index, at: event.decision.at, event.position)
    rows.set(AgreementState.key(agreement), to: state)
  }

  private func openVersion(
    _ decision: Decision, _ rows: any ConstraintReader
  ) throws(Rejection) -> AgreementState {
    guard let state = rows.row(AgreementState.key(agreement), as: AgreementState.self) else {
      throw Rejection(
        .unknownAgreement, "there is no agreement “\(agreement)”: check the id")
    }
    guard state.version == version else {
      throw Rejection(
        .staleVersion, "the act names version \(version), but version \(state.version) is open",
        rule: "a signature must name the version whose text was signed", positions: [state.openedAt])
    }
    guard decision.at >= state.opened else {
      throw Rejection(
        .staleVersion, "it was signed at \(decision.at), but version \(version) was opened at \(state.opened)",
        rule: "a version can be signed only once it is open", positions: [state.openedAt])
    }
    guard state.textHash == textHash else {
      throw Rejection(
        .wrongText, "textHash is not that of the text of version \(version)", positions: [state.openedAt])
    }
    return state
  }
}
