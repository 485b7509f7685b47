import Albo
import CPeers

/// Proofs and receipts a second on one core, and the opening of the ledger, as a log of opaque events grows; beside C
/// over the same tree.
struct ProofsCase {
  let settings: Settings

  func run() async throws -> [CaseReport] {
    let sizes = settings.sizes([1000, 10_000, 100_000, 1_000_000], short: [1000, 10_000])
    return try await settings.workspace.withDirectory { ledger in
      try await settings.workspace.withDirectory { scratch in
        var growing = try Growing(settings, ledger, scratch)
        var reports: [CaseReport] = []
        for size in sizes {
          Progress.say("  \(size) events")
          try await growing.grow(to: size)
          reports += try await growing.measure()
        }
        return reports
      }
    }
  }

  /// A ledger that grows, and the C program's log beside it.
  private struct Growing {
    private let settings: Settings
    private let ledger: String
    private let scratch: String
    private var events: OpaqueEvents
    private var peer: SameRows?
    private var size = 0
    private static let batch = 1000

    init(_ settings: Settings, _ ledger: String, _ scratch: String) throws {
      (self.settings, self.ledger, self.scratch) = (settings, ledger, scratch)
      events = try OpaqueEvents(of: 100, batch: Self.batch)
    }

    mutating func grow(to target: Int) async throws {
      let store = size == 0 ? try await Ledgers.create(in: ledger) : try Ledgers.open(ledger)
      let first = try store.size
      // The ledger's opening is an event too.
      let count = target - Int(first.rawValue)
      if count > 0 {
        _ = try await events.append(count, to: store, InFlight(width: settings.inFlight))
        let peer = try peer ?? SameRows(in: scratch, try RowShape(of: store, command: Self.batch))
        self.peer = peer
        _ = try peer.write(upTo: try store.commits(after: first), count: count)
      }
      size = Int(try store.size.rawValue)
      await store.close()
    }

    func measure() async throws -> [CaseReport] {
      guard let peer else { throw BenchmarkError("a log needs at least two events") }
      var (openings, proofs, receipts): ([Pair], [Pair], [Pair]) = ([], [], [])
      let seconds = settings.secondsOfProofs
      for _ in 0..<settings.pairs {
        let opening = try await Evidence.opening(ledger)
        openings.append(Pair(ours: opening, peer: try Run.peer { peer_opening(Ledgers.log(of: ledger), &$0) }))
        let store = try Ledgers.open(ledger, .reader)
        proofs.append(Pair(ours: try Evidence.proofs(store, seconds: seconds), peer: try peer.prove(50_000)))
        receipts.append(
          Pair(ours: try Evidence.receipts(store, seconds: seconds), peer: try peer.prove(50_000, receipts: true)))
        await store.close()
      }
      return reports(openings, proofs, receipts)
    }

    private func reports(_ openings: [Pair], _ proofs: [Pair], _ receipts: [Pair]) -> [CaseReport] {
      let name = CaseReport.text(size)
      let what = "of random positions, one after the other on one thread, of a log of \(name) opaque events"
      let tree = "from the tiles of the C log, which hold inner nodes, and an edge in memory"
      return [
        CaseReport(
          "open \(name)", ours: "a log of \(name) opaque events opened to write",
          peer: "C that opens the environment and reads the last record, command and checkpoint", pairs: openings,
          measures: [Measure("open to write", "ms", Figures(openings.map { $0.ours.seconds * 1000 }))]),
        CaseReport(
          "proofs \(name)", ours: "proofs of inclusion in the present size \(what)",
          peer: "C that makes such proofs \(tree)",
          pairs: proofs, rateTarget: 20_000),
        CaseReport(
          "receipts \(name)", ours: "receipts \(what)",
          peer: "C that makes such proofs and roots \(tree), and reads the checkpoints' rows", pairs: receipts,
          rateTarget: 20_000),
      ]
    }
  }
}
