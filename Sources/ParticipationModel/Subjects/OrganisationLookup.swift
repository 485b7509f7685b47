import EventModel
import TransparencyLog

/// An organisation that somebody acts on or for.
struct OrganisationLookup {
  let id: Identifier
  let row: OrganisationRow
  private let rows: any ConstraintRows

  init(_ organisation: Identifier, _ rows: any ConstraintRows) throws(Rejection) {
    guard let row = rows.row(OrganisationRow.key(organisation), as: OrganisationRow.self) else {
      throw Rejection(
        "UnknownOrganisation", "no organisation “\(organisation)” was registered",
        rule: "an organisation is registered before anything else")
    }
    (id, self.row, self.rows) = (organisation, row, rows)
  }

  /// Refuses an organisation that is struck off by then.
  func requireLive(at instant: Instant) throws(Rejection) {
    guard !row.isLive(at: instant), let day = row.struckOffFrom, let position = row.struckOffAt else { return }
    throw Rejection(
      "OrgNotLive", "“\(id)” is struck off from \(day)", rule: "an organisation acts while it is in the register",
      positions: [position])
  }

  /// Who represents it on a day, and the event that says so: whoever is attested for the day; else the one named
  /// at its registration, unless somebody was attested for a day since.
  func representative(on day: Int64) -> (person: Actor, position: Position)? {
    let attested = AttributeRow.values(.representative, of: .organisation(id), rows)
    if let value = attested.first(where: { $0.holds(on: day) }) {
      return (Actor(unchecked: value.value), value.position)
    }
    let isReplaced = attested.contains { $0.from <= day && $0.to ?? .max >= row.registeredOn }
    return isReplaced || day < row.registeredOn ? nil : (row.representative, row.registeredAt)
  }

  /// A mandate of a person that holds at an instant, by the event that granted it.
  func liveMandate(of person: Actor, at instant: Instant) -> MandateRow? {
    guard let person = person.person else { return nil }
    let terms = rows.row(MandateTermsRow.key(delegate: person), as: MandateTermsRow.self)?.terms ?? []
    for term in terms where term.organisation == id && term.holds(at: instant) {
      if let mandate = rows.row(MandateRow.key(id, term.mandate), as: MandateRow.self) { return mandate }
    }
    return nil
  }

  /// Whether an actor may speak for the organisation in its own stream now: its representative, or a delegate under
  /// the mandate that the act names.
  func isRepresented(by actor: Actor, _ decision: Decision) -> Bool {
    if representative(on: decision.now.day)?.person == actor { return true }
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
    let representative = representative(on: decision.now.day)
    guard representative?.person == decision.author else {
      throw Rejection(
        "NotRepresentative", "\(decision.author) does not represent “\(id)” today",
        rule: "mandates are given and taken back by the representative of the organisation",
        positions: [representative?.position ?? row.registeredAt])
    }
  }
}
