package import EventModel
package import TransparencyLog

/// What other institutions ask about persons, organisations and mandates.
package enum SubjectLookup {
  /// Whether a person is enrolled.
  package static func isEnrolled(_ person: Actor, _ rows: any ConstraintReader) -> Bool {
    person.person.map { rows.row(PersonRow.key($0), as: PersonRow.self) != nil } ?? false
  }

  /// Refuses `UnknownPerson` for whoever is not enrolled.
  package static func requireEnrolled(_ person: Actor, _ rows: any ConstraintReader) throws(Rejection) {
    guard isEnrolled(person, rows) else {
      throw Rejection(
        .unknownPerson, "\(person) is not enrolled",
        rule: "a person must be enrolled before anything is recorded about them")
    }
  }

  /// The values of an attribute that hold on a day, with the events that attest them; none for an unknown subject.
  package static func values(
    of name: String, for subject: Actor, on day: CivilDate, _ rows: any ConstraintReader
  ) -> [(value: String, position: Position)] {
    guard let name = AttributeName(name), let subject = Subject(subject) else { return [] }
    let values = AttributeRow.values(name, of: subject, rows)
    return values.holding(at: day.start).map { ($0.value, $0.position) }
  }

  /// A guardian's consent that holds on a day.
  package static func consent(
    of minor: Actor, scope: ID<ConsentPurpose>, on day: CivilDate, _ rows: any ConstraintReader
  ) -> GuardianConsent? {
    minor.person.flatMap { minor in
      rows.row(ConsentRow.key(minor, scope: scope), as: ConsentRow.self)?.live(at: day.start)
    }
  }

  /// Who represents an organisation on a day, and the event that says so: whoever is attested for the day, else the
  /// one named at its registration; nil for an unknown organisation, and before its registration.
  package static func representative(
    of organisation: Actor, on day: CivilDate, _ rows: any ConstraintReader
  ) -> (person: Actor, position: Position)? {
    guard let id = organisation.organisation, let found = try? OrganisationLookup(id, rows) else { return nil }
    return found.representative(civil: day.start)
  }

  /// Refuses `UnknownOrganisation`, and `OrgNotLive` for one that is struck off by the instant.
  package static func requireLive(
    _ organisation: Actor, at instant: Instant, _ rows: any ConstraintReader
  ) throws(Rejection) {
    guard let id = organisation.organisation else {
      throw Rejection(
        .unknownOrganisation, "\(organisation) is not an organisation", rule: "an organisation must be given as org:ID")
    }
    try OrganisationLookup(id, rows).requireLive(at: instant)
  }

  /// The mandate that the event at a position granted; nil if that event granted none of the organisation.
  package static func mandate(
    at position: Position, of organisation: ID<Organisation>, _ rows: any ConstraintReader
  ) -> ID<Mandate>? {
    rows.row(MandatePositionRow.key(organisation, position), as: MandatePositionRow.self)?.mandate
  }

  /// A mandate that holds for this act.
  ///
  /// - Parameters:
  ///   - target: the stream where the delegate acts, for instance `body/area-f`.
  /// - Throws: `Rejection` `MandateInvalid` if it is unknown, of another delegate, scope or target, not yet or no
  ///   longer valid at the instant, or its organisation is struck off.
  package static func validMandate(
    _ mandate: ID<Mandate>, of organisation: Actor, delegate: Actor, scope: MandateScope, target: StreamName,
    at instant: Instant, _ rows: any ConstraintReader
  ) throws(Rejection) -> MandateRow {
    guard let id = organisation.organisation, let found = try? OrganisationLookup(id, rows),
      let granted = rows.row(MandateRow.key(id, mandate), as: MandateRow.self)
    else { throw invalid("\(organisation) has granted no mandate “\(mandate)”") }
    let grounds = [granted.grantedAt, granted.revokedAt, found.row.struckOffAt].compactMap(\.self)
    func require(_ holds: Bool, _ what: String) throws(Rejection) {
      guard holds else { throw invalid("the mandate “\(mandate)” of \(organisation) \(what)", grounds) }
    }
    try require(granted.delegate == delegate, "is of \(granted.delegate), not of \(delegate)")
    try require(granted.scopes.contains(scope), "does not allow the delegate to \(scope)")
    try require(granted.covers(target), "is for \(granted.target), not for \(target)")
    try require(granted.validFrom <= instant, "begins only at \(granted.validFrom)")
    if let end = granted.end { try require(instant < end, "ended at \(end)") }
    let civil = LedgerRules.current(rows).local(instant)
    try require(found.row.keepsCode(civil: civil), "ended when the organisation was struck off")
    try require(found.row.isLive(civil: civil), "does not hold while the organisation is suspended")
    return granted
  }

  /// Refuses whoever does not act for a party as itself: the person; for an organisation its representative, or a
  /// delegate with a mandate to sign for the act's stream; the office. An office may record it on a person's behalf.
  static func requireParty(
    _ party: Actor, of act: some CityAct, _ entitlement: Entitlement, _ decision: Decision,
    _ rows: any ConstraintReader
  ) throws(Rejection) {
    if party.organisation != nil {
      try requireSigner(of: party, .sign, in: act.stream, decision, rows)
    } else if decision.author != party {
      throw act.notEntitled(decision, entitlement, code: type(of: act).foreignActor, expected: party)
    }
    guard decision.actor != party, decision.actor.isOffice, let competence = entitlement.competence else { return }
    try OfficeRow.require(competence, decision, rows)
  }

  /// Refuses whoever neither represents an organisation when the act is done nor names a mandate from it.
  static func requireSigner(
    of party: Actor, _ scope: MandateScope, in stream: StreamName, _ decision: Decision, _ rows: any ConstraintReader
  ) throws(Rejection) {
    guard let id = party.organisation else {
      throw Rejection(.unknownOrganisation, "\(party) is not an organisation")
    }
    let organisation = try OrganisationLookup(id, rows)
    try organisation.requireLive(at: decision.at)
    let author = decision.actor.isOffice ? decision.author : decision.actor
    if organisation.representative(at: decision.at)?.person == author { return }
    guard let position = decision.mandate, let mandate = mandate(at: position, of: id, rows) else {
      throw Rejection(
        .mandateInvalid, "\(author) does not represent \(party) and names no mandate from it",
        rule: "an organisation acts through its representative, or a mandate that is valid at the time of the act")
    }
    _ = try validMandate(mandate, of: party, delegate: author, scope: scope, target: stream, at: decision.at, rows)
  }

  private static func invalid(_ message: String, _ positions: [Position] = []) -> Rejection {
    Rejection(
      .mandateInvalid, message,
      rule: "an organisation acts only through a mandate that is valid at the time of the act",
      positions: positions)
  }
}
