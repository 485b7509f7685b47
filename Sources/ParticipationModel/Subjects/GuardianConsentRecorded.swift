public import EventModel
import TransparencyLog

/// A guardian consents to what a minor does, or takes the consent back.
public struct GuardianConsentRecorded: CityAct {
  /// The minor's pseudonym.
  public var minor = ID<Person>()
  /// `person:ID` of the guardian, attested as such.
  public var guardian = Actor(Blank())
  /// What for, for instance `volunteering`.
  public var scope = ID<ConsentPurpose>()
  /// Whether the consent is granted or taken back.
  public var decision = ConsentDecision.granted
  /// The last day of a consent, UTC; nil if it is taken back.
  public var validUntil: CivilDate?
  /// SHA-256 of the signed form, 32 bytes.
  public var evidenceHash: [UInt8]?

  /// A consent until a last day, or its revocation if there is none.
  public init(
    minor: ID<Person>, guardian: Actor, scope: ID<ConsentPurpose>, until validUntil: CivilDate?,
    evidenceHash: [UInt8]? = nil
  ) {
    self.minor = minor
    self.guardian = guardian
    self.scope = scope
    decision = validUntil == nil ? .revoked : .granted
    self.validUntil = validUntil
    self.evidenceHash = evidenceHash
  }

  /// `albo.v1.GuardianConsentRecorded`.
  public static let type = ActType(static: "albo.v1.GuardianConsentRecorded")

  /// Who may do it.
  public static let entitlement = Entitlement.person("guardian", through: .registry)

  /// `NotGuardian`.
  public static let foreignActor = RejectionCode.notGuardian

  /// A consent without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    var minor = Actor(person: minor)
    try fields.named(1, "minor", &minor)
    try fields.named(2, "guardian", &guardian)
    try fields.named(3, "scope", &scope)
    try fields.choice(4, "decision", &decision)
    try fields.named(5, "validUntil", &validUntil)
    try fields.hash(6, "evidenceHash", &evidenceHash)
    if let person = minor.person { self.minor = person }
    try fields.checkPerson(minor, "minor")
    try fields.checkPerson(guardian, "guardian")
    try fields.check(
      (validUntil != nil) == (decision == .granted), "validUntil",
      "a consent needs a last day; its revocation has none")
  }

  /// `person/ID` of the minor.
  public var stream: StreamName { PersonEnrolled.stream(of: minor) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownPerson, .notGuardian, .retroactive, .notMinor, .consentLive, .noLiveConsent,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    try SubjectLookup.requireEnrolled(Actor(person: minor), rows)
    try requireGuardian(decision, rows)
    let given = LedgerRules.current(rows).local(decision.at)
    if let validUntil, validUntil.dayNumber < given.day {
      throw Rejection(
        .retroactive, "the consent would end on \(validUntil), but it was given at \(decision.at)",
        rule: "a consent cannot end before the day on which it is given")
    }
    try requireMinor(at: given, rows)
    let live = rows.row(ConsentRow.key(minor, scope: scope), as: ConsentRow.self)?.live(at: given)
    switch (self.decision, live) {
    case (.granted, let live?):
      throw Rejection(
        .consentLive, "\(live.guardian) has already consented to “\(scope)” until \(live.until)",
        positions: [live.grantedAt])
    case (.revoked, nil):
      throw Rejection(
        .noLiveConsent, "there is no consent to “\(scope)” that holds and could be taken back")
    default: return [self]
    }
  }

  /// Remembers the consent, or its end.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    let key = ConsentRow.key(minor, scope: scope)
    var row = rows.row(key, as: ConsentRow.self) ?? ConsentRow(Blank())
    let today = CivilDate(daysSince1970: LedgerRules.current(rows).day(event.decision.at))
    if let validUntil {
      row.consents.values.append(
        GuardianConsent(guardian: guardian, grantedAt: event.position, on: today, until: validUntil))
    } else {
      row.endLive(on: today, by: event.position)
    }
    rows.set(key, to: row)
  }

  private func requireGuardian(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) {
    let guardians = AttributeRow.values(.guardian, of: .person(minor), rows)
    guard
      guardians.holding(at: LedgerRules.current(rows).local(decision.at)).contains(where: {
        $0.value == guardian.description
      })
    else {
      throw Rejection(
        .notGuardian, "\(guardian) is not attested as a guardian of \(minor) on that day",
        rule: "only an attested guardian can consent", positions: guardians.values.map(\.position))
    }
  }

  /// Refuses if the minor is known to be 18 today, or on the last day of the consent.
  private func requireMinor(at now: Instant, _ rows: any ConstraintReader) throws(Rejection) {
    let last = validUntil?.dayNumber ?? now.day
    let lastAsMinor = AttributeRow.values(.minorUntil, of: .person(minor), rows).holding(at: now)
    let adultOn = AttributeRow.values(.atLeast18On, of: .person(minor), rows).values.filter { $0.span.from <= now }
    let grounds = lastAsMinor.filter { $0.day < last } + adultOn.filter { $0.day <= last }
    guard grounds.isEmpty else {
      throw Rejection(
        .notMinor, "\(minor) is attested to be 18 or older by then",
        positions: grounds.map(\.position))
    }
  }
}

extension AttributeRow.Value {
  /// The day in the value of a predicate of age, counted from 1970.
  fileprivate var day: Int64 { CivilDate(value)?.dayNumber ?? .max }
}

/// What a guardian decides.
public enum ConsentDecision: String, Hashable, Sendable, CaseIterable, Codable, Choice {
  /// The minor may.
  case granted
  /// The minor may no longer.
  case revoked
}
