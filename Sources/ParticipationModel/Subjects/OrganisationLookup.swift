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

  /// Refuses an organisation that is struck off by then.
  func requireLive(at instant: Instant) throws(Rejection) {
    guard !row.isLive(at: instant), let day = row.struckOffFrom, let position = row.struckOffAt else { return }
    throw Rejection(
      .orgNotLive, "“\(id)” is struck off from \(day)",
      positions: [position])
  }

  /// Who represents it at an instant, and the event that says so: whoever is attested for the day; else the one named
  /// at its registration, unless somebody was attested for a day since.
  func representative(at instant: Instant) -> (person: Actor, position: Position)? {
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

  /// Whether an actor may speak for the organisation in its own stream now: its representative, or a delegate under
  /// the mandate that the act names.
  func isRepresented(by actor: Actor, _ decision: Decision) -> Bool {
    if representative(at: decision.now)?.person == actor { return true }
    guard let position = decision.mandate, let mandate = SubjectLookup.mandate(at: position, of: id, rows) else {
      return false
    }
    let granted = try? SubjectLookup.validMandate(
      mandate, of: Actor(organisation: id), delegate: actor, scope: .sign,
      target: OrganisationRegistered.stream(of: id), at: decision.now, rows)
    return granted != nil
  }

  /// Refuses whoever is not its representative today.
  func requireRepresentative(_ decision: Decision) throws(Rejection) {
    let representative = representative(at: decision.now)
    guard representative?.person == decision.author else {
      throw Rejection(
        .notRepresentative, "\(decision.author) does not represent “\(id)” today",
        positions: [representative?.position ?? row.registeredAt])
    }
  }
}
