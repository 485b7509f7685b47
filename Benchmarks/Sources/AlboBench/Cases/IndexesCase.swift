import Albo

/// Indexes and constraint rows of a log derived again and compared: many elections, and one large one.
struct IndexesCase {
  let settings: Settings

  func run() async throws -> [CaseReport] {
    let ballots = settings.ballots(2_000_000, short: 20_000)
    let election = min(settings.election, max(1, ballots / 20))
    return try await [
      measure(ballots, election, "indexes, many elections"), measure(ballots, ballots, "indexes, one election"),
    ]
  }

  private func measure(_ ballots: Int, _ election: Int, _ name: String) async throws -> CaseReport {
    try await settings.workspace.withDirectory { directory in
      let shape = try await fill(directory, ballots, election)
      var pairs: [Pair] = []
      var memory: [MemoryPeak] = []
      for _ in 0..<settings.pairs {
        let verification = try await Verification.run(directory, settings.workspace)
        memory.append(verification.memory)
        pairs.append(Pair(ours: verification.indexes, peer: try await derive(verification.indexes.count, shape)))
      }
      return CaseReport(
        name,
        ours:
          "every index and constraint row of elections of \(CaseReport.text(election)) derived from the log and compared",
        peer: "C that writes the same rows, 10,000 events a commit that waits for no disk; nothing is compared",
        pairs: pairs,
        measures: [Measure("indexes", "s a million", Figures(pairs.map(\.ours.secondsAMillion)))]
          + (memory.last?.measures ?? []))
    }
  }

  private func fill(_ directory: String, _ ballots: Int, _ election: Int) async throws -> RowShape {
    let store = try await Ledgers.create(in: directory)
    var voting = try Voting(of: election, batch: 1000, inFlight: InFlight(width: settings.inFlight))
    _ = try await voting.cast(ballots, in: store)
    var shape = try RowShape(of: store, ballots: election)
    shape.isIndexOnly = true
    await store.close()
    return shape
  }

  private func derive(_ events: Int, _ shape: RowShape) async throws -> Run {
    try await settings.workspace.withDirectory { directory in
      let sizes = stride(from: 10_000, to: events, by: 10_000).map(UInt64.init) + [UInt64(events)]
      return try SameRows(in: directory, shape).write(upTo: sizes, count: events)
    }
  }
}
