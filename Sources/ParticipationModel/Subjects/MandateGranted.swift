public import EventModel
import TransparencyLog

/// An organisation's representative gives a person a mandate.
///
/// An organisation has one effective and one substitute mandate at a time for a target; a person is the effective
/// delegate of one organisation at a time for a target. Mandates for everything count as one target of the
/// organisation, and do not bind the person.
public struct MandateGranted: CityAct {
  /// The organisation.
  public var organisation = ID<Organisation>()
  /// The mandate's id, unique within the organisation.
  public var mandate = ID<Mandate>()
  /// `person:ID` of whoever acts under it.
  public var delegate = Actor(Blank())
  /// What kind of mandate.
  public var kind = MandateKind.effective
  /// What it allows, each once.
  public var scopes: [MandateScope] = []
  /// Where it holds.
  public var target = MandateTarget.everything
  /// The first instant at which it holds; an earlier day than today by the rule of lateness.
  public var validFrom = Instant(microseconds: 0)
  /// The first instant at which it no longer holds; nil if it has no end.
  public var validTo: Instant?
  /// SHA-256 of the evidence, 32 bytes.
  public var evidenceHash: [UInt8]?

  /// A mandate to be granted.
  public init(
    organisation: ID<Organisation>, mandate: ID<Mandate>, delegate: Actor, kind: MandateKind, scopes: [MandateScope],
    target: MandateTarget, from validFrom: Instant, to validTo: Instant? = nil, evidenceHash: [UInt8]? = nil
  ) {
    self.organisation = organisation
    self.mandate = mandate
    self.delegate = delegate
    self.kind = kind
    self.scopes = scopes
    self.target = target
    self.validFrom = validFrom
    self.validTo = validTo
    self.evidenceHash = evidenceHash
  }

  /// `albo.v1.MandateGranted`.
  public static let type = ActType(static: "albo.v1.MandateGranted")

  /// Who may do it.
  public static let entitlement = Entitlement.representative("organisation", through: .register)

  /// A mandate without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "organisation", &organisation)
    try fields.named(2, "mandate", &mandate)
    try fields.named(3, "delegate", &delegate)
    try fields.choice(4, "kind", &kind)
    try fields.choices(5, "scopes", &scopes, ListRule(1...MandateScope.allCases.count, isUnique: true))
    try fields.named(6, "target", &target)
    try fields.instant(7, "validFrom", &validFrom)
    try fields.instant(8, "validTo", &validTo)
    try fields.hash(9, "evidenceHash", &evidenceHash)
    try fields.checkPerson(delegate, "delegate")
    if let validTo { try fields.check(validFrom < validTo, "validTo", "\(validTo) is not after \(validFrom)") }
  }

  /// `org/ID`.
  public var stream: StreamName { OrganisationRegistered.stream(of: organisation) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownOrganisation, .orgNotLive, .subDelegation, .notRepresentative, .alreadyGranted, .unknownPerson,
    .mandateLimit,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let lookup = try OrganisationLookup(organisation, rows)
    for instant in [decision.at, validFrom] { try lookup.requireLive(at: instant) }
    if let earlier = rows.row(MandateRow.key(organisation, mandate), as: MandateRow.self) {
      throw Rejection(
        .alreadyGranted, "“\(organisation)” already has a mandate “\(mandate)”; give the new one another id",
        positions: [earlier.grantedAt])
    }
    try SubjectLookup.requireEnrolled(delegate, rows)
    try Lateness.require(validFrom, "the mandate begins at \(validFrom)", decision, rows)
    try requireRoom(rows)
    return [self]
  }

  /// Remembers the mandate, its term, and the event that grants it.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    let granted = MandateRow(
      organisation: organisation, id: mandate, grantedAt: event.position, delegate: delegate, kind: kind,
      scopes: scopes, target: target, validFrom: validFrom, validTo: validTo)
    rows.set(MandateRow.key(organisation, mandate), to: granted)
    rows.set(MandatePositionRow.key(organisation, event.position), to: MandatePositionRow(mandate: mandate))
    MandateTermsRow.note(granted, rows)
    let id = mandate
    rows.update(OrganisationRow.key(organisation), as: OrganisationRow.self) { $0.mandates.append(id) }
  }

  /// Only the representative grants: a delegate cannot pass the mandate on.
  public func require(
    _ entitlement: Entitlement, _ decision: Decision, _ rows: any ConstraintReader
  ) throws(Rejection) {
    let lookup = try OrganisationLookup(organisation, rows)
    let author = decision.author
    guard lookup.representative(at: decision.at)?.person != author,
      let own = lookup.liveMandate(of: author, at: decision.at)
    else { return try lookup.requireRepresentative(decision, through: .register) }
    throw Rejection(
      .subDelegation, "\(author) acts under a mandate, “\(own.id)”", positions: [own.grantedAt])
  }

  private func requireRoom(_ rows: any ConstraintReader) throws(Rejection) {
    guard kind != .proxy else { return }
    let key = MandateTermsRow.key(organisation, target: target)
    let ofOrganisation = rows.row(key, as: MandateTermsRow.self)?.terms ?? Spans()
    let met = ofOrganisation.overlapping(TimeSpan(from: validFrom, to: validTo))
    if let other = met.first(where: { $0.kind == kind }) {
      throw Rejection(
        .mandateLimit,
        "“\(other.mandate)” is already the \(kind) mandate of “\(organisation)” for \(target) at that time",
        rule: "an organisation has only one effective delegate and one substitute at a time for a target",
        positions: [other.grantedAt])
    }
    guard kind == .effective, target != .everything, let other = otherOrganisation(rows) else { return }
    throw Rejection(
      .mandateLimit, "\(delegate) is already the delegate of “\(other.organisation)” for \(target) at that time",
      rule: "a person is the effective delegate of only one organisation at a time for a target",
      positions: [other.grantedAt])
  }

  /// The term in which the delegate acts for another organisation in the same place.
  private func otherOrganisation(_ rows: any ConstraintReader) -> MandateTermsRow.Term? {
    guard let person = delegate.person else { return nil }
    let terms = rows.row(MandateTermsRow.key(delegate: person), as: MandateTermsRow.self)?.terms ?? Spans()
    return terms.values.first { term in
      guard term.organisation != organisation, term.kind == .effective, term.target == target else {
        return false
      }
      let row = rows.row(OrganisationRow.key(term.organisation), as: OrganisationRow.self)
      let end = row?.struckOffFrom.map { LedgerRules.current(rows).beginning(of: $0) }
      return term.span.ended(at: end).overlaps(TimeSpan(from: validFrom, to: validTo))
    }
  }
}
