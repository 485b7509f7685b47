import Albo

/// Ballots, one a command, beside C that writes the same rows in the same commits.
struct BallotsCase {
  let settings: Settings
  /// The row of the report.
  let name: String
  /// Ballots that are submitted at a time.
  let batch: Int
  let ballots: Int
  /// Ballots of each election; as many as there are, if all are of one.
  let election: Int

  func run() async throws -> [CaseReport] {
    var beside = Beside(settings)
    for _ in 0..<settings.pairs {
      try await beside.add(try await settings.workspace.withDirectory { try await vote(in: $0) })
    }
    return beside.reports(
      name,
      ours:
        "ballots decided one by one, elections of \(CaseReport.text(election)) one after the other, \(CaseReport.text(batch)) submitted at a time, "
        + "\(settings.inFlight) such batches in flight, durable commits",
      ratioTarget: batch < 1000 ? 0.85 : 0.8)
  }

  private func vote(in directory: String) async throws -> Written {
    let store = try await Ledgers.create(in: directory)
    let first = try store.size
    var voting = try Voting(of: election, batch: batch, inFlight: InFlight(width: settings.inFlight))
    let run = try await voting.cast(ballots, in: store)
    let shape = try RowShape(of: store, ballots: election)
    let written = try Written(run, in: store, at: directory, after: first, shape)
    await store.close()
    return written
  }
}
