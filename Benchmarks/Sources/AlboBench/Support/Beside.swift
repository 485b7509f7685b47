import Albo
import CPeers

/// What a ledger wrote, as the C programs need it to write as much.
struct Written {
  var run: Run
  /// Where its commits ended.
  var commits: [UInt64]
  var shape: RowShape
  /// Bytes of the whole log on disk.
  var bytes: Int

  /// Takes the commits of a ledger after a size.
  init(_ run: Run, in store: EventStore, at directory: String, after size: LogSize, _ shape: RowShape) throws {
    (self.run, self.shape) = (run, shape)
    commits = try store.commits(after: size)
    bytes = Disk.bytes(of: Ledgers.log(of: directory))
  }
}

/// Runs of the ledger, each beside a C program that writes the same rows, and one that puts records into one table.
struct Beside {
  let settings: Settings
  private var same: [Pair] = []
  private var puts: [Pair] = []
  private var bytes: (ours: Double, peer: Double) = (0, 0)
  private var perCommit = 0.0

  init(_ settings: Settings) { self.settings = settings }

  /// Has the C programs write what the ledger wrote.
  mutating func add(_ written: Written) async throws {
    let (run, commits, shape) = (written.run, written.commits, written.shape)
    let events = Double(commits.last ?? 1)
    let peer = try await settings.workspace.withDirectory { directory in
      let run = try SameRows(in: directory, shape).write(upTo: commits, count: run.count)
      return (run, Double(Disk.bytes(of: directory)))
    }
    same.append(Pair(ours: run, peer: peer.0))
    bytes = (Double(written.bytes) / events, peer.1 / events)
    perCommit = Double(run.count) / Double(commits.count)
    let batch = UInt64(max(1, run.count / commits.count))
    let put = try await settings.workspace.withDirectory { directory in
      try Run.peer { peer_append(directory, UInt64(run.count), batch, shape.record, &$0) }
    }
    puts.append(Pair(ours: run, peer: put))
  }

  /// A row for each C program.
  func reports(_ name: String, ours: String, ratioTarget: Double?) -> [CaseReport] {
    let rows =
      "C that writes the same rows in the same durable commits: records, tiles with inner nodes, names, streams, "
      + "commands, constraints, types, checkpoints; SHA-256 of each leaf, node and command, a look-up of each voter; "
      + "nothing is decided, encoded or signed"
    let notes = ["\(CaseReport.text(perCommit)) events a commit"]
    return [
      CaseReport(
        name, ours: ours, peer: rows, pairs: same, ratioTarget: ratioTarget, notes: notes,
        measures: [
          Measure("log on disk", "bytes an event", bytes.ours), Measure("the C log", "bytes an event", bytes.peer),
        ]),
      CaseReport(
        "\(name), puts", ours: "the same runs",
        peer: "C that puts as many values of the size of a record by MDB_APPEND into one table, in as many commits",
        pairs: puts),
    ]
  }
}
