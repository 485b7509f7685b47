import EventModel
import TransparencyLog

/// An organisation that somebody acts on or for.
struct OrganisationLookup {
  let id: ID<Organisation>
  let row: OrganisationRow
  private let rows: any ConstraintReader

  init(_ organisation: ID<Organisation>, _ rows: any ConstraintReader) throws(Rejection) {
    guard let row = rows.row(OrganisationRow.key(organisation), as: OrganisationRow.self) else {
      throw Rejection(
        .unknownOrganisation, "there is no organisation “\(organisation)”: check the id")
    }
    (id, self.row, self.rows) = (organisation, row, rows)
  }

  /// Refuses an organisation that is struck off or suspended by then.
  func requireLive(at instant: Instant) throws(Rejection) {
    try requireLive(civil: LedgerRules.current(rows).local(instant))
  }

  /// The same, by the city's clocks.
  func requireLive(civil instant: Instant) throws(Rejection) {
    if let suspension = row.suspensions.holding(at: instant).first {
      throw Rejection(
        .orgNotLive, "“\(id)” is suspended from \(suspension.span.from.date?.description ?? "")",
        positions: [suspension.since])
    }
    guard !row.isLive(civil: instant), let day = row.struckOffFrom, let position = row.struckOffAt else { return }
    throw Rejection(
      .orgNotLive, "“\(id)” is struck off from \(day)",
      positions: [position])
  }

  /// Refuses a day before the organisation was registered.
  func requireRegistered(on day: CivilDate) throws(Rejection) {
    guard day.start < row.registeredFrom else { return }
    throw Rejection(
      .orgNotLive, "“\(id)” is in the register only from \(row.registeredFrom.date?.description ?? ""), not on \(day)",
      positions: [row.registeredAt])
  }

  /// Who represents it at an instant, and the event that says so: whoever is attested for the day; else the one named
  /// at its registration, unless somebody was attested for a day since.
  func representative(at instant: Instant) -> (person: Actor, position: Position)? {
    representative(civil: LedgerRules.current(rows).local(instant))
  }

  /// The same, by the city's clocks.
  func representative(civil instant: Instant) -> (person: Actor, position: Position)? {
    let attested = AttributeRow.values(.representative, of: .organisation(id), rows)
    if let value = attested.holding(at: instant).first {
      return (Actor(unchecked: value.value), value.position)
    }
    let isReplaced = attested.values.contains { value in
      value.span.from <= instant && value.span.to.map { row.registeredFrom < $0 } ?? true
    }
    return isReplaced || instant < row.registeredFrom ? nil : (row.representative, row.registeredAt)
  }

  /// A mandate of a person that holds at an instant, by the event that granted it.
  func liveMandate(of person: Actor, at instant: Instant) -> MandateRow? {
    guard let person = person.person else { return nil }
    let terms = rows.row(MandateTermsRow.key(delegate: person), as: MandateTermsRow.self)?.terms ?? Spans()
    for term in terms.holding(at: instant) where term.organisation == id {
      if let mandate = rows.row(MandateRow.key(id, term.mandate), as: MandateRow.self) { return mandate }
    }
    return nil
  }

  /// Refuses whoever does not represent it when the act is done, and an office that may not record it for them.
  func requireRepresentative(_ decision: Decision, through competence: Competence) throws(Rejection) {
    let representative = representative(at: decision.at)
    guard representative?.person == decision.author else {
      throw Rejection(
        .notRepresentative, "\(decision.author) does not represent “\(id)” on that day",
        positions: [representative?.position ?? row.registeredAt])
    }
    if decision.actor != decision.author { try OfficeRow.require(competence, decision, rows) }
  }
}
