/// One client that waits for each event, beside C with one event a commit.
struct SingleCase {
  let settings: Settings

  func run() async throws -> [CaseReport] {
    let count = settings.events(10_000, short: 100)
    var beside = Beside(settings)
    for _ in 0..<settings.pairs {
      try await beside.add(
        try await settings.workspace.withDirectory {
          try await AppendCase.fill($0, count, batch: 1, InFlight(width: 1))
        })
    }
    return beside.reports(
      "single", ours: "one act of 300 bytes, recorded and awaited, then the next", ratioTarget: 0.88)
  }
}
