public import EventModel
import FoundationEssentials
import SwiftProtobuf

/// A party signs the text of one version. The last signature that is needed brings `AgreementTookEffect`.
public struct AgreementSigned: Act {
  /// The agreement.
  public var agreement: Identifier
  /// The version whose text was signed.
  public var version: UInt32
  /// The party that signs; the envelope's actor signs for it.
  public var party: Actor
  /// SHA-256 of the text that was signed, 32 bytes.
  public var textDigest: [UInt8]
  /// How: `digital`, `paper`, …; at most 40 bytes.
  public var method: String
  /// SHA-256 of the evidence, 32 bytes.
  public var evidenceDigest: [UInt8]?

  /// A signature.
  public init(
    agreement: Identifier, version: UInt32, party: Actor, textDigest: [UInt8], method: String = "digital",
    evidenceDigest: [UInt8]? = nil
  ) {
    self.agreement = agreement
    self.version = version
    self.party = party
    self.textDigest = textDigest
    self.method = method
    self.evidenceDigest = evidenceDigest
  }

  /// `agreement/ID`.
  public var stream: StreamName { AgreementOpened.stream(of: agreement) }

  /// Refuses `UnknownAgreement`, `StaleVersion`, `WrongText`, `NotAParty`, `AlreadySigned`, `MandateInvalid`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    var state = try openVersion(rows)
    guard let index = state.parties.firstIndex(where: { $0.party == party }) else {
      throw Rejection(
        "NotAParty", "\(party) is not among the parties of this agreement", rule: "the parties sign",
        positions: [state.openedAt])
    }
    if let earlier = state.signatures[index] {
      throw Rejection(
        "AlreadySigned", "\(party) has signed this version", rule: "a party signs a version once",
        positions: [earlier])
    }
    try checkMandate(decision, rows)
    state.signatures[index] = decision.position
    guard state.isComplete, state.effectiveAt == nil else { return [self] }
    return [self, AgreementTookEffect(agreement: agreement, version: version, satisfiedBy: state.signed)]
  }

  /// Remembers the signature.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    guard var state = rows.row(AgreementState.key(agreement), as: AgreementState.self),
      let index = state.parties.firstIndex(where: { $0.party == party })
    else { return }
    state.signatures[index] = event.position
    rows.set(AgreementState.key(agreement), to: state)
  }

  /// A registered organisation signs by its representative, or by a delegate who names the mandate.
  private func checkMandate(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) {
    guard let organisation = party.organisation,
      rows.row(OrganisationRow.key(organisation), as: OrganisationRow.self) != nil
    else { return }
    try SubjectLookup.requireLive(party, at: decision.now, rows)
    if let today = decision.now.date,
      SubjectLookup.representative(of: party, on: today, rows)?.person == decision.author
    {
      return
    }
    guard let position = decision.mandate, let mandate = SubjectLookup.mandate(at: position, of: organisation, rows)
    else {
      throw Rejection(
        "MandateInvalid", "\(decision.author) does not represent \(party), and names no mandate of it",
        rule: "an organisation acts through its representative, or a mandate that is valid at the time of the act")
    }
    _ = try SubjectLookup.validMandate(
      mandate, of: party, delegate: decision.author, scope: .sign, target: stream, at: decision.now, rows)
  }

  private func openVersion(_ rows: any ConstraintRows) throws(Rejection) -> AgreementState {
    guard let state = rows.row(AgreementState.key(agreement), as: AgreementState.self) else {
      throw Rejection(
        "UnknownAgreement", "no agreement “\(agreement)” was opened", rule: "an agreement is opened before it is signed"
      )
    }
    guard state.version == version else {
      throw Rejection(
        "StaleVersion", "version \(version) is meant, and version \(state.version) is open",
        rule: "a signature names the version whose text was signed", positions: [state.openedAt])
    }
    guard state.textDigest == textDigest else {
      throw Rejection(
        "WrongText", "the text that was signed is not the text of version \(version)",
        rule: "a signature holds for the text with this SHA-256 alone", positions: [state.openedAt])
    }
    return state
  }
}

extension AgreementSigned: MessageAct {
  package init(message: Albo_V1_AgreementSigned) throws(InvalidAct) {
    self.init(
      agreement: try Fields.identifier(message.agreement, "agreement"), version: message.version,
      party: try Fields.actor(message.party, "party"),
      textDigest: try Fields.digest(message.textHash, "textHash"),
      method: try Fields.text(message.method, "method", 1...40),
      evidenceDigest: try Fields.optionalDigest(message.evidenceHash, "evidenceHash"))
  }

  package var message: Albo_V1_AgreementSigned {
    .with {
      $0.agreement = agreement.description
      $0.version = version
      $0.party = party.description
      $0.textHash = .init(textDigest)
      $0.method = method
      $0.evidenceHash = .init(evidenceDigest ?? [])
    }
  }
}
