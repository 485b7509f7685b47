import EventLedger
import EventModel
public import ParticipationModel

extension ListVolunteers: AnsweredQuery {
  /// A page of the view “volunteers”, as of the day.
  public func answer(from ledger: CityLedger) throws -> Page<VolunteerItem> {
    try ledger.page(
      of: "volunteers", VolunteerHoursProjection.volunteers, at: at, limit: limit, cursor: cursor
    ) { row, snapshot in
      try on.map { try row.standing(on: $0, snapshot) } ?? row
    }
  }
}

extension ShowVolunteer: AnsweredQuery {
  /// A row of the view “volunteers”, as of the day.
  public func answer(from ledger: CityLedger) throws -> Sized<VolunteerItem> {
    try ledger.row(
      of: "volunteers", VolunteerHoursProjection.volunteers, volunteer, at: at, unknown: .unknownVolunteer,
      suggests: false
    ) { row, snapshot in
      try on.map { try row.standing(on: $0, snapshot) ?? VolunteerItem(volunteer: volunteer) } ?? row
    }
  }
}

extension ListHours: AnsweredQuery {
  /// A page of the entries in the view “volunteers”, as of the day.
  public func answer(from ledger: CityLedger) throws -> Page<HoursItem> {
    try ledger.page(
      of: "volunteers", VolunteerHoursProjection.entries, at: at, prefix: ViewKey(volunteer.description),
      limit: limit, cursor: cursor
    ) { row in
      on.map { row.standing(on: $0) } ?? row
    }
  }
}

extension VolunteerItem {
  /// The balance of what was logged and reviewed by the end of a day; nil if nothing was.
  fileprivate func standing(on day: CivilDate, _ snapshot: ViewSnapshot) throws -> VolunteerItem? {
    var item: VolunteerItem?
    var cursor: [UInt8]?
    repeat {
      let page = try snapshot.rows(
        VolunteerHoursProjection.entries, prefix: ViewKey(volunteer.description), cursor: cursor, limit: 1000)
      for case let entry? in page.rows.map({ $0.standing(on: day) }) {
        item = item ?? VolunteerItem(volunteer: volunteer)
        item?.count(entry, 1)
      }
      cursor = page.next
    } while cursor != nil
    return item
  }
}
