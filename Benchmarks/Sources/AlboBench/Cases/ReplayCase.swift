import Albo
import CPeers

/// Ballots of closed elections into the view of tallies, and into all views, beside a C cursor over the same records.
struct ReplayCase {
  let settings: Settings

  func run() async throws -> [CaseReport] {
    let ballots = settings.ballots(500_000, short: 20_000)
    return try await settings.workspace.withDirectory { directory in
      try await fill(directory, ballots)
      return try await [
        replay(directory, "replay tally", "the view “tally”", Views.tally, rateTarget: 1_000_000),
        replay(directory, "replay all views", "all \(CityLedger.projections.count) views", CityLedger.projections),
      ]
    }
  }

  private func fill(_ directory: String, _ ballots: Int) async throws {
    let store = try await Ledgers.create(in: directory)
    var voting = try Voting(
      of: settings.election, batch: 1000, inFlight: InFlight(width: settings.inFlight), closes: true)
    _ = try await voting.cast(ballots, in: store)
    await store.close()
  }

  private func replay(
    _ directory: String, _ name: String, _ what: String, _ types: [any Projection.Type], rateTarget: Double? = nil
  ) async throws -> CaseReport {
    var pairs: [Pair] = []
    var memory = MemoryPeak()
    for _ in 0..<settings.pairs {
      let ours = try await Views.rebuild(directory, types, &memory)
      var (bytes, sum): (UInt64, UInt64) = (0, 0)
      let peer = try Run.peer { peer_scan(Ledgers.log(of: directory), &bytes, &sum, &$0) }
      pairs.append(Pair(ours: ours, peer: peer))
    }
    return CaseReport(
      name, ours: "\(what) made anew from the log of elections that are closed, all commits of views included",
      peer: "a cursor over all records that adds up every byte of them", pairs: pairs, rateTarget: rateTarget,
      measures: [Measure("replay", "s a million", Figures(pairs.map(\.ours.secondsAMillion)))] + memory.measures)
  }
}
