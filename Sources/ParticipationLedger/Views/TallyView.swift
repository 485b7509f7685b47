public import EventLedger
public import EventModel
import ParticipationModel
import TransparencyLog

/// The count of each election, told once the polls are closed.
///
/// While ballots are taken the count grows in a working table, which is neither exported nor queried.
public struct TallyView: Projection {
  /// The tally of an election whose polls are closed.
  struct Row: Codable, Sendable {
    var election: String
    var status: ElectionStatus
    var cast: UInt64
    var superseded: UInt64
    var annulled: UInt64
    var live: UInt64
    var blank: UInt64
    var options: [Option]
    var decidingTie: [String]

    struct Option: Codable, Sendable {
      var id: String
      /// The label of a project, or the pseudonym of a candidate.
      var label: String
      /// The commitment to a candidate's public name, in hex.
      var commitment: String?
      var votes: UInt64
      var score: UInt64
      var cost: Int64
      var selected: Bool
    }
  }

  /// The count of an election as ballots come.
  struct Count: Codable, Sendable {
    var calledAt: Position
    var status: ElectionStatus
    var cast: UInt64 = 0
    var superseded: UInt64 = 0
    var annulled: UInt64 = 0
    var count: ElectionCount
  }

  static let tallies = ViewRows.Table<Row>("tallies")
  static let counts = ViewRows.Table<Count>("counts")

  /// One table, keyed by election.
  public static let definition = ViewDefinition("tally", version: 1, tables: ["tallies"], working: ["counts"])

  /// The count of the ballot before, which is most often the count of the next.
  private var last: (stream: [UInt8], generation: Int, slot: ViewRows.Slot<Count>)?

  /// A projection before the first event.
  public init() {}

  /// Follows ballots, annulments, the close and the certification.
  public mutating func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    switch event.type {
    case BallotCast.type:
      try slot(event.scan, record, rows).update { try $0.add(event.scan, record, history: history) }
    case ElectionCalled.type:
      let act = try event.act(ElectionCalled.self, in: record)
      let count = Count(calledAt: event.position, status: .called, count: ElectionCount(act))
      try rows.set(Self.counts, ViewKey(act.election.description), to: count)
    case BallotAnnulled.type:
      let slot = try slot(event.scan, record, rows)
      try slot.update { try $0.annul(event.scan, record, history: history) }
      if slot.row?.status == .closed {
        try publish(slot, event.act(BallotAnnulled.self, in: record).election, rows, history)
      }
    case VotingClosed.type:
      try close(.closed, event.act(VotingClosed.self, in: record).election, rows, history)
    case ResultCertified.type:
      try close(.certified, event.act(ResultCertified.self, in: record).election, rows, history)
    default: return
    }
  }

  private mutating func slot(
    _ scan: EventScan, _ record: borrowing Span<UInt8>, _ rows: ViewRows
  ) throws -> ViewRows.Slot<Count> {
    if let last, last.generation == rows.generation, record.equals(last.stream, in: scan.stream) {
      return last.slot
    }
    let election = String(scan.stream(in: record).description.dropFirst("election/".count))
    let slot = try rows.slot(Self.counts, ViewKey(election))
    last = (record.bytes(scan.stream), rows.generation, slot)
    return slot
  }

  private func close(
    _ status: ElectionStatus, _ election: Identifier, _ rows: ViewRows, _ history: some EventHistory
  ) throws {
    let slot = try rows.slot(Self.counts, ViewKey(election.description))
    slot.update { $0.status = status }
    try publish(slot, election, rows, history)
  }

  private func publish(
    _ slot: ViewRows.Slot<Count>, _ election: Identifier, _ rows: ViewRows, _ history: some EventHistory
  ) throws {
    guard let count = slot.row else { return }
    let called = try history.withEvent(at: count.calledAt) { scan, record in
      try ElectionCalled(wire: record.bytes(scan.act))
    }
    try rows.set(Self.tallies, ViewKey(election.description), to: Row(count, of: called))
  }
}

extension TallyView.Count {
  fileprivate mutating func add(
    _ scan: EventScan, _ record: borrowing Span<UInt8>, history: some EventHistory
  ) throws {
    let before = count.live
    try count.apply(scan, record, history: history)
    cast += 1
    // A ballot that takes another's place leaves the number of live ballots as it was.
    if count.live == before { superseded += 1 }
  }

  fileprivate mutating func annul(
    _ scan: EventScan, _ record: borrowing Span<UInt8>, history: some EventHistory
  ) throws {
    try count.apply(scan, record, history: history)
    annulled += 1
  }
}

extension TallyView.Row {
  fileprivate init(_ count: TallyView.Count, of called: ElectionCalled) throws {
    let outcome = try ElectionOutcome(count.count, of: called)
    self.init(
      election: called.election.description, status: count.status, cast: count.cast,
      superseded: count.superseded, annulled: count.annulled, live: count.count.live, blank: count.count.blank,
      options: zip(called.options, outcome.results).map { Option($0, $1) }, decidingTie: outcome.decidingTie)
  }
}

extension TallyView.Row.Option {
  fileprivate init(_ option: BallotOption, _ result: OptionResult) {
    var commitment: String?
    if case .candidate(_, let digest?) = option.kind { commitment = Hex.text(digest) }
    self.init(
      id: option.id, label: option.label, commitment: commitment, votes: result.votes, score: result.score,
      cost: option.cost, selected: result.isSelected)
  }
}
