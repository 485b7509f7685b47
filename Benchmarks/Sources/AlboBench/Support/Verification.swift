import Albo

/// A verification in its two parts, each with its own time.
struct Verification {
  var report: VerificationReport
  /// Records, tree and tiles, without the signatures.
  var tree: Run
  /// Indexes and constraint rows.
  var indexes: Run
  var memory: MemoryPeak

  /// Verifies a ledger, which must be in order.
  ///
  /// - Parameter scratch: the workspace in which indexes are derived.
  static func run(_ ledger: String, _ workspace: Workspace) async throws -> Verification {
    try await workspace.withDirectory { scratch in
      let start = Run.Start()
      var memory = MemoryPeak()
      var records = start.elapsed(1)
      let report = try LogVerifier.verify(ledger, registry: Ledgers.registry, scratch: scratch) { progress in
        if progress.stage == "records" { records = start.elapsed(1) }
        memory.look()
      }
      memory.look()
      let whole = start.elapsed(1)
      if let damage = report.damage { throw BenchmarkError("the ledger is damaged: \(damage)") }
      return Verification(report, records, whole, memory)
    }
  }

  private init(_ report: VerificationReport, _ records: Run, _ whole: Run, _ memory: MemoryPeak) {
    (self.report, self.memory) = (report, memory)
    let count = Int(report.size.rawValue)
    // Signatures are verified among the records, on one thread.
    let signatures = Double(report.signatureMicroseconds) * 1e-6
    tree = Run(
      count: count, seconds: Double(report.treeMicroseconds) * 1e-6,
      cpuSeconds: records.cpuSeconds.map { max(0, $0 - signatures) })
    indexes = Run(
      count: count, seconds: Double(report.indexMicroseconds) * 1e-6,
      cpuSeconds: whole.cpuSeconds.flatMap { all in records.cpuSeconds.map { all - $0 } })
  }
}
