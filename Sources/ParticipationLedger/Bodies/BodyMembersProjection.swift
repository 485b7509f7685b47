public import EventLedger
public import EventModel
import ParticipationModel
import TransparencyLog

/// Everybody who has, had or will have a seat of a body, and the sessions that they attended.
public struct BodyMembersProjection: Projection {
  static let members = ViewRows.Table<MemberItem>("members")
  static let attendance = ViewRows.Table<AttendanceItem>("attendance")

  /// What is asked of a body while its events are applied.
  struct BodyViewRow: Codable, Sendable {
    var seats: [ID<Seat>]
    /// The sessions that were called and not yet held.
    var sessions: [ID<Meeting>] = []
  }

  /// What is asked of a seat while its body's events are applied.
  struct SeatViewRow: Codable, Sendable {
    /// The seatings, in the order in which they were recorded.
    var seatedAt: [Position] = []
    var offeredAt: Position?
  }

  static let bodies = ViewRows.Table<BodyViewRow>("bodies")
  static let seats = ViewRows.Table<SeatViewRow>("seats")

  /// Members and their attendance by body, seat and seating.
  public static let definition = ViewDefinition(
    "members", version: 3, tables: ["members", "attendance"], working: ["bodies", "seats"] + DelegateTimes.working,
    acts: [
      BodyEstablished.self, SeatOffered.self, SeatDeclined.self, MemberSeated.self, MemberCeased.self,
      MeetingConvened.self, MeetingHeld.self, EntryRectified.self,
    ] + DelegateTimes.acts)

  /// A projection before the first event.
  public init() {}

  /// Follows offers, seatings, cessations, sessions and corrections of their attendance.
  public mutating func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    switch event.type {
    case BodyEstablished.type:
      let act = try event.act(BodyEstablished.self, in: record)
      let body = BodyViewRow(seats: act.seats.map(\.id))
      try rows.set(Self.bodies, ViewKey(act.body.description), to: body)
    case SeatOffered.type:
      let act = try event.act(SeatOffered.self, in: record)
      try seat(act.body, act.seat, rows).update { $0.offeredAt = event.position }
    case SeatDeclined.type:
      let act = try event.act(SeatDeclined.self, in: record)
      try seat(act.body, act.seat, rows).update { $0.offeredAt = nil }
    case MemberSeated.type: try add(event.act(MemberSeated.self, in: record), event, rows)
    case MemberCeased.type: try end(event.act(MemberCeased.self, in: record), event, rows)
    case MeetingConvened.type:
      let act = try event.act(MeetingConvened.self, in: record)
      guard act.kind == .session else { return }
      try rows.update(Self.bodies, ViewKey(act.body.description)) { $0.sessions.append(act.meeting) }
    case MeetingHeld.type: try count(event.act(MeetingHeld.self, in: record), event, rows)
    case EntryRectified.type: try correct(event.act(EntryRectified.self, in: record), rows)
    default:
      guard let change = try DelegateTimes.follow(event, record, rows) else { return }
      let times = try DelegateTimes.of(change.organisation, rows)
      for seat in times.seats(under: change.mandate) {
        try rows.update(Self.members, Self.key(seat.body, seat.seat, seat.seatedAt)) {
          $0.pauses = times.pauses(of: seat.mandate)
        }
      }
    }
  }

  /// A seat's row; an empty one if nobody was on the seat or is offered it.
  private func seat(_ body: ID<Body>, _ seat: ID<Seat>, _ rows: ViewRows) throws -> ViewRows.Slot<SeatViewRow> {
    let slot = try rows.slot(Self.seats, ViewKey(.text(body.description), .text(seat.description)))
    if slot.row == nil { slot.row = SeatViewRow() }
    return slot
  }

  private func add(_ act: MemberSeated, _ event: ViewEvent, _ rows: ViewRows) throws {
    let position = event.position
    let slot = try seat(act.body, act.seat, rows)
    let offeredAt = act.title == .substitute ? slot.row?.offeredAt : nil
    slot.update { seat in
      seat.seatedAt.append(position)
      if act.title == .substitute { seat.offeredAt = nil }
    }
    let (body, seat, person) = (act.body, act.seat, act.person.description)
    var item = MemberItem(
      body: body, seat: seat, person: person, title: act.title, gender: act.gender?.rawValue ?? "",
      election: act.election, organisation: act.organisation?.description,
      mandate: act.mandate, from: act.from, to: act.to, seatedAt: position, offeredAt: offeredAt)
    item.transcribed = event.isTranscribed
    try DelegateTimes.add(act, at: position, rows)
    if let organisation = act.organisation?.organisation, let mandate = act.mandate {
      let times = try DelegateTimes.of(organisation, rows)
      item.mandateTo = times.mandates.first { $0.id == mandate }?.validTo
      let pauses = times.pauses(of: mandate)
      item.pauses = pauses.isEmpty ? nil : pauses
    }
    try rows.set(Self.members, Self.key(body, seat, position), to: item)
    try rows.set(
      Self.attendance, Self.key(body, seat, position),
      to: AttendanceItem(body: body, seat: seat, person: person, from: act.from))
  }

  private func end(_ act: MemberCeased, _ event: ViewEvent, _ rows: ViewRows) throws {
    let (body, seat) = (act.body, act.seat)
    let times = try seatings(body, seat, rows).compactMap(\.row)
    guard let index = SeatTime.ended(by: act.reason, at: act.effectiveAt, among: times.map(\.time)) else { return }
    try rows.update(Self.members, Self.key(body, seat, times[index].seatedAt)) {
      $0.cease(
        .init(
          reason: act.reason, effectiveAt: act.effectiveAt, position: event.position, transcribed: event.isTranscribed))
    }
  }

  /// Counts a session for every member in office when it opened.
  private func count(_ act: MeetingHeld, _ event: ViewEvent, _ rows: ViewRows) throws {
    let (body, meeting) = (act.body, act.meeting)
    let slot = try rows.slot(Self.bodies, ViewKey(body.description))
    guard let row = slot.row, row.sessions.contains(meeting) else { return }
    slot.update { $0.sessions.removeAll { $0 == meeting } }
    let attendance = Attendance(act.attendance.map { ($0.seat, $0.substitute != nil) }, excused: act.excused)
    for seat in row.seats {
      let member = try seatings(body, seat, rows).compactMap(\.row).first { $0.isInOffice(at: act.openedAt) }
      guard let member else { continue }
      let session = AttendanceItem.Session(
        meeting: meeting, openedAt: act.openedAt, presence: attendance.presence(of: seat),
        transcribed: event.isTranscribed, position: event.position)
      try rows.update(Self.attendance, Self.key(body, seat, member.seatedAt)) { row in
        row.changeSessions { $0.append(session) }
      }
    }
  }

  /// Takes over a corrected attendance, for the members whose session was counted.
  private func correct(_ act: EntryRectified, _ rows: ViewRows) throws {
    guard act.field == "attendance" || act.field == "excused", let body: ID<Body> = act.id("body"),
      let seats = try rows.slot(Self.bodies, ViewKey(body.description)).row?.seats
    else { return }
    for seat in seats {
      for member in try seatings(body, seat, rows).compactMap(\.row) {
        let slot = try rows.slot(Self.attendance, Self.key(body, seat, member.seatedAt))
        guard let index = slot.row?.sessions.lastIndex(where: { $0.position == act.target }) else { continue }
        slot.update { row in
          row.changeSessions { $0[index].presence = $0[index].presence.corrected(act, of: seat) }
        }
      }
    }
  }

  private func seatings(_ body: ID<Body>, _ seat: ID<Seat>, _ rows: ViewRows) throws -> [ViewRows.Slot<MemberItem>] {
    let row = try rows.slot(Self.seats, ViewKey(.text(body.description), .text(seat.description))).row
    return try (row?.seatedAt ?? []).map { try rows.slot(Self.members, Self.key(body, seat, $0)) }
  }

  private static func key(_ body: ID<Body>, _ seat: ID<Seat>, _ seatedAt: Position) -> ViewKey {
    ViewKey(.text(body.description), .text(seat.description), .number(seatedAt.rawValue))
  }
}

/// Who was at a session.
private struct Attendance {
  /// Whether a substitute sat in, by seat.
  private let present: [ID<Seat>: Bool]
  private let excused: Set<ID<Seat>>

  init(_ present: [(seat: ID<Seat>, isSubstituted: Bool)], excused: [ID<Seat>]) {
    // Of a seat that is named twice, the member was there.
    self.present = Dictionary(present.map { ($0.seat, $0.isSubstituted) }) { $0 && $1 }
    self.excused = Set(excused)
  }

  func presence(of seat: ID<Seat>) -> AttendanceItem.Presence {
    if let isSubstituted = present[seat] { return isSubstituted ? .substituted : .present }
    return excused.contains(seat) ? .excused : .missed
  }
}

extension AttendanceItem.Presence {
  /// The presence of a seat once a field was corrected: the other field still says what it said.
  fileprivate func corrected(_ act: EntryRectified, of seat: ID<Seat>) -> Self {
    let elements = act.newValue.elements ?? []
    if act.field == "excused" {
      guard self == .excused || self == .missed else { return self }
      return Attendance([], excused: elements.compactMap { $0.text.flatMap { ID($0) } }).presence(of: seat)
    }
    let present: [(ID<Seat>, Bool)] = elements.compactMap { entry in
      entry["seat"]?.text.flatMap { ID($0) }.map { ($0, entry["substitute"]?.text != nil) }
    }
    return Attendance(present, excused: self == .excused ? [seat] : []).presence(of: seat)
  }
}
