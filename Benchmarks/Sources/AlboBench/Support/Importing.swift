import Albo

/// What importing some files into a new ledger cost.
struct Importing {
  /// Counted in ballots; the recounts came on top and are not in it.
  var written: Written
  var recounts: [Run]
  var memory: MemoryPeak

  /// Imports files one after the other; the tallies of all must agree with what the files say.
  ///
  /// - Parameter election: ballots of each file, if all have the same number.
  static func run(_ files: [String], in directory: String, election: Int) async throws -> Importing {
    let city = try await Ledgers.createCity(in: directory)
    let first = try city.store.size
    let recorder = CityRecorder(city)
    let start = Run.Start()
    var ballots = 0
    for file in files {
      let report = try await PabulibImport(path: file, recorder: recorder).run()
      guard report.agrees, report.refused.isEmpty else { throw BenchmarkError("\(file) does not agree") }
      ballots += report.recorded
    }
    var run = start.elapsed(ballots)
    let recounts = await recorder.recounts
    run.seconds -= recounts.reduce(0) { $0 + $1.seconds }
    run = run.without(cpuSeconds: recounts.reduce(0) { $0 + ($1.cpuSeconds ?? 0) })
    let shape = try RowShape(of: city.store, ballots: election, ending: 2)
    let written = try Written(run, in: city.store, at: directory, after: first, shape)
    await city.close()
    return Importing(written: written, recounts: recounts, memory: await recorder.memory)
  }
}
