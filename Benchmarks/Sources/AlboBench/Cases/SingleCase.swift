import CPeers
import EventLedger
import EventModel

/// One client that waits for each event, beside C with one put a commit.
struct SingleCase {
  let settings: Settings

  func run() async throws -> [CaseReport] {
    let count = settings.events ?? 1000
    var pairs: [Pair] = []
    for _ in 0..<settings.pairs {
      let ours = try await settings.workspace.withDirectory { try await append(count, in: $0) }
      let peer = try await settings.workspace.withDirectory { directory in
        try Run.peer { peer_append(directory, UInt64(count), 1, 300, &$0) }
      }
      pairs.append(Pair(ours: ours, peer: peer))
    }
    return [
      CaseReport(
        "single", ours: "one act of 300 bytes, recorded and awaited, then the next",
        peer: "one value of 300 bytes by MDB_APPEND into one table, one durable commit each", pairs: pairs,
        ratioTarget: 0.8)
    ]
  }

  private func append(_ count: Int, in directory: String) async throws -> Run {
    let store = try await Ledgers.create(in: directory)
    guard let stream = StreamName("bench/events") else { throw BenchmarkError("no name for the stream") }
    var ids = CommandIDs()
    let act = OpaqueAct(type: Ledgers.opaque, stream: stream, bytes: [UInt8](repeating: 7, count: 300))
    let commands = (0..<count).map { _ in OpaqueCommand(id: ids.next(), acts: [act], actor: .office) }
    let run = try await Run.timing(count) {
      for command in commands { _ = try await store.append(command, by: Ledgers.submitter) }
    }
    await store.close()
    return run
  }
}
