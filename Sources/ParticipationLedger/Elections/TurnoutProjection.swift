public import EventLedger
public import EventModel
import ParticipationModel
import TransparencyLog

/// How many have voted, by UTC hour, channel and district. Each ballot counts where it was cast, so the
/// live ballots of all rows add up to the persons who have one.
public struct TurnoutProjection: Projection {
  /// The ballots of one hour, channel and district.
  struct Row: Codable, Sendable {
    var election: String
    /// Hours since 1970; absent if it is unknown.
    var hour: Int64?
    var channel: Channel
    var district: String
    var cast: UInt64 = 0
    var superseded: UInt64 = 0
    var annulled: UInt64 = 0
    /// Live ballots that are transcribed.
    var transcribed: UInt64 = 0

    var live: UInt64 { cast - superseded - annulled }
  }

  /// Whether an election is a transcription, whose ballots have no hour.
  struct KindRow: Codable, Sendable {
    var isTranscription: Bool
  }

  static let turnout = ViewRows.Table<Row>("turnout")
  static let kinds = ViewRows.Table<KindRow>("kinds")

  /// One table, keyed by election, hour, channel and district.
  public static let definition = ViewDefinition(
    "turnout", version: 3, tables: ["turnout"], working: ["kinds"],
    acts: [BallotCast.self, BallotAnnulled.self, ElectionCalled.self])

  private var last: Last?

  /// The row of the ballot before, which is most often the row of the next.
  private struct Last {
    var stream: [UInt8]
    var district: [UInt8]
    var bucket: Bucket
    var generation: Int
    var slot: ViewRows.Slot<Row>
    /// Whether nobody is to know when the ballot was cast, in this election or under a transcription.
    var isUntimed: Bool
    var isUnder: Bool
  }

  private struct Bucket: Equatable {
    var hour: Int64
    var channel: UInt32
  }

  /// A projection before the first event.
  public init() {}

  /// Follows ballots and their annulments.
  public mutating func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    switch event.type {
    case BallotCast.type:
      let ballot = try BallotScan(event.scan.act, in: record)
      let (isUnder, slot) = (event.isTranscribed, try slot(event.scan, ballot, record, rows))
      slot.update { row in
        row.cast += 1
        if isUnder || row.hour == nil { row.transcribed += 1 }
      }
      if let earlier = ballot.supersedes {
        try change(Position(earlier), rows, history) { $0.superseded += 1 }
      }
    case BallotAnnulled.type:
      let act = try event.act(BallotAnnulled.self, in: record)
      try change(act.ballot, rows, history) { $0.annulled += 1 }
    case ElectionCalled.type:
      let act = try event.act(ElectionCalled.self, in: record)
      try rows.set(
        Self.kinds, ViewKey(act.election.description), to: KindRow(isTranscription: act.transcription != nil))
    default: return
    }
  }

  private mutating func change(
    _ position: Position, _ rows: ViewRows, _ history: some EventHistory, _ body: (inout Row) -> Void
  ) throws {
    try history.withEvent(at: position) { scan, record in
      let isUnder = scan.under != nil
      try slot(scan, BallotScan(scan.act, in: record), record, rows).update { row in
        body(&row)
        if isUnder || row.hour == nil { row.transcribed -= 1 }
      }
    }
  }

  private mutating func slot(
    _ scan: EventScan, _ ballot: BallotScan, _ record: borrowing Span<UInt8>, _ rows: ViewRows
  ) throws -> ViewRows.Slot<Row> {
    let hour = scan.recordedAt.hour
    let isUnder = scan.under != nil
    if let last, last.generation == rows.generation, last.bucket.channel == scan.channel, last.isUnder == isUnder,
      last.isUntimed || last.bucket.hour == hour, record.equals(last.stream, in: scan.stream),
      record.equals(last.district, in: ballot.district)
    {
      return last.slot
    }
    let election = String(scan.stream(in: record).description.dropFirst("election/".count))
    let isUntimed = try isUnder || rows.slot(Self.kinds, ViewKey(election)).row?.isTranscription ?? false
    let (channel, district) = (Channel(rawValue: scan.channel) ?? .unspecified, record.text(ballot.district))
    let key = ViewKey(
      .text(election), .number(isUntimed ? 0 : UInt64(max(0, hour))), .number(UInt64(channel.rawValue)),
      .text(district))
    let slot = try rows.slot(Self.turnout, key)
    if slot.row == nil {
      slot.row = Row(
        election: election, hour: isUntimed ? nil : hour, channel: channel, district: district)
    }
    last = Last(
      stream: record.bytes(scan.stream), district: record.bytes(ballot.district),
      bucket: Bucket(hour: hour, channel: scan.channel), generation: rows.generation, slot: slot,
      isUntimed: isUntimed, isUnder: isUnder)
    return slot
  }
}
