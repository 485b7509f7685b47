import ArgumentParser

/// What can be measured.
enum BenchmarkCase: String, CaseIterable {
  case acts
  case append
  case ballots
  case smallBatches = "small-batches"
  case oneElection = "one-election"
  case oneElectionSmall = "one-election-small"
  case single
  case replay
  case verify
  case indexes
  case `import`
  case proofs
  case scale

  var abstract: String {
    switch self {
    case .acts: "a ballot and the call of an election, written and read, no disk"
    case .append: "opaque events of 300 bytes, 1,000 a command and a commit"
    case .ballots: "ballots, elections of --election each, 1,000 submitted at a time"
    case .smallBatches: "the same, 50 submitted at a time"
    case .oneElection: "ballots of one large election, 1,000 submitted at a time"
    case .oneElectionSmall: "the same, 50 submitted at a time"
    case .single: "one client that waits for each event"
    case .replay: "ballots into the view of tallies, and into all views"
    case .verify: "records and tree, beside C that hashes alone"
    case .indexes: "indexes and constraint rows of many elections, and of a large one"
    case .import: "one vote of millions, many of 100,000, 23 published ones, and the recount of one of those"
    case .proofs: "opening, proofs and receipts as a log of opaque events grows"
    case .scale: "all costs of a ledger of ballots as it grows"
    }
  }

  /// What says how much a case does.
  enum Amount: String {
    case events, ballots, sizes
  }

  var amount: Amount {
    switch self {
    case .acts, .append, .single, .verify: .events
    case .ballots, .smallBatches, .oneElection, .oneElectionSmall, .replay, .indexes, .import: .ballots
    case .proofs, .scale: .sizes
    }
  }

  func run(_ settings: Settings) async throws -> [CaseReport] {
    switch self {
    case .acts: try ActsCase(settings: settings).run()
    case .append: try await AppendCase(settings: settings).run()
    case .ballots: try await many(settings, "ballots by 1000", 1000, settings.ballots(300_000, short: 20_000))
    case .smallBatches: try await many(settings, "ballots by 50", 50, settings.ballots(50_000, short: 5000))
    case .oneElection: try await one(settings, "one election by 1000", 1000, settings.ballots(2_000_000, short: 20_000))
    case .oneElectionSmall: try await one(settings, "one election by 50", 50, settings.ballots(2_000_000, short: 5000))
    case .single: try await SingleCase(settings: settings).run()
    case .replay: try await ReplayCase(settings: settings).run()
    case .verify: try await VerifyCase(settings: settings).run()
    case .indexes: try await IndexesCase(settings: settings).run()
    case .import: try await ImportCase(settings: settings).run()
    case .proofs: try await ProofsCase(settings: settings).run()
    case .scale: try await ScaleCase(settings: settings).run()
    }
  }

  private func many(_ settings: Settings, _ name: String, _ batch: Int, _ ballots: Int) async throws -> [CaseReport] {
    try await BallotsCase(settings: settings, name: name, batch: batch, ballots: ballots, election: settings.election)
      .run()
  }

  private func one(_ settings: Settings, _ name: String, _ batch: Int, _ ballots: Int) async throws -> [CaseReport] {
    try await BallotsCase(settings: settings, name: name, batch: batch, ballots: ballots, election: ballots).run()
  }

  /// Reads names separated by commas.
  static func parse(_ text: String) throws -> [BenchmarkCase] {
    let cases = try text.split(separator: ",").map { name in
      guard let benchmark = BenchmarkCase(rawValue: String(name)) else {
        throw ValidationError(
          "“\(name)” is not a case; the cases are \(allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return benchmark
    }
    guard !cases.isEmpty else { throw ValidationError("no case is named") }
    return cases
  }
}
