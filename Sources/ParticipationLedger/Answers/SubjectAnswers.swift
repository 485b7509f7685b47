import EventLedger
import EventModel
public import ParticipationModel
import TransparencyLog

extension ListOrganisations: AnsweredQuery {
  /// A page of the view “organisations”, as of the day and the size.
  public func answer(from ledger: CityLedger) throws -> Page<OrganisationSummary> {
    let limit = Lists.limit(limit)
    var next = try Lists.cursor(cursor)
    return try ledger.views.read("organisations") { snapshot in
      let asOf = try SubjectsAsOf(on: on, at: at, snapshot: snapshot.size)
      var items: [OrganisationSummary] = []
      // Rows that do not belong to the answer leave room for others.
      repeat {
        let page = try snapshot.rows(
          OrganisationsView.organisations, cursor: next, limit: limit - items.count)
        items += page.rows.compactMap { asOf.organisation($0) }
          .filter { on == nil || $0.status == .registered }.map { OrganisationSummary($0) }
        next = page.next
      } while next != nil && items.count < limit
      return Page(size: asOf.size, items: items, next: next.map { Hex.text($0) })
    }
  }
}

extension ShowOrganisation: AnsweredQuery {
  /// A row of the view “organisations”, as of the day and the size.
  public func answer(from ledger: CityLedger) throws -> Sized<OrganisationView> {
    try Self.view(organisation, on: on, at: at, ledger)
  }

  fileprivate static func view(
    _ organisation: ID<Organisation>, on: CivilDate?, at: LogSize?, _ ledger: CityLedger
  ) throws -> Sized<OrganisationView> {
    try ledger.views.read("organisations") { snapshot in
      let asOf = try SubjectsAsOf(on: on, at: at, snapshot: snapshot.size)
      let row = try snapshot.row(OrganisationsView.organisations, ViewKey(organisation.description))
      guard let view = row.flatMap({ asOf.organisation($0) }) else {
        throw Lists.unknown(.unknownOrganisation, organisation)
      }
      return Sized(size: asOf.size, item: view)
    }
  }
}

extension OrganisationSignatories: AnsweredQuery {
  /// From a row of the view “organisations”: the representative, and the delegates with a mandate to sign.
  public func answer(from ledger: CityLedger) throws -> Sized<SignatoriesView> {
    let shown = try ShowOrganisation.view(organisation, on: on, at: at, ledger)
    let view = shown.item
    let mandates = view.mandates.filter { mandate in
      mandate.scopes.contains(.sign)
        && (target == nil || mandate.target == "*" || mandate.target == target?.description)
    }
    let signatories =
      view.representatives.map { SignatoryView($0, registeredAt: view.registeredAt) }
      + mandates.map { SignatoryView($0) }
    return Sized(
      size: shown.size,
      item: SignatoriesView(
        organisation: view.organisation, on: on, status: view.status,
        positions: [view.registeredAt] + (view.struckOff.map { [$0.position] } ?? []),
        signatories: view.status == .registered ? signatories : []))
  }
}

extension ShowPerson: AnsweredQuery {
  /// A row of the view “people”, as of the day and the size.
  public func answer(from ledger: CityLedger) throws -> Sized<PersonView> {
    try ledger.views.read("people") { snapshot in
      let asOf = try SubjectsAsOf(on: on, at: at, snapshot: snapshot.size)
      let row = try snapshot.row(PeopleView.people, ViewKey(person.description))
      guard let view = row.flatMap({ asOf.person($0) }) else { throw Lists.unknown(.unknownPerson, person) }
      return Sized(size: asOf.size, item: view)
    }
  }
}
