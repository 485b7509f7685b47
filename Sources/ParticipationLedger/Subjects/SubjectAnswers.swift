import Bytes
import EventLedger
import EventModel
public import ParticipationModel
import TransparencyLog

extension ListOrganisations: AnsweredQuery {
  /// A page of the view “organisations”, as of the day and the size.
  public func answer(from ledger: CityLedger) throws -> Page<OrganisationItem> {
    let limit = Paging.limit(limit)
    var next = try Paging.cursor(cursor)
    return try ledger.views.read("organisations") { snapshot in
      let asOf = try SubjectsAsOf(on: on, at: at, snapshot: snapshot.size)
      var items: [OrganisationItem] = []
      // Rows that do not belong to the answer leave room for others.
      repeat {
        let page = try snapshot.rows(
          OrganisationsProjection.organisations, cursor: next, limit: limit - items.count)
        items += page.rows.compactMap { asOf.organisation($0) }
          .filter { on == nil || $0.status == .registered }.map { OrganisationItem($0) }
        next = page.next
      } while next != nil && items.count < limit
      return Page(size: asOf.size, items: items, next: next.map { Hex.text($0) })
    }
  }
}

extension ShowOrganisation: AnsweredQuery {
  /// A row of the view “organisations”, as of the day and the size.
  public func answer(from ledger: CityLedger) throws -> Sized<OrganisationAnswer> {
    try Self.view(organisation, on: on, at: at, ledger)
  }

  fileprivate static func view(
    _ organisation: ID<Organisation>, on: CivilDate?, at: LogSize?, _ ledger: CityLedger
  ) throws -> Sized<OrganisationAnswer> {
    try ledger.views.read("organisations") { snapshot in
      let asOf = try SubjectsAsOf(on: on, at: at, snapshot: snapshot.size)
      let row = try snapshot.row(OrganisationsProjection.organisations, ViewKey(organisation.description))
      guard let view = row.flatMap({ asOf.organisation($0) }) else {
        throw Rejection(unknown: .unknownOrganisation, organisation)
      }
      return Sized(size: asOf.size, item: view)
    }
  }
}

extension OrganisationSignatories: AnsweredQuery {
  /// From a row of the view “organisations”: the representative, and the delegates with a mandate to sign.
  public func answer(from ledger: CityLedger) throws -> Sized<SignatoriesAnswer> {
    let shown = try ShowOrganisation.view(organisation, on: on, at: at, ledger)
    let view = shown.item
    let mandates = view.mandates.filter { mandate in
      mandate.scopes.contains(.sign)
        && (target == nil || mandate.target == "*" || mandate.target == target?.description)
    }
    let signatories =
      view.representatives.map { SignatoryItem($0, registeredAt: view.registeredAt) }
      + mandates.map { SignatoryItem($0) }
    return Sized(
      size: shown.size,
      item: SignatoriesAnswer(
        organisation: view.organisation, on: on, status: view.status,
        positions: [view.registeredAt] + (view.struckOff.map { [$0.position] } ?? []),
        signatories: view.status == .registered ? signatories : []))
  }
}

extension ShowPerson: AnsweredQuery {
  /// A row of the view “people”, as of the day and the size.
  public func answer(from ledger: CityLedger) throws -> Sized<PersonAnswer> {
    try ledger.views.read("people") { snapshot in
      let asOf = try SubjectsAsOf(on: on, at: at, snapshot: snapshot.size)
      let row = try snapshot.row(PeopleProjection.people, ViewKey(person.description))
      guard let view = row.flatMap({ asOf.person($0) }) else { throw Rejection(unknown: .unknownPerson, person) }
      return Sized(size: asOf.size, item: view)
    }
  }
}
