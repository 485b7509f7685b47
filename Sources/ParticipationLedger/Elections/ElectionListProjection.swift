public import EventLedger
public import EventModel
import ParticipationModel
import TransparencyLog

/// The elections with their rules and how far they have come.
public struct ElectionListProjection: Projection {
  /// An election in the read model.
  struct Row: Codable, Sendable, CorrectableRow {
    var election: ID<Election>
    var title: String
    var status: ElectionStatus
    var votingFrom: Instant?
    var votingTo: Instant?
    var candidaciesFrom: Instant?
    var candidaciesTo: Instant?
    /// 1, plus 1 for each time that a deadline was moved.
    var issue: UInt32
    var electors: UInt64
    var options: Int
    var positions: [String: Position]
    var transcribed = false
    var rectified: [Rectification]?
  }

  static let elections = ViewRows.Table<Row>("elections")

  /// One table, keyed by election.
  public static let definition = ViewDefinition(
    "elections", version: 3, tables: ["elections"],
    acts: [
      ElectionCalled.self, VotingOpened.self, VotingClosed.self, ResultCertified.self, EntryRectified.self,
    ])

  /// A projection before the first event.
  public init() {}

  /// Follows the acts that change an election's status.
  public mutating func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    switch event.type {
    case ElectionCalled.type:
      let act = try event.act(ElectionCalled.self, in: record)
      let slot = try rows.slot(Self.elections, ViewKey(act.election.description))
      slot.row = Row(act, event, earlier: slot.row)
    case VotingOpened.type:
      let act = try event.act(VotingOpened.self, in: record)
      try move(act.election, to: .open, event, rows)
      guard !act.options.isEmpty else { return }
      try rows.update(Self.elections, ViewKey(act.election.description)) { $0.options = act.options.count }
    case VotingClosed.type:
      try move(event.act(VotingClosed.self, in: record).election, to: .closed, event, rows)
    case ResultCertified.type:
      try move(event.act(ResultCertified.self, in: record).election, to: .certified, event, rows)
    case EntryRectified.type:
      let act = try event.act(EntryRectified.self, in: record)
      guard let election: ID<Election> = act.id("election") else { return }
      try rows.update(Self.elections, ViewKey(election.description)) {
        $0.correct(act, at: event.position, ["title": \.title])
      }
    default: return
    }
  }

  private func move(
    _ election: ID<Election>, to status: ElectionStatus, _ event: ViewEvent, _ rows: ViewRows
  ) throws {
    try rows.update(Self.elections, ViewKey(election.description)) { row in
      row.status = status
      row.positions[status.rawValue] = event.position
    }
  }
}

extension ElectionListProjection.Row {
  /// A later issue moves deadlines and leaves the rest as it was.
  fileprivate init(_ act: ElectionCalled, _ event: ViewEvent, earlier: ElectionListProjection.Row?) {
    self.init(
      election: act.election, title: earlier?.title ?? act.title, status: earlier?.status ?? .called,
      votingFrom: act.window?.lowerBound, votingTo: act.window?.upperBound,
      candidaciesFrom: act.candidacies?.lowerBound, candidaciesTo: act.candidacies?.upperBound, issue: act.version,
      electors: act.electors, options: earlier?.options ?? act.options.count,
      positions: (earlier?.positions ?? [:]).merging([ElectionStatus.called.rawValue: event.position]) { $1 },
      transcribed: event.isTranscribed || act.transcription != nil, rectified: earlier?.rectified)
  }
}
