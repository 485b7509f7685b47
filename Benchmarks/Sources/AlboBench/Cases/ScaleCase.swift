import Albo

/// What a ledger of ballots costs as it grows, beside C that writes the same rows.
struct ScaleCase {
  let settings: Settings

  func run() async throws -> [CaseReport] {
    let sizes = settings.sizes([100_000, 1_000_000], short: [5000, 20_000])
    return try await settings.workspace.withDirectory { ledger in
      try await settings.workspace.withDirectory { scratch in
        var growing = try Growing(settings, ledger, scratch)
        var reports: [CaseReport] = []
        for size in sizes {
          Progress.say("  \(size) ballots")
          reports.append(try await growing.measure(size))
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
    private var voting: Voting
    private var peer: SameRows?
    private var ballots = 0

    init(_ settings: Settings, _ ledger: String, _ scratch: String) throws {
      (self.settings, self.ledger, self.scratch) = (settings, ledger, scratch)
      voting = try Voting(of: settings.election, batch: 1000, inFlight: InFlight(width: settings.inFlight))
    }

    mutating func measure(_ size: Int) async throws -> CaseReport {
      let name = CaseReport.text(size)
      var memory = MemoryPeak()
      let (pair, bytes) = try await grow(to: size)
      memory.look()
      var measures = [
        Measure("an event", "µs", pair.ours.microseconds),
        Measure("CPU an event", "µs", pair.ours.cpuMicroseconds ?? 0),
        Measure("log on disk", "bytes an event", bytes.ours), Measure("the C log", "bytes an event", bytes.peer),
      ]
      measures += memory.measures.map { $0.named("growing: ") }
      measures += try await evidence()
      measures += try await derived()
      return CaseReport(
        "scale \(name)",
        ours:
          "a ledger grown to \(name) ballots in elections of \(CaseReport.text(settings.election)), 1,000 submitted at a time, "
          + "\(settings.inFlight) in flight; rate and CPU are of the part since the size before",
        peer: "C that has written the same rows in the same durable commits", pairs: [pair], measures: measures)
    }

    /// Grows both logs; returns what that cost, and the bytes an event that they have on disk.
    private mutating func grow(to size: Int) async throws -> (Pair, (ours: Double, peer: Double)) {
      let store = ballots == 0 ? try await Ledgers.create(in: ledger) : try Ledgers.open(ledger)
      let first = try store.size
      let run = try await voting.cast(size - ballots, in: store)
      ballots = size
      let shape = try RowShape(of: store, ballots: settings.election)
      let written = try Written(run, in: store, at: ledger, after: first, shape)
      await store.close()
      let peer = try peer ?? SameRows(in: scratch, shape)
      self.peer = peer
      let theirs = try peer.write(upTo: written.commits, count: run.count)
      let events = Double(written.commits.last ?? 1)
      return (
        Pair(ours: run, peer: theirs), (Double(written.bytes) / events, Double(Disk.bytes(of: scratch)) / events)
      )
    }

    private func evidence() async throws -> [Measure] {
      var openings: [Double] = []
      for _ in 0..<3 { openings.append(try await Evidence.opening(ledger).seconds * 1000) }
      let store = try Ledgers.open(ledger, .reader)
      let proofs = try Evidence.proofs(store, seconds: settings.secondsOfProofs)
      let receipts = try Evidence.receipts(store, seconds: settings.secondsOfProofs)
      await store.close()
      return [
        Measure("open to write", "ms", Figures(openings)), Measure("proof", "µs", proofs.microseconds),
        Measure("receipt", "µs", receipts.microseconds),
        Measure("proof in C", "µs", try peer?.prove(50_000).microseconds ?? 0),
        Measure("receipt in C", "µs", try peer?.prove(50_000, receipts: true).microseconds ?? 0),
      ]
    }

    private func derived() async throws -> [Measure] {
      let verification = try await Verification.run(ledger, settings.workspace)
      var memory = MemoryPeak()
      let views = try await Views.rebuild(ledger, CityLedger.projections, &memory)
      return [
        Measure("verify: records and tree", "s a million", verification.tree.secondsAMillion),
        Measure("verify: indexes and constraint rows", "s a million", verification.indexes.secondsAMillion),
      ] + verification.memory.measures.map { $0.named("verify: ") } + [
        Measure("all views made anew", "s a million", views.secondsAMillion)
      ] + memory.measures.map { $0.named("views: ") }
    }
  }
}

extension Measure {
  /// The same of a part of a case.
  fileprivate func named(_ part: String) -> Measure { Measure(part + name, unit, value) }
}
