public import EventLedger
public import EventModel
import ParticipationModel
import TransparencyLog

/// The hours of volunteers: every entry, and the balance of each volunteer.
public struct VolunteerHoursProjection: Projection {
  static let volunteers = ViewRows.Table<VolunteerItem>("volunteers")
  static let entries = ViewRows.Table<HoursItem>("entries")

  /// Balances by volunteer, entries by volunteer and id.
  public static let definition = ViewDefinition(
    "volunteers", version: 2, tables: ["volunteers", "entries"],
    acts: [HoursLogged.self, HoursReviewed.self, HoursCorrected.self])

  /// A projection before the first event.
  public init() {}

  /// Follows entries, reviews and corrections.
  public mutating func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    switch event.type {
    case HoursLogged.type:
      let act = try event.act(HoursLogged.self, in: record)
      try add(HoursItem(act.volunteer, act.entry, by: Self.author(event, record), at: event), rows)
    case HoursReviewed.type:
      let act = try event.act(HoursReviewed.self, in: record)
      let reviewer = Self.author(event, record)
      try move(act.volunteer, act.entry, to: HoursItem.Status(act.outcome), rows) { $0.reviewedBy = reviewer }
    case HoursCorrected.type:
      let act = try event.act(HoursCorrected.self, in: record)
      try move(act.volunteer, act.entry, to: .reversed, rows) { _ in }
      guard let replacement = act.replacement else { return }
      var entry = HoursItem(act.volunteer, replacement, by: act.requestedBy.description, at: event)
      entry.replaces = act.entry
      try add(entry, rows)
    default: return
    }
  }

  /// Whose act it is: an office may record it on somebody's behalf.
  private static func author(_ event: ViewEvent, _ record: borrowing Span<UInt8>) -> String {
    let actor = record.text(event.scan.actor)
    return event.scan.onBehalfOf.isEmpty || !actor.hasPrefix("office:") ? actor : record.text(event.scan.onBehalfOf)
  }

  private func add(_ entry: HoursItem, _ rows: ViewRows) throws {
    try rows.set(Self.entries, ViewKey(.text(entry.volunteer.description), .text(entry.entry)), to: entry)
    let slot = try rows.slot(Self.volunteers, ViewKey(entry.volunteer.description))
    if slot.row == nil {
      slot.row = VolunteerItem(
        volunteer: entry.volunteer, entries: 0, confirmedMinutes: 0, pendingMinutes: 0, disputedMinutes: 0)
    }
    slot.update { $0.count(entry, 1) }
  }

  private func move(
    _ volunteer: ID<Volunteer>, _ entry: String, to status: HoursItem.Status, _ rows: ViewRows,
    _ change: (inout HoursItem) -> Void
  ) throws {
    let balance = try rows.slot(Self.volunteers, ViewKey(volunteer.description))
    try rows.update(Self.entries, ViewKey(.text(volunteer.description), .text(entry))) { row in
      let before = row
      balance.update { $0.count(before, -1) }
      row.status = status
      change(&row)
      let after = row
      balance.update { $0.count(after, 1) }
    }
  }
}

extension VolunteerItem {
  /// Adds (+1) or takes away (−1) an entry where its status puts it.
  fileprivate mutating func count(_ entry: HoursItem, _ sign: Int64) {
    switch entry.status {
    case .logged: pendingMinutes += sign * entry.minutes
    case .confirmed: confirmedMinutes += sign * entry.minutes
    case .disputed: disputedMinutes += sign * entry.minutes
    case .rejected, .reversed: return
    }
    entries = sign > 0 ? entries + 1 : entries - 1
    guard entry.transcribed else { return }
    transcribedEntries = sign > 0 ? transcribedEntries + 1 : transcribedEntries - 1
  }
}

extension HoursItem {
  fileprivate init(_ volunteer: ID<Volunteer>, _ note: HoursNote, by logger: String, at event: ViewEvent) {
    self.init(
      volunteer: volunteer, entry: note.id, project: note.project, start: note.start,
      end: note.end, minutes: note.minutes, status: .logged, loggedBy: logger, reviewedBy: nil,
      position: event.position,
      replaces: nil)
    transcribed = event.isTranscribed
  }
}

extension HoursItem.Status {
  fileprivate init(_ outcome: HoursReviewed.Outcome) {
    switch outcome {
    case .confirmed: self = .confirmed
    case .rejected: self = .rejected
    case .disputed: self = .disputed
    }
  }
}
