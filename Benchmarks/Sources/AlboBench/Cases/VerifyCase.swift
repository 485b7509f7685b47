import Albo
import CPeers

/// Records and tree of a log, beside C that hashes the same records.
struct VerifyCase {
  let settings: Settings

  func run() async throws -> [CaseReport] {
    let count = settings.events(1_000_000, short: 50_000)
    return try await settings.workspace.withDirectory { directory in
      _ = try await AppendCase.fill(directory, count, batch: 1000, InFlight(width: settings.inFlight))
      var (leaves, nodes): ([Pair], [Pair]) = ([], [])
      var found: [Verification] = []
      for _ in 0..<settings.pairs {
        let verification = try await Verification.run(directory, settings.workspace)
        leaves.append(Pair(ours: verification.tree, peer: try hash(directory, nodes: false)))
        nodes.append(Pair(ours: verification.tree, peer: try hash(directory, nodes: true)))
        found.append(verification)
      }
      return reports(leaves, nodes, found)
    }
  }

  private func reports(_ leaves: [Pair], _ nodes: [Pair], _ found: [Verification]) -> [CaseReport] {
    let ours = "every record read and checked, its leaf and every node hashed, compared with tiles and checkpoints"
    let signatures = Figures(found.map { Double($0.report.signatureMicroseconds) * 1e-6 })
    return [
      CaseReport(
        "verify, to leaves", ours: ours, peer: "C that reads each record and hashes it as a leaf, on one core",
        pairs: leaves, ratioTarget: 0.6,
        measures: [
          Measure("tree", "s a million", Figures(found.map(\.tree.secondsAMillion))),
          Measure("signatures of \(found[0].report.checkpoints) checkpoints", "s", signatures),
        ] + found[0].memory.measures),
      CaseReport(
        "verify, to all hashes", ours: "the same runs",
        peer: "the same, and SHA-256 over 65 bytes for each node of the tree", pairs: nodes, ratioTarget: 0.6),
    ]
  }

  private func hash(_ directory: String, nodes: Bool) throws -> Run {
    var sum: UInt64 = 0
    return try Run.peer { peer_hash(Ledgers.log(of: directory), nodes ? 1 : 0, &sum, &$0) }
  }
}
