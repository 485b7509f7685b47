import CPeers
import EventLedger
import EventModel

/// Opaque events of 300 bytes, 1,000 a command and a commit, beside C that puts as many values of 300 bytes.
struct AppendCase {
  let settings: Settings
  private static let size = 300
  private static let batch = 1000

  func run() async throws -> [CaseReport] {
    let count = max(Self.batch, (settings.events ?? 300_000) / Self.batch * Self.batch)
    var pairs: [Pair] = []
    for _ in 0..<settings.pairs {
      let ours = try await settings.workspace.withDirectory { try await Self.fill($0, count) }
      let peer = try await settings.workspace.withDirectory { directory in
        try Run.peer { peer_append(directory, UInt64(count), UInt64(Self.batch), Self.size, &$0) }
      }
      pairs.append(Pair(ours: ours, peer: peer))
    }
    return [
      CaseReport(
        "append", ours: "acts of 300 bytes in one stream, one command and one durable commit for each 1,000",
        peer: "values of 300 bytes by MDB_APPEND into one table, one durable commit for each 1,000",
        pairs: pairs, ratioTarget: 0.5)
    ]
  }

  /// Makes a ledger of opaque events.
  static func fill(_ directory: String, _ count: Int) async throws -> Run {
    let store = try await Ledgers.create(in: directory)
    guard let stream = StreamName("bench/events") else { throw BenchmarkError("no name for the stream") }
    var ids = CommandIDs()
    let act = OpaqueAct(
      type: Ledgers.opaque, stream: stream, bytes: (0..<size).map { UInt8(truncatingIfNeeded: $0 * 131 + 7) })
    let commands = (0..<(count + batch - 1) / batch).map { index in
      OpaqueCommand(
        id: ids.next(), acts: Array(repeating: act, count: min(batch, count - index * batch)), actor: .office)
    }
    let run = try await Run.timing(count) {
      for command in commands { _ = try await store.append(command, by: Ledgers.submitter) }
    }
    await store.close()
    return run
  }
}
