import EventLedger
import EventModel
public import ParticipationModel
import TransparencyLog

extension ListOrganisations: AnsweredQuery {
  /// A page of the view “organisations”, as of the day and the size.
  public func answer(from ledger: CityLedger) throws -> Page<OrganisationItem> {
    try ledger.page(
      of: "organisations", OrganisationsProjection.organisations, at: at, limit: limit, cursor: cursor
    ) { row in
      let item = SubjectsAsOf(on: on, ledger).organisation(row)
      return on == nil || item.status == .registered ? OrganisationItem(item) : nil
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
    let found = try ledger.row(
      of: "organisations", OrganisationsProjection.organisations, organisation, at: at, unknown: .unknownOrganisation,
      suggests: false)
    return Sized(size: found.size, item: SubjectsAsOf(on: on, ledger).organisation(found.item))
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
        positions: [view.registeredAt] + (view.struckOff.map { [$0.position] } ?? [])
          + (view.suspensions ?? []).filter { $0.holds(on: on) }.map(\.position),
        signatories: view.status == .registered ? signatories : []))
  }
}

extension ShowPerson: AnsweredQuery {
  /// A row of the view “people”, as of the day and the size.
  public func answer(from ledger: CityLedger) throws -> Sized<PersonAnswer> {
    let found = try ledger.row(
      of: "people", PeopleProjection.people, person, at: at, unknown: .unknownPerson, suggests: false)
    return Sized(size: found.size, item: SubjectsAsOf(on: on, ledger).person(found.item))
  }
}
