import EventLedger
import EventModel
import ParticipationModel
import TransparencyLog

/// The meetings of a body that were held: which of them something touches that becomes known later.
struct HeldMeetings: Codable, Sendable {
  var items: [Item] = []

  struct Item: Codable, Sendable {
    var meeting: ID<Meeting>
    var openedAt: Instant
    var position: Position
    var resolutions: [Position] = []
  }

  static func add(
    _ act: MeetingHeld, at position: Position, _ rows: ViewRows
  ) throws {
    let slot = try rows.slot(table, ViewKey(act.body.description))
    var row = slot.row ?? HeldMeetings()
    row.items.append(Item(meeting: act.meeting, openedAt: act.openedAt, position: position))
    slot.row = row
  }

  /// Adds a vote to its meeting.
  ///
  /// - Returns: when the meeting opened.
  static func add(
    _ act: ResolutionVoted, at position: Position, _ rows: ViewRows
  ) throws -> Instant? {
    let slot = try rows.slot(table, ViewKey(act.body.description))
    guard let index = slot.row?.items.firstIndex(where: { $0.meeting == act.meeting }) else { return nil }
    slot.update { $0.items[index].resolutions.append(position) }
    return slot.row?.items[index].openedAt
  }

  /// The acts by which something becomes known of who was in office.
  static let acts: ViewActs = [MemberSeated.self, MemberCeased.self] + DelegateTimes.acts
  /// The tables in which a view keeps what that needs.
  static let working = ["held"] + DelegateTimes.working
  static let table = ViewRows.Table<HeldMeetings>("held")

  /// The meetings whose members would have been others if a seating, a cessation, or something of a mandate or an
  /// organisation had been known.
  ///
  /// What the clock records was known from the rows: it touches nothing.
  static func affected(
    by event: ViewEvent, _ record: borrowing Span<UInt8>, _ rows: ViewRows
  ) throws -> [(body: ID<Body>, meeting: Item)] {
    switch event.type {
    case MemberSeated.type:
      let act = try event.act(MemberSeated.self, in: record)
      try DelegateTimes.add(act, at: event.position, rows)
      return try affected(act.body, TimeSpan(from: act.from, to: act.to), event, record, rows)
    case MemberCeased.type:
      let act = try event.act(MemberCeased.self, in: record)
      try DelegateTimes.end(act, rows)
      return try affected(act.body, TimeSpan(from: act.effectiveAt, to: nil), event, record, rows)
    default:
      guard let change = try DelegateTimes.follow(event, record, rows) else { return [] }
      let seats = try DelegateTimes.of(change.organisation, rows).seats(under: change.mandate)
      let bodies = Set(seats.map(\.body)).sorted()
      return try bodies.flatMap { body in
        let own = seats.filter { $0.body == body }.map { TimeSpan(from: $0.from, to: $0.to) }
        return try affected(body, change.span, event, record, rows).filter { found in
          own.contains { $0.contains(found.meeting.openedAt) }
        }
      }
    }
  }

  private static func affected(
    _ body: ID<Body>, _ span: TimeSpan, _ event: ViewEvent, _ record: borrowing Span<UInt8>, _ rows: ViewRows
  ) throws -> [(body: ID<Body>, meeting: Item)] {
    guard record.text(event.scan.actor) != Actor.clock.description else { return [] }
    let items = try rows.slot(table, ViewKey(body.description)).row?.items ?? []
    return items.filter { span.contains($0.openedAt) }.map { (body, $0) }
  }
}
