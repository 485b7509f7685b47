public import EventModel
import FoundationEssentials
import SwiftProtobuf
import TransparencyLog

/// An organisation's representative gives a person a mandate.
///
/// An organisation has one effective and one substitute mandate at a time for a target; a person is the effective
/// delegate of one organisation at a time for a target. Mandates for everything count as one target of the
/// organisation, and do not bind the person.
public struct MandateGranted: Act {
  /// The organisation.
  public var organisation: Identifier
  /// The mandate's id, unique within the organisation.
  public var mandate: Identifier
  /// `person:ID` of whoever acts under it.
  public var delegate: Actor
  /// What kind of mandate.
  public var kind: MandateKind
  /// What it allows, each once.
  public var scopes: [MandateScope]
  /// Where it holds.
  public var target: MandateTarget
  /// The first instant at which it holds; not before the UTC day on which it is granted.
  public var validFrom: Instant
  /// The first instant at which it no longer holds; nil where it has no end.
  public var validTo: Instant?
  /// SHA-256 of the evidence, 32 bytes.
  public var evidenceDigest: [UInt8]?

  /// A mandate to be granted.
  public init(
    organisation: Identifier, mandate: Identifier, delegate: Actor, kind: MandateKind, scopes: [MandateScope],
    target: MandateTarget, from validFrom: Instant, to validTo: Instant? = nil, evidenceDigest: [UInt8]? = nil
  ) {
    self.organisation = organisation
    self.mandate = mandate
    self.delegate = delegate
    self.kind = kind
    self.scopes = scopes
    self.target = target
    self.validFrom = validFrom
    self.validTo = validTo
    self.evidenceDigest = evidenceDigest
  }

  /// `org/ID`.
  public var stream: StreamName { OrganisationRegistered.stream(of: organisation) }

  /// Refuses `UnknownOrganisation`, `OrgNotLive`, `SubDelegation`, `NotRepresentative`, `AlreadyGranted`,
  /// `UnknownPerson`, `Retroactive`, `MandateLimit`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    let lookup = try OrganisationLookup(organisation, rows)
    for instant in [decision.now, validFrom] { try lookup.requireLive(at: instant) }
    try requireGrantor(decision, lookup)
    if let earlier = rows.row(MandateRow.key(organisation, mandate), as: MandateRow.self) {
      throw Rejection(
        "AlreadyGranted", "“\(mandate)” is another mandate of “\(organisation)”",
        rule: "the id of a mandate is used once", positions: [earlier.grantedAt])
    }
    try SubjectLookup.requireEnrolled(delegate, rows)
    guard validFrom.day >= decision.now.day else {
      throw Rejection(
        "Retroactive", "the mandate would begin at \(validFrom), and it is \(decision.now)",
        rule: "a mandate begins on the day on which it is granted, or later")
    }
    try requireRoom(rows)
    return [self]
  }

  /// Remembers the mandate, its term, and the event that grants it.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    let granted = MandateRow(
      organisation: organisation, id: mandate, grantedAt: event.position, delegate: delegate, kind: kind,
      scopes: scopes, target: target.description, validFrom: validFrom, validTo: validTo)
    rows.set(MandateRow.key(organisation, mandate), to: granted)
    rows.set(MandatePositionRow.key(organisation, event.position), to: MandatePositionRow(mandate: mandate))
    MandateTermsRow.note(granted, rows)
    let id = mandate
    rows.update(OrganisationRow.key(organisation), as: OrganisationRow.self) { $0.mandates.append(id) }
  }

  private func requireGrantor(_ decision: Decision, _ lookup: OrganisationLookup) throws(Rejection) {
    let author = decision.author
    guard lookup.representative(on: decision.now.day)?.person != author,
      let own = lookup.liveMandate(of: author, at: decision.now)
    else { return try lookup.requireRepresentative(decision) }
    throw Rejection(
      "SubDelegation", "\(author) acts under the mandate “\(own.id)” itself",
      rule: "a delegate does not give the mandate on: the representative grants mandates", positions: [own.grantedAt])
  }

  private func requireRoom(_ rows: any ConstraintRows) throws(Rejection) {
    guard kind != .proxy else { return }
    let key = MandateTermsRow.key(organisation, target: target.description)
    let ofOrganisation = rows.row(key, as: MandateTermsRow.self)?.terms ?? []
    if let other = ofOrganisation.first(where: { $0.kind == kind && $0.overlaps(validFrom, validTo) }) {
      throw Rejection(
        "MandateLimit", "“\(other.mandate)” is the \(kind) mandate of “\(organisation)” for \(target) at that time",
        rule: "an organisation has one effective delegate and one substitute at a time for a target",
        positions: [other.grantedAt])
    }
    guard kind == .effective, target != .everything, let other = otherOrganisation(rows) else { return }
    throw Rejection(
      "MandateLimit", "\(delegate) is the delegate of “\(other.organisation)” for \(target) at that time",
      rule: "a person is the effective delegate of one organisation at a time for a target",
      positions: [other.grantedAt])
  }

  /// The term in which the delegate acts for another organisation in the same place.
  private func otherOrganisation(_ rows: any ConstraintRows) -> MandateTermsRow.Term? {
    guard let person = delegate.person else { return nil }
    let terms = rows.row(MandateTermsRow.key(delegate: person), as: MandateTermsRow.self)?.terms ?? []
    return terms.first { term in
      guard term.organisation != organisation, term.kind == .effective, term.target == target.description else {
        return false
      }
      var term = term
      let row = rows.row(OrganisationRow.key(term.organisation), as: OrganisationRow.self)
      term.end = [term.end, row?.struckOffFrom?.start].compactMap(\.self).min()
      return term.overlaps(validFrom, validTo)
    }
  }
}

extension MandateGranted: MessageAct {
  package init(message: Albo_V1_MandateGranted) throws(InvalidAct) {
    let kind = try MandateKind(message: message.kind, "kind", reason: "a kind of mandate is needed")
    guard let target = MandateTarget(message.target) else {
      throw InvalidAct(field: "target", reason: "“\(message.target)” is neither a stream, category/name, nor “*”")
    }
    self.init(
      organisation: try Fields.identifier(message.organisation, "organisation"),
      mandate: try Fields.identifier(message.mandate, "mandate"),
      delegate: try SubjectFields.person(message.delegate, "delegate"), kind: kind,
      scopes: try Self.scopes(message.scopes), target: target,
      from: try Fields.instant(message.validFrom, "validFrom"),
      to: try Fields.optionalInstant(message.validTo, "validTo"),
      evidenceDigest: try Fields.optionalDigest(message.evidenceHash, "evidenceHash"))
    if let validTo, validTo <= validFrom {
      throw InvalidAct(field: "validTo", reason: "\(validTo) is not after \(validFrom)")
    }
  }

  private static func scopes(_ messages: [Albo_V1_MandateScope]) throws(InvalidAct) -> [MandateScope] {
    let scopes = messages.compactMap { message in MandateScope.allCases.first { $0.message == message } }
    guard !scopes.isEmpty, scopes.count == messages.count, Set(scopes).count == scopes.count else {
      throw InvalidAct(field: "scopes", reason: "one or more scopes are needed, none of them twice")
    }
    return scopes
  }

  package var message: Albo_V1_MandateGranted {
    .with {
      $0.organisation = organisation.description
      $0.mandate = mandate.description
      $0.delegate = delegate.description
      $0.kind = kind.message
      $0.scopes = scopes.map(\.message)
      $0.target = target.description
      $0.validFrom = validFrom.microseconds
      $0.validTo = validTo?.microseconds ?? 0
      $0.evidenceHash = .init(evidenceDigest ?? [])
    }
  }
}
