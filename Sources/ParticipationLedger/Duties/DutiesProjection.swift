public import EventLedger
public import EventModel
public import ParticipationModel
import TransparencyLog

/// What is owed, and the reports on it.
public struct DutiesProjection: Projection {
  static let duties = ViewRows.Table<DutyItem>("duties")

  /// One table, keyed by stream and duty.
  public static let definition = ViewDefinition(
    "duties", version: 2, tables: ["duties"], acts: [ProposalAnswered.self, DutyReported.self])

  /// A projection before the first event.
  public init() {}

  /// Follows what makes duties, and the reports.
  public mutating func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    switch event.type {
    case ProposalAnswered.type:
      let act = try event.act(ProposalAnswered.self, in: record)
      for promise in act.commitments {
        let key = Self.key(act.stream, promise.id.description)
        var item = DutyItem(
          stream: act.stream.description, duty: promise.id.description, bound: act.office.description,
          action: promise.action, dueBy: promise.dueBy, everyMonths: promise.everyMonths, cents: promise.cents,
          since: event.position, madeOn: event.doneOn)
        item.transcribed = event.isTranscribed
        try rows.set(Self.duties, key, to: item)
      }
    case DutyReported.type:
      let act = try event.act(DutyReported.self, in: record)
      let report = DutyItem.Report(
        on: event.doneOn, status: act.status, percent: act.percent, cents: act.cents,
        transcribed: event.isTranscribed, position: event.position)
      try rows.update(Self.duties, Self.key(act.owner, act.duty.description)) { $0.add(report) }
    default: return
    }
  }

  static func key(_ stream: StreamName, _ duty: String) -> ViewKey {
    ViewKey(.text(stream.description), .text(duty))
  }
}

extension ListDuties: AnsweredQuery {
  /// A page of the view “duties”, as of the day.
  public func answer(from ledger: CityLedger) throws -> Page<DutyItem> {
    let day = on ?? ledger.clock.now.date
    return try ledger.page(
      of: "duties", DutiesProjection.duties, at: at, prefix: stream.map { ViewKey($0.description) }, limit: limit,
      cursor: cursor
    ) { row in
      guard bound == nil || row.bound == bound?.description, let item = day.map({ row.standing(on: $0) }) ?? row
      else { return nil }
      switch status {
      case nil: return item
      case .due: return item.status.isFinal ? nil : item
      case .late: return item.lateDays > 0 ? item : nil
      case .done: return item.status == .done ? item : nil
      case .abandoned: return item.status == .abandoned ? item : nil
      }
    }
  }
}
