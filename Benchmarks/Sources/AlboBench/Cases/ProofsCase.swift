import EventLedger
import TransparencyLog

/// Proofs and receipts a second on one core, and the opening of the ledger, as a log of opaque events grows.
struct ProofsCase {
  let settings: Settings
  private static let batch = 1000

  func run() async throws -> [CaseReport] {
    let sizes = settings.sizes([1000, 10_000, 100_000, 1_000_000], short: [1000, 10_000])
    return try await settings.workspace.withDirectory { directory in
      var events = try OpaqueEvents(of: 100, batch: Self.batch)
      let store = try await Ledgers.create(in: directory)
      var size = Int(try store.size.rawValue)
      await store.close()
      var reports: [CaseReport] = []
      for next in sizes {
        Progress.say("  \(next) events")
        if next > size { try await grow(directory, by: next - size, &events) }
        size = max(size, next)
        reports += try await measure(directory, size)
      }
      return reports
    }
  }

  private func grow(_ directory: String, by count: Int, _ events: inout OpaqueEvents) async throws {
    let store = try Ledgers.open(directory)
    _ = try await events.append(count, to: store)
    await store.close()
  }

  private func measure(_ directory: String, _ size: Int) async throws -> [CaseReport] {
    var (openings, proofs, receipts): ([Run], [Run], [Run]) = ([], [], [])
    for _ in 0..<settings.pairs {
      openings.append(try await Evidence.opening(directory))
      let store = try Ledgers.open(directory, .reader)
      proofs.append(try Evidence.proofs(store, seconds: settings.secondsOfProofs))
      receipts.append(try Evidence.receipts(store, seconds: settings.secondsOfProofs))
      await store.close()
    }
    let name = CaseReport.text(Double(size))
    let what = "of random positions, one after the other on one thread, of a log of \(name) opaque events"
    return [
      CaseReport(
        "open \(name)", ours: "a log of \(name) opaque events opened to write", runs: openings,
        measures: [Measure("open to write", "ms", Figures(openings.map { $0.seconds * 1000 }))]),
      CaseReport(
        "proofs \(name)", ours: "proofs of inclusion in the present size \(what)", runs: proofs, rateTarget: 20_000),
      CaseReport(
        "receipts \(name)", ours: "receipts \(what)", runs: receipts, rateTarget: 20_000),
    ]
  }
}
