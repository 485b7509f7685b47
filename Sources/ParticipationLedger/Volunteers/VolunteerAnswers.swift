import EventLedger
import EventModel
public import ParticipationModel

extension ListVolunteers: AnsweredQuery {
  /// A page of the view “volunteers”.
  public func answer(from ledger: CityLedger) throws -> Page<VolunteerItem> {
    try ledger.page(of: "volunteers", VolunteerHoursProjection.volunteers, at: at, limit: limit, cursor: cursor)
  }
}

extension ShowVolunteer: AnsweredQuery {
  /// A row of the view “volunteers”.
  public func answer(from ledger: CityLedger) throws -> Sized<VolunteerItem> {
    try ledger.row(
      of: "volunteers", VolunteerHoursProjection.volunteers, volunteer, at: at, unknown: .unknownVolunteer,
      suggests: false)
  }
}

extension ListHours: AnsweredQuery {
  /// A page of the entries in the view “volunteers”.
  public func answer(from ledger: CityLedger) throws -> Page<HoursItem> {
    try ledger.page(
      of: "volunteers", VolunteerHoursProjection.entries, at: at, prefix: ViewKey(volunteer.description),
      limit: limit, cursor: cursor
    )
  }
}
