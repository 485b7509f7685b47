import ArgumentParser

/// What can be measured.
enum BenchmarkCase: String, CaseIterable {
  case acts
  case append
  case ballots
  case smallBatches = "small-batches"
  case single
  case replay
  case verify
  case `import`

  var abstract: String {
    switch self {
    case .acts: "a ballot and the call of an election, written and read, no disk"
    case .append: "opaque events of 300 bytes, 1,000 a command and a commit"
    case .ballots: "ballots, one a command, 1,000 submitted at a time"
    case .smallBatches: "ballots, one a command, 50 submitted at a time"
    case .single: "one client that waits for each event"
    case .replay: "a city's ballots into the view of tallies"
    case .verify: "records and tree, beside SHA-256 alone"
    case .import: "23 published votes into one ledger, and the recount of a closed one"
    }
  }

  func run(_ settings: Settings) async throws -> [CaseReport] {
    switch self {
    case .acts: try ActsCase(settings: settings).run()
    case .append: try await AppendCase(settings: settings).run()
    case .ballots: try await BallotsCase(settings: settings, batch: 1000, events: 100_000).run()
    case .smallBatches: try await BallotsCase(settings: settings, batch: 50, events: 20_000).run()
    case .single: try await SingleCase(settings: settings).run()
    case .replay: try await ReplayCase(settings: settings).run()
    case .verify: try await VerifyCase(settings: settings).run()
    case .import: try await ImportCase(settings: settings).run()
    }
  }

  /// Reads names separated by commas.
  static func parse(_ text: String) throws -> [BenchmarkCase] {
    try text.split(separator: ",").map { name in
      guard let benchmark = BenchmarkCase(rawValue: String(name)) else {
        throw ValidationError("“\(name)” is no case; there are \(allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return benchmark
    }
  }
}
