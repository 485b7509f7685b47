import Foundation

/// Votes imported from files: one of millions, many of a hundred thousand, and those of a city and its districts.
struct ImportCase {
  let settings: Settings

  func run() async throws -> [CaseReport] {
    let ballots = settings.ballots(2_000_000, short: 20_000)
    let election = min(settings.election, max(1, ballots / 4))
    return try await synthetic("import, one election", ballots, election: ballots)
      + synthetic("import, many elections", ballots, election: election) + published()
  }

  /// Votes that were made up for this, beside C that writes the same rows.
  private func synthetic(_ name: String, _ ballots: Int, election: Int) async throws -> [CaseReport] {
    try await settings.workspace.withDirectory { directory in
      var (files, left): ([String], Int) = ([], ballots)
      while left > 0 {
        let file = "\(directory)/vote-\(files.count).pb"
        try SyntheticVote.write(to: file, ballots: min(left, election), instance: "\(2000 + files.count)")
        files.append(file)
        left -= min(left, election)
      }
      var beside = Beside(settings)
      var memory: MemoryPeak?
      for _ in 0..<settings.pairs {
        let imported = try await importing(files, election: election)
        memory = imported.memory
        try await beside.add(imported.written)
      }
      var reports = beside.reports(
        name,
        ours:
          "\(files.count) files of \(CaseReport.text(election)) ballots read, recorded, closed, counted and certified",
        ratioTarget: nil)
      reports[0].measures += memory?.measures ?? []
      return reports
    }
  }

  private func importing(_ files: [String], election: Int) async throws -> Importing {
    try await settings.workspace.withDirectory {
      try await Importing.run(files, in: "\($0)/city.albo", election: election)
    }
  }

  /// The votes of Katowice, if they are there.
  private func published() async throws -> [CaseReport] {
    let files = settings.data.katowice
    guard !files.isEmpty else {
      Progress.say(DataSets.hint)
      return [CaseReport("import, published", ours: "published votes into one ledger", skipped: DataSets.hint)]
    }
    var imports: [Importing] = []
    for _ in 0..<settings.pairs { imports.append(try await importing(files, election: 0)) }
    let largest = imports.flatMap(\.recounts).map(\.count).max() ?? 0
    return [
      CaseReport(
        "import, published", ours: "\(files.count) files into one ledger, durable; the tallies of all compared",
        runs: imports.map(\.written.run), measures: imports.last?.memory.measures ?? []),
      CaseReport(
        "recount", ours: "the largest closed election counted from the log, as its certification does",
        runs: imports.flatMap(\.recounts).filter { $0.count == largest }, secondsTarget: 1),
    ]
  }
}
