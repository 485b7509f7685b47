public import EventModel
import FoundationEssentials
import SwiftProtobuf

/// An agreement, or a new version of its text, is opened for signature.
public struct AgreementOpened: Act {
  /// The agreement's id.
  public var agreement: Identifier
  /// A public title, at most 300 bytes.
  public var title: String
  /// What kind of agreement.
  public var kind: AgreementKind
  /// SHA-256 of the text, 32 bytes.
  public var textDigest: [UInt8]
  /// Who is asked to sign; 1 to 200.
  public var parties: [AgreementParty]
  /// The public place it concerns, or empty.
  public var place: String
  /// First day of the term.
  public var termFrom: CivilDate?
  /// Last day of the term.
  public var termTo: CivilDate?
  /// The version, from 1. Computed.
  public var version: UInt32

  /// An agreement to be opened.
  public init(
    agreement: Identifier, title: String, kind: AgreementKind, textDigest: [UInt8], parties: [AgreementParty],
    place: String = "", termFrom: CivilDate? = nil, termTo: CivilDate? = nil
  ) {
    self.agreement = agreement
    self.title = title
    self.kind = kind
    self.textDigest = textDigest
    self.parties = parties
    self.place = place
    self.termFrom = termFrom
    self.termTo = termTo
    version = 0
  }

  /// `agreement/ID`.
  public var stream: StreamName { Self.stream(of: agreement) }

  /// The stream of an agreement.
  public static func stream(of agreement: Identifier) -> StreamName {
    StreamName(category: "agreement", agreement)
  }

  /// The agreement without its version.
  public var proposed: AgreementOpened {
    var act = self
    act.version = 0
    return act
  }

  /// Refuses `NotApproved`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    guard decision.actReference != nil else {
      throw Rejection(
        "NotApproved", "the administrative act that approves the text is not named",
        rule: "an agreement is approved before it is opened for signature")
    }
    let earlier = rows.row(AgreementState.key(agreement), as: AgreementState.self)
    var act = self
    act.version = (earlier?.version ?? 0) + 1
    return [act]
  }

  /// Makes this the version that is signed.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    rows.set(
      AgreementState.key(agreement),
      to: AgreementState(version: version, openedAt: event.position, textDigest: textDigest, parties: parties))
  }
}

/// What kind of agreement.
public enum AgreementKind: String, Hashable, Sendable, CaseIterable, Codable, MessageCase {
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

  var message: Albo_V1_AgreementKind {
    switch self {
    case .citizenship: .citizenship
    case .pact: .pact
    case .areaPact: .areaPact
    case .convention: .convention
    case .concession: .concession
    }
  }
}

/// A party to an agreement.
public struct AgreementParty: Hashable, Sendable {
  /// A pseudonym or an organisation.
  public var party: Actor
  /// The agreement takes effect once every required party has signed; all, where none is required.
  public var isRequired: Bool

  /// A party.
  public init(party: Actor, isRequired: Bool) { (self.party, self.isRequired) = (party, isRequired) }
}

extension AgreementOpened: MessageAct {
  package init(message: Albo_V1_AgreementOpened) throws(InvalidAct) {
    let kind = try AgreementKind(message: message.kind, "kind", reason: "a kind of agreement is needed")
    let names = try Fields.actors(message.parties.map(\.party), "parties", 1...200)
    self.init(
      agreement: try Fields.identifier(message.agreement, "agreement"),
      title: try Fields.text(message.title, "title", 1...300), kind: kind,
      textDigest: try Fields.digest(message.textHash, "textHash"),
      parties: zip(names, message.parties).map { AgreementParty(party: $0, isRequired: $1.required) },
      place: try Fields.text(message.place, "place", 0...100),
      termFrom: try Fields.optionalDate(message.termFrom, "termFrom"),
      termTo: try Fields.optionalDate(message.termTo, "termTo"))
    version = message.version
    if let termFrom, let termTo, termTo < termFrom {
      throw InvalidAct(field: "termTo", reason: "\(termTo) is before \(termFrom)")
    }
  }

  package var message: Albo_V1_AgreementOpened {
    .with {
      $0.agreement = agreement.description
      $0.title = title
      $0.kind = kind.message
      $0.textHash = .init(textDigest)
      $0.parties = parties.map { party in
        .with { ($0.party, $0.required) = (party.party.description, party.isRequired) }
      }
      $0.place = place
      $0.termFrom = termFrom?.description ?? ""
      $0.termTo = termTo?.description ?? ""
      $0.version = version
    }
  }
}
