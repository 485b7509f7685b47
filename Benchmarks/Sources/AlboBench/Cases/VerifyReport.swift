import EventLedger

extension VerifyCase {
  /// What the pairs have shown.
  struct Measured {
    private var leaves: [Pair] = []
    private var nodes: [Pair] = []
    private var signatures: [Double] = []
    private var indexes: [Double] = []
    private var checkpoints = 0
    private var bytes = 0
    /// Keeps the hashes from being left out.
    private var sum: UInt64 = 0

    mutating func add(_ report: VerificationReport, _ records: PrefixedRecords) throws {
      let seconds = Double(report.treeMicroseconds) * 1e-6
      let ours = Run(count: records.count, seconds: seconds, cpuSeconds: nil)
      let start = Run.Start()
      sum &+= records.hashLeaves()
      let afterLeaves = start.elapsed(records.count)
      sum &+= records.hashNodes()
      leaves.append(Pair(ours: ours, peer: afterLeaves))
      nodes.append(Pair(ours: ours, peer: start.elapsed(records.count)))
      signatures.append(Double(report.signatureMicroseconds) * 1e-6)
      indexes.append(Double(report.indexMicroseconds) * 1e-6)
      (checkpoints, bytes) = (report.checkpoints, records.byteCount)
    }

    var reports: [CaseReport] {
      let ours =
        "every record read and checked, its leaf and every node hashed, compared with tiles and checkpoints"
      let notes = [
        "\(CaseReport.text(Double(bytes) / Double(leaves[0].ours.count))) bytes a record",
        "signatures of \(checkpoints) checkpoints: \(CaseReport.text(Figures(signatures).median)) s; "
          + "indexes and constraint rows: \(CaseReport.text(Figures(indexes).median)) s",
      ]
      return [
        CaseReport(
          "verify/leaves", ours: ours,
          peer: "SHA-256 of swift-crypto over 0x00 ‖ record for each record, in memory, nothing else", pairs: leaves,
          ratioTarget: 0.6, notes: notes),
        CaseReport(
          "verify/leaves+nodes", ours: "the same runs",
          peer: "the same, and SHA-256 over 65 bytes for each node of the tree", pairs: nodes, ratioTarget: 0.6),
      ]
    }
  }
}
