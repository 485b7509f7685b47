import EventLedger
import EventModel
public import ParticipationModel
import TransparencyLog

extension ListBodies: AnsweredQuery {
  /// A page of the view “bodies”.
  public func answer(from ledger: CityLedger) throws -> Page<Item> {
    try ledger.page(of: "bodies", BodyListProjection.bodies, limit: limit, cursor: cursor) { Item($0) }
  }
}

extension ShowBody: AnsweredQuery {
  /// A row of the view “bodies”.
  public func answer(from ledger: CityLedger) throws -> Sized<BodyAnswer> {
    try ledger.row(of: "bodies", BodyListProjection.bodies, body, unknown: .unknownBody)
  }
}

extension BodyComposition: AnsweredQuery {
  /// The seats of a body, and who of the view “members” is in office.
  ///
  /// - Throws: `Rejection` `UnknownBody`; `InvalidAct` naming `at`.
  public func answer(from ledger: CityLedger) throws -> Answer {
    let found = try ledger.row(of: "bodies", BodyListProjection.bodies, body, unknown: .unknownBody)
    if let at, at > found.size {
      throw InvalidAct(field: "at", reason: "the log has not reached size \(at): it has \(found.size) events")
    }
    guard found.item.establishedAt.rawValue < (at ?? found.size).rawValue else {
      throw Rejection(unknown: .unknownBody, body)
    }
    let asOf = BodyMembers.instant(on, ledger)
    let members = try BodyMembers.inOffice(body, at: asOf, known: at, ledger)
    return Answer(
      size: at ?? found.size, body: found.item.body, title: found.item.title, asOf: asOf,
      seats: found.item.seats.map { Answer.SeatEntry($0, member: members[$0.seat]) })
  }
}

extension BodyAttendance: AnsweredQuery {
  /// A page of the attendance in the view “members”.
  public func answer(from ledger: CityLedger) throws -> Page<AttendanceItem> {
    try ledger.page(
      of: "members", BodyMembersProjection.attendance, prefix: ViewKey(body.description), limit: limit,
      cursor: cursor
    )
  }
}

extension ListMeetings: AnsweredQuery {
  /// A page of the view “meetings”.
  public func answer(from ledger: CityLedger) throws -> Page<MeetingItem> {
    try ledger.page(
      of: "meetings", BodyMeetingsProjection.meetings, prefix: ViewKey(body.description), limit: limit,
      cursor: cursor
    ) { MeetingItem($0) }
  }
}

extension MeetingItem {
  fileprivate init(_ row: BodyMeetingsProjection.MeetingViewRow) {
    self.init(
      body: row.body, meeting: row.meeting, kind: row.kind, call: row.call, scheduledFor: row.scheduledFor,
      urgentReason: row.urgentReason.isEmpty ? nil : row.urgentReason,
      agenda: row.agenda.map { Item(item: $0.item, title: $0.title, kind: $0.kind, dueBy: $0.dueBy) },
      convenedAt: row.convenedAt)
    guard let held = row.held else { return }
    (openedAt, closedAt, quorum) = (held.openedAt, held.closedAt, held.quorum)
    (others, minutesHash, heldAt) = (held.others, held.minutesHash, held.position)
  }
}

extension ListResolutions: AnsweredQuery {
  /// A page of the view “resolutions”.
  public func answer(from ledger: CityLedger) throws -> Page<ResolutionItem> {
    try ledger.page(
      of: "resolutions", BodyResolutionsProjection.resolutions, prefix: ViewKey(body.description), limit: limit,
      cursor: cursor
    )
  }
}

extension ListOpinions: AnsweredQuery {
  /// A page of the view “opinions”, as it stood on a day.
  public func answer(from ledger: CityLedger) throws -> Page<OpinionItem> {
    let day = on ?? ledger.clock.now.date
    return try ledger.page(
      of: "opinions", BodyOpinionsProjection.opinions, prefix: body.map { ViewKey($0.description) }, limit: limit,
      cursor: cursor
    ) { row in
      day.map { row.standing(on: $0) } ?? row
    }
  }
}

/// Who is in office, for answers.
enum BodyMembers {
  /// The last instant of a day, UTC; now if no day is given.
  static func instant(_ day: CivilDate?, _ ledger: CityLedger) -> Instant {
    day.map { Instant(startOfDay: $0.dayNumber + 1).advanced(byMicroseconds: -1) } ?? ledger.clock.now
  }

  /// Who is in office at an instant, by seat, as the log of a size knew it.
  static func inOffice(
    _ body: ID<Body>, at instant: Instant, known size: LogSize?, _ ledger: CityLedger
  ) throws -> [ID<Seat>: MemberItem] {
    var members: [ID<Seat>: MemberItem] = [:]
    try ledger.views.read("members") { snapshot in
      var cursor: [UInt8]?
      repeat {
        let page = try snapshot.rows(
          BodyMembersProjection.members, prefix: ViewKey(body.description), cursor: cursor, limit: 1000)
        for case let row? in page.rows.map({ $0.known(at: size) }) where row.isInOffice(at: instant) {
          members[row.seat] = row
        }
        cursor = page.next
      } while cursor != nil
    }
    return members
  }
}
