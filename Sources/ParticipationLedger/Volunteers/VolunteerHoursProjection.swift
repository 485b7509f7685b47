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
    "volunteers", version: 3, tables: ["volunteers", "entries"],
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
      try add(HoursItem(act.volunteer, act.entry, by: event.author(in: record), at: event), rows)
    case HoursReviewed.type:
      let act = try event.act(HoursReviewed.self, in: record)
      try move(
        act.volunteer, act.entry,
        .init(
          on: event.doneOn, status: HoursItem.Status(act.outcome), reviewedBy: event.author(in: record),
          position: event.position), rows)
    case HoursCorrected.type:
      let act = try event.act(HoursCorrected.self, in: record)
      try move(
        act.volunteer, act.entry,
        .init(on: event.doneOn, status: .reversed, reviewedBy: nil, position: event.position), rows)
      guard let replacement = act.replacement else { return }
      var entry = HoursItem(act.volunteer, replacement, by: act.requestedBy.description, at: event)
      entry.replaces = act.entry
      try add(entry, rows)
    default: return
    }
  }

  private func add(_ entry: HoursItem, _ rows: ViewRows) throws {
    try rows.set(Self.entries, ViewKey(.text(entry.volunteer.description), .text(entry.entry)), to: entry)
    let slot = try rows.slot(Self.volunteers, ViewKey(entry.volunteer.description))
    if slot.row == nil { slot.row = VolunteerItem(volunteer: entry.volunteer) }
    slot.update { $0.count(entry, 1) }
  }

  private func move(
    _ volunteer: ID<Volunteer>, _ entry: String, _ step: HoursItem.Step, _ rows: ViewRows
  ) throws {
    let balance = try rows.slot(Self.volunteers, ViewKey(volunteer.description))
    try rows.update(Self.entries, ViewKey(.text(volunteer.description), .text(entry))) { row in
      let before = row
      balance.update { $0.count(before, -1) }
      row.take(step)
      let after = row
      balance.update { $0.count(after, 1) }
    }
  }
}

extension HoursItem {
  fileprivate init(_ volunteer: ID<Volunteer>, _ note: HoursNote, by logger: String, at event: ViewEvent) {
    self.init(
      volunteer: volunteer, entry: note.id, project: note.project, start: note.start, end: note.end,
      minutes: note.minutes, loggedBy: logger, loggedOn: event.doneOn, position: event.position)
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
