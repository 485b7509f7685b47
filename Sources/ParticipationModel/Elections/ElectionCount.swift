package import EventModel
import TransparencyLog

/// The count of an election's live ballots: one piece of arithmetic for views, certification and recounts.
package struct ElectionCount: Sendable, Codable, Equatable {
  package private(set) var options: [String]
  package private(set) var rankPoints: [UInt32]
  package private(set) var votes: [UInt64]
  package private(set) var scores: [UInt64]
  package private(set) var live: UInt64 = 0
  package private(set) var blank: UInt64 = 0
  private var indexes: [String: Int]

  /// An empty count of an election's options.
  package init(_ called: ElectionCalled) {
    self.init(options: called.options.map(\.id), rankPoints: called.ballot.rankPoints)
  }

  private init(options: [String], rankPoints: [UInt32]) {
    self.options = options
    self.rankPoints = rankPoints
    votes = Array(repeating: 0, count: options.count)
    scores = votes
    indexes = .init(uniqueKeysWithValues: options.enumerated().map { ($1, $0) })
  }

  private enum CodingKeys: String, CodingKey {
    case options, rankPoints, votes, scores, live, blank
  }

  package init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      options: try members.decode([String].self, forKey: .options),
      rankPoints: try members.decode([UInt32].self, forKey: .rankPoints))
    votes = try members.decode([UInt64].self, forKey: .votes)
    scores = try members.decode([UInt64].self, forKey: .scores)
    live = try members.decode(UInt64.self, forKey: .live)
    blank = try members.decode(UInt64.self, forKey: .blank)
  }

  /// Adds a ballot.
  package mutating func add(_ ballot: BallotScan, in record: borrowing Span<UInt8>) throws(WireError) {
    try count(ballot, in: record, by: 1)
  }

  /// Takes a ballot away that was superseded or annulled.
  package mutating func subtract(_ ballot: BallotScan, in record: borrowing Span<UInt8>) throws(WireError) {
    try count(ballot, in: record, by: UInt64.max)
  }

  /// Counts by +1 or, in arithmetic modulo 2⁶⁴, by −1: what is taken away was added before.
  private mutating func count(
    _ ballot: BallotScan, in record: borrowing Span<UInt8>, by one: UInt64
  ) throws(WireError) {
    var rank = 0
    live &+= one
    try ballot.forEachOption(in: record) { range, points throws(WireError) in
      guard let index = indexes[record.text(range)] else { throw WireError(offset: range.lowerBound) }
      votes[index] &+= one
      let score = points > 0 ? points : rank < rankPoints.count ? UInt64(rankPoints[rank]) : 1
      scores[index] &+= one &* score
      rank += 1
    }
    if rank == 0 { blank &+= one }
  }

  /// Applies an event of the election's stream; events that are no ballots change nothing.
  package mutating func apply(
    _ scan: EventScan, _ record: borrowing Span<UInt8>, history: some EventHistory
  ) throws {
    if record.equals(Self.ballotCast, in: scan.type) {
      let ballot = try BallotScan(scan.act, in: record)
      try add(ballot, in: record)
      if let earlier = ballot.supersedes { try subtract(at: earlier, history) }
    } else if record.equals(Self.ballotAnnulled, in: scan.type) {
      try subtract(at: BallotAnnulled(wire: record.bytes(scan.act)).ballot.rawValue, history)
    }
  }

  private mutating func subtract(at position: UInt64, _ history: some EventHistory) throws {
    try history.withEvent(at: .init(position)) { scan, record in
      try subtract(BallotScan(scan.act, in: record), in: record)
    }
  }

  private static let ballotCast = BallotCast.type.description.utf8
  private static let ballotAnnulled = BallotAnnulled.type.description.utf8
}
