import Bytes
public import EventLedger
public import EventModel
import ParticipationModel
import TransparencyLog

/// The count of each election, reported once the polls are closed.
///
/// Ballots are counted at the close, over the election's stream, and again after an annulment and if paper was recorded
/// between the close and the certification; the certification brings its own figures, which its event states.
public struct TallyProjection: Projection {
  /// The tally of an election whose polls are closed.
  struct Row: Codable, Sendable {
    var election: ID<Election>
    var status: ElectionStatus
    /// The last version of the election's stream that is counted.
    var version: UInt64
    var cast: UInt64
    var superseded: UInt64
    var annulled: UInt64
    var live: UInt64
    var blank: UInt64
    /// Live ballots that are transcribed.
    var transcribed: UInt64
    var options: [Option]
    var decidingTie: [String]
    /// Whether the turnout quorum failed: nobody is elected.
    var isVoid: Bool
    /// Whether a lot decides and the output of its beacon is still missing.
    var needsBeacon: Bool
    var elected: [Elected]
    var draws: [Draw]

    struct Option: Codable, Sendable {
      var id: String
      /// The label of a project, or the pseudonym of a candidate.
      var label: String
      /// The commitment to a candidate's public name, in hex.
      var commitment: String?
      var district: String
      var votes: UInt64
      var score: UInt64
      var cost: Int64
      var place: UInt32
      var selected: Bool
    }

    struct Elected: Codable, Sendable {
      var option: String
      var person: String
      var district: String
      var body: String
      var seat: String
      var basis: ElectedSeat.Basis
    }

    struct Draw: Codable, Sendable {
      var label: String
      var among: [String]
      var drawn: String
    }
  }

  static let tallies = ViewRows.Table<Row>("tallies")

  /// One table, keyed by election.
  public static let definition = ViewDefinition(
    "tally", version: 4, tables: ["tallies"], acts: [VotingClosed.self, BallotAnnulled.self, ResultCertified.self])

  /// A projection before the first event.
  public init() {}

  /// Follows the close, annulments after it, and the certification.
  public mutating func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    switch event.type {
    case VotingClosed.type:
      try recount(event.act(VotingClosed.self, in: record).election, event, rows, history)
    case BallotAnnulled.type:
      let election = try event.act(BallotAnnulled.self, in: record).election
      guard try rows.slot(Self.tallies, ViewKey(election.description)).row != nil else { return }
      try recount(election, event, rows, history)
    case ResultCertified.type:
      let act = try event.act(ResultCertified.self, in: record)
      let row = try rows.slot(Self.tallies, ViewKey(act.election.description)).row
      // Paper may have been recorded since the close, under a transcription.
      if let row, act.supersedes == nil, row.version + 1 < event.scan.version {
        try recount(act.election, event, rows, history)
      }
      try certify(act, rows)
    default: return
    }
  }

  private func recount(
    _ election: ID<Election>, _ event: ViewEvent, _ rows: ViewRows, _ history: some EventHistory
  ) throws {
    guard let row = try Self.count(election, upTo: event.position, history) else { return }
    try rows.set(Self.tallies, ViewKey(election.description), to: row)
  }

  /// Counts the ballots of an election's stream through a position.
  static func count(_ election: ID<Election>, upTo end: Position, _ history: some EventHistory) throws -> Row? {
    try ElectionReading.of(ElectionCalled.stream(of: election), upTo: end, in: history).map { try Row($0) }
  }

  private func certify(_ act: ResultCertified, _ rows: ViewRows) throws {
    guard let result = act.result else { return }
    try rows.update(Self.tallies, ViewKey(act.election.description)) { row in
      (row.status, row.live, row.blank, row.needsBeacon) = (.certified, result.live, result.blank, false)
      row.set(result.options, result.decidingTie, isVoid: result.isVoid)
      row.set(result.elected, result.draws)
    }
  }
}

extension TallyProjection.Row {
  fileprivate init(_ reading: ElectionReading) throws {
    let outcome = try ElectionOutcome(reading)
    self.init(
      election: reading.called.election, status: .closed, version: reading.version, cast: reading.cast,
      superseded: reading.superseded, annulled: reading.annulled, live: reading.count.live,
      blank: reading.count.blank, transcribed: reading.transcribed, options: reading.paper.map { Option($0) },
      decidingTie: [], isVoid: false,
      needsBeacon: outcome.needsBeacon, elected: [], draws: [])
    set(outcome.results, outcome.decidingTie, isVoid: outcome.isVoid)
    set(outcome.elected, outcome.draws)
  }

  fileprivate mutating func set(_ results: [OptionResult], _ decidingTie: [String], isVoid: Bool) {
    for (index, result) in results.enumerated() where index < options.count {
      options[index].votes = result.votes
      options[index].score = result.score
      options[index].place = result.place
      options[index].selected = result.isSelected
    }
    (self.decidingTie, self.isVoid) = (decidingTie, isVoid)
  }

  fileprivate mutating func set(_ elected: [ElectedSeat], _ draws: [DrawnLot]) {
    let labels = Dictionary(uniqueKeysWithValues: options.map { ($0.id, $0.label) })
    self.elected = elected.map { seat in
      Elected(
        option: seat.option, person: labels[seat.option] ?? "", district: seat.district,
        body: seat.body?.description ?? "", seat: seat.seat, basis: seat.basis)
    }
    self.draws = draws.map { Draw(label: $0.label, among: $0.among, drawn: $0.drawn) }
  }
}

extension TallyProjection.Row.Option {
  fileprivate init(_ option: BallotOption) {
    self.init(
      id: option.id, label: option.label, commitment: option.candidate?.commitment.map { Hex.text($0) },
      district: option.candidate?.district ?? "", votes: 0, score: 0, cost: option.cost, place: 0, selected: false)
  }
}
