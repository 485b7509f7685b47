import Albo

/// Ballots as they come in: batches side by side, and a new election if the last one is full.
struct Voting {
  /// Ballots of each batch that is submitted.
  let batch: Int
  let inFlight: InFlight
  /// Whether polls are closed once the election is full, or the ballots are at an end.
  let closes: Bool
  private var polls: Polls

  init(of size: Int, batch: Int, inFlight: InFlight, closes: Bool = false) throws {
    (self.batch, self.inFlight, self.closes) = (batch, inFlight, closes)
    polls = try Polls(of: size)
  }

  /// Records that many ballots, and the elections that they need. Only the batches in flight are ever in memory.
  ///
  /// - Returns: what it cost, counted in ballots; making them is not in its CPU time.
  mutating func cast(_ count: Int, in store: EventStore) async throws -> Run {
    let (start, inFlight, batch) = (Run.Start(), inFlight, batch)
    var (left, preparation) = (count, 0.0)
    while left > 0 {
      if polls.room == 0 { try await Self.record(try polls.nextElection(), in: store) }
      var rest = min(left, polls.room)
      left -= rest
      preparation += try await inFlight.submit {
        if rest == 0 { return nil }
        let ballots = polls.ballots(min(batch, rest))
        rest -= ballots.count
        return ballots
      } _: {
        try await Self.record($0, in: store)
      }
      if closes { try await Self.record([try polls.close()], in: store) }
    }
    return start.elapsed(count).without(cpuSeconds: preparation)
  }

  private static func record(_ proposals: [Proposal], in store: EventStore) async throws {
    for answer in try await store.record(proposals, by: Ledgers.submitter) { _ = try answer.get() }
  }
}
