import EventLedger
import EventModel
public import ParticipationModel
import TransparencyLog

extension ListBodies: AnsweredQuery {
  /// A page of the view “bodies”.
  public func answer(from ledger: CityLedger) throws -> Page<Item> {
    let days = ActDays(ledger.store)
    return try ledger.page(of: "bodies", BodyListProjection.bodies, at: at, limit: limit, cursor: cursor) { row in
      try days.isDone(row.establishedAt, by: on) ? Item(row) : nil
    }
  }
}

extension ShowBody: AnsweredQuery {
  /// A row of the view “bodies”.
  public func answer(from ledger: CityLedger) throws -> Sized<BodyAnswer> {
    try ledger.row(of: "bodies", BodyListProjection.bodies, body, at: at, unknown: .unknownBody)
  }
}

extension BodyComposition: AnsweredQuery {
  /// The seats of a body, and who of the view “members” is in office.
  ///
  /// - Throws: `Rejection` `UnknownBody`; `InvalidAct` naming `at`.
  public func answer(from ledger: CityLedger) throws -> Answer {
    let found = try ledger.row(of: "bodies", BodyListProjection.bodies, body, at: at, unknown: .unknownBody)
    let asOf = BodyMembers.instant(on, ledger)
    let members = try BodyMembers.inOffice(body, at: asOf, of: at, ledger)
    return Answer(
      size: found.size, body: found.item.body, title: found.item.title, asOf: asOf,
      seats: found.item.seats.map { Answer.SeatEntry($0, member: members[$0.seat]) })
  }
}

extension BodyAttendance: AnsweredQuery {
  /// A page of the attendance in the view “members”.
  public func answer(from ledger: CityLedger) throws -> Page<AttendanceItem> {
    try ledger.page(
      of: "members", BodyMembersProjection.attendance, at: at, prefix: ViewKey(body.description), limit: limit,
      cursor: cursor
    ) { row in
      on.map { row.standing(on: $0) } ?? row
    }
  }
}

extension ListMeetings: AnsweredQuery {
  /// A page of the view “meetings”.
  public func answer(from ledger: CityLedger) throws -> Page<MeetingItem> {
    try ledger.page(
      of: "meetings", BodyMeetingsProjection.meetings, at: at, prefix: ViewKey(body.description), limit: limit,
      cursor: cursor
    ) { row in
      let item = MeetingItem(row)
      return on.map { item.takesPlace(on: $0) } ?? true ? item : nil
    }
  }
}

extension MeetingItem {
  fileprivate init(_ row: BodyMeetingsProjection.MeetingViewRow) {
    self.init(
      body: row.body, meeting: row.meeting, kind: row.kind, call: row.call, scheduledFor: row.scheduledFor,
      urgentReason: row.urgentReason.isEmpty ? nil : row.urgentReason,
      agenda: row.agenda.map { Item(item: $0.item, title: $0.title, kind: $0.kind, dueBy: $0.dueBy) },
      convenedAt: row.convenedAt)
    (transcribed, affectedBy, rectified) = (row.transcribed, row.affectedBy, row.rectified)
    guard let held = row.held else { return }
    (openedAt, closedAt, quorum) = (held.openedAt, held.closedAt, held.quorum)
    (others, minutesHash, heldAt) = (held.others, held.minutesHash, held.position)
  }

  /// Where it was held from the day on which it opened through that on which it closed; if it is not recorded as held,
  /// the day for which it is scheduled.
  fileprivate func takesPlace(on day: CivilDate) -> Bool {
    let first = (openedAt ?? scheduledFor).day
    return first <= day.dayNumber && day.dayNumber <= max(first, closedAt?.day ?? first)
  }
}

extension ListResolutions: AnsweredQuery {
  /// A page of the view “resolutions”.
  public func answer(from ledger: CityLedger) throws -> Page<ResolutionItem> {
    try ledger.page(
      of: "resolutions", BodyResolutionsProjection.resolutions, at: at, prefix: ViewKey(body.description),
      limit: limit, cursor: cursor
    ) { row in
      on.map { row.votedOn.day <= $0.dayNumber } ?? true ? row : nil
    }
  }
}

extension ListOpinions: AnsweredQuery {
  /// A page of the view “opinions”, as it stood on a day.
  public func answer(from ledger: CityLedger) throws -> Page<OpinionItem> {
    let day = on ?? ledger.clock.now.date
    return try ledger.page(
      of: "opinions", BodyOpinionsProjection.opinions, at: at, prefix: body.map { ViewKey($0.description) },
      limit: limit, cursor: cursor
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

  /// Who is in office at an instant, by seat.
  ///
  /// - Parameters:
  ///   - view: the view as it stood at a size; nil is the present one.
  ///   - size: without what was recorded later.
  static func inOffice(
    _ body: ID<Body>, at instant: Instant, of view: LogSize? = nil, known size: LogSize? = nil, _ ledger: CityLedger
  ) throws -> [ID<Seat>: MemberItem] {
    var members: [ID<Seat>: MemberItem] = [:]
    try ledger.views.read("members", at: view) { snapshot in
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
