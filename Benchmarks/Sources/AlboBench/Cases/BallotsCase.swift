import CPeers
import EventLedger
import EventModel
import TransparencyLog

/// Ballots, one a command, beside C that puts the very same rows into the same tables in the same commits.
struct BallotsCase {
  let settings: Settings
  let batch: Int
  let events: Int

  func run() async throws -> [CaseReport] {
    let count = settings.events ?? events
    var pairs: [Pair] = []
    for _ in 0..<settings.pairs {
      let pair = try await settings.workspace.withDirectory { directory in
        let (ours, first) = try await vote(count, in: directory)
        let peer = try await settings.workspace.withDirectory { scratch in
          try write(Ledgers.log(of: directory), again: scratch, from: first)
        }
        return Pair(ours: ours, peer: peer)
      }
      guard pair.peer.count == count else { throw BenchmarkError("the C program wrote \(pair.peer.count) records") }
      pairs.append(pair)
    }
    return [
      CaseReport(
        "ballots by \(batch)",
        ours: "ballots decided one by one, \(batch) submitted at a time, each such batch a durable commit",
        peer: "the rows of that ledger, put again into the same tables in the same durable commits, in the order "
          + "of their keys: records, tiles, streams, commands, constraints, types, checkpoints",
        pairs: pairs, ratioTarget: 0.7)
    ]
  }

  /// Makes a ledger of ballots; returns also how many events it had before the first.
  private func vote(_ count: Int, in directory: String) async throws -> (Run, LogSize) {
    let store = try await Ledgers.create(in: directory)
    var polls = try Polls()
    try await polls.open(in: store)
    let first = try store.size
    let ballots = polls.ballots(count)
    let batches = stride(from: 0, to: count, by: batch).map { Array(ballots[$0..<min(count, $0 + batch)]) }
    let run = try await Run.timing(count) {
      for proposals in batches {
        for answer in try await store.record(proposals, by: Ledgers.submitter) { _ = try answer.get() }
      }
    }
    await store.close()
    return (run, first)
  }

  private func write(_ log: String, again scratch: String, from first: LogSize) throws -> Run {
    var rows: OpaquePointer?
    try PeerError.check(peer_log_load(log, &rows))
    defer { peer_log_free(rows) }
    return try Run.peer { peer_log_write(rows, scratch, first.rawValue, &$0) }
  }
}
