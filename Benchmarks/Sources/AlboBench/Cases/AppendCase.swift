import Albo

/// Opaque events of 300 bytes, many a command and a commit, beside C that writes the same rows.
struct AppendCase {
  let settings: Settings
  private static let batch = 1000

  func run() async throws -> [CaseReport] {
    let count = max(Self.batch, settings.events(300_000, short: 20_000) / Self.batch * Self.batch)
    var beside = Beside(settings)
    for _ in 0..<settings.pairs {
      try await beside.add(
        try await settings.workspace.withDirectory {
          try await Self.fill($0, count, batch: Self.batch, InFlight(width: settings.inFlight))
        })
    }
    return beside.reports(
      "append",
      ours:
        "acts of 300 bytes in one stream, 1,000 a command, \(settings.inFlight) commands in flight, durable commits",
      ratioTarget: 0.65)
  }

  /// Makes a ledger of opaque events.
  static func fill(_ directory: String, _ count: Int, batch: Int, _ inFlight: InFlight) async throws -> Written {
    let store = try await Ledgers.create(in: directory)
    let first = try store.size
    var events = try OpaqueEvents(of: 300, batch: batch)
    let run = try await events.append(count, to: store, inFlight)
    let shape = try RowShape(of: store, command: batch)
    let written = try Written(run, in: store, at: directory, after: first, shape)
    await store.close()
    return written
  }
}
