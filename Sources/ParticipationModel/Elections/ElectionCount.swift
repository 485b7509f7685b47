package import EventModel
import TransparencyLog

/// The count of an election's live ballots: one piece of arithmetic for views, certification and recounts.
package struct ElectionCount: Sendable, Equatable {
  package let options: [String]
  package private(set) var votes: [UInt64]
  package private(set) var scores: [UInt64]
  package private(set) var live: UInt64 = 0
  package private(set) var blank: UInt64 = 0
  /// How many ballots say the same, by what they say (the message `ClearChoice`); if the rule needs the ballots.
  package private(set) var profiles: [[UInt8]: UInt64] = [:]
  private let rankPoints: [UInt32]
  private let keepsProfiles: Bool
  /// Ranked ballots may repeat an option, which counts once.
  private let mayRepeat: Bool
  private let indexes: OptionIndex

  /// An empty count of a ballot paper under the rules of an election.
  package init(_ called: ElectionCalled, paper: [BallotOption]) {
    options = paper.map(\.id)
    rankPoints = called.ballot.rankPoints
    keepsProfiles = called.allocation?.needsBallots ?? false
    mayRepeat = called.ballot.kind == .ranked
    votes = Array(repeating: 0, count: options.count)
    scores = votes
    indexes = OptionIndex(options)
  }

  /// The ballots by what they say, always in the same order: the options of each rank, and how many say so.
  func ballots() throws -> [(ranks: [[Int]], count: UInt64)] {
    try profiles.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { profile, number in
      let ranks = try BallotScan(choice: profile).ranks(in: profile.span).map { rank in
        rank.compactMap { indexes.find($0, in: profile.span) }
      }
      return (ranks, number)
    }
  }

  /// The index of an option; nil for an unknown one.
  func index(of option: String) -> Int? { indexes[option] }

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
    var seen: Set<Int> = []
    live &+= one
    try ballot.forEachOption(in: record) { range, points throws(WireError) in
      guard let index = indexes.find(range, in: record) else { throw WireError(offset: range.lowerBound) }
      if mayRepeat, !seen.insert(index).inserted { return }
      votes[index] &+= one
      let score = points > 0 ? points : rank < rankPoints.count ? UInt64(rankPoints[rank]) : 1
      scores[index] &+= one &* score
      rank += 1
    }
    if rank == 0 { blank &+= one }
    guard keepsProfiles else { return }
    let profile = record.bytes(ballot.choice)
    let left = profiles[profile, default: 0] &+ one
    profiles[profile] = left == 0 ? nil : left
  }
}
