import CPeers
import EventLedger
import EventModel
import ParticipationLedger
import TransparencyLog

/// The ballots of a city into the view of tallies, beside a C cursor over the same records.
struct ReplayCase {
  let settings: Settings
  private static let ours = "the view “tally” rebuilt from the log, rows written after every 10,000 events"

  func run() async throws -> [CaseReport] {
    guard let file = settings.data.city else {
      Progress.say(DataSets.hint)
      return [CaseReport("replay", ours: Self.ours, skipped: DataSets.hint)]
    }
    return try await settings.workspace.withDirectory { directory in
      let city = try await Ledgers.createCity(in: directory)
      _ = try await PabulibImport(path: file, recorder: CityRecorder(city)).run()
      await city.close()
      var pairs: [Pair] = []
      var whole: [Double] = []
      for _ in 0..<settings.pairs {
        let (ours, seconds) = try await rebuild(directory)
        pairs.append(Pair(ours: ours, peer: try scan(directory)))
        whole.append(seconds)
      }
      return [report(pairs, whole)]
    }
  }

  private func report(_ pairs: [Pair], _ whole: [Double]) -> CaseReport {
    CaseReport(
      "replay", ours: Self.ours, peer: "a cursor over all records that adds up every byte of them", pairs: pairs,
      rateTarget: 1_000_000,
      notes: [
        "timed from the first batch of events to the last; opening, comparison with the serving view, digest and "
          + "fsync come on top: \(CaseReport.text(Figures(whole).median * 1000)) ms for the whole rebuild"
      ])
  }

  /// Rebuilds the view; returns the replay between the first and the last batch, and the seconds of it all.
  private func rebuild(_ directory: String) async throws -> (Run, Double) {
    let city = try CityLedger.open(at: directory, mode: .writer, options: Ledgers.options)
    try await city.views.catchUp()
    var steps: [(size: LogSize, run: Run)] = []
    let whole = try await Run.timing(1) {
      let start = Run.Start()
      _ = try city.views.rebuild("tally") { size, _ in steps.append((size, start.elapsed(Int(size.rawValue)))) }
    }
    await city.close()
    guard let first = steps.first, let last = steps.last, steps.count > 1 else {
      throw BenchmarkError("the rebuild told nothing of its progress")
    }
    return (last.run.since(first.run), whole.seconds)
  }

  private func scan(_ directory: String) throws -> Run {
    var (bytes, sum): (UInt64, UInt64) = (0, 0)
    return try Run.peer { peer_scan(Ledgers.log(of: directory), &bytes, &sum, &$0) }
  }
}
