import Foundation
import ParticipationLedger

/// The votes of a city and its districts into one ledger, in a process of its own so that its memory is told.
struct ImportCase {
  let settings: Settings

  func run() async throws -> [CaseReport] {
    guard !settings.data.katowice.isEmpty, let folder = settings.data.folder else {
      Progress.say(DataSets.hint)
      return [CaseReport("import", ours: "published votes into one ledger", skipped: DataSets.hint)]
    }
    var answers: [ImportChild.Answer] = []
    for _ in 0..<settings.pairs {
      answers.append(
        try await settings.workspace.withDirectory { try runChild("\($0)/city.albo", data: folder.path) })
    }
    let memory = Figures(answers.map { Double($0.peakMemory) / 1_048_576 })
    let largest = answers.flatMap(\.recounts).map(\.count).max() ?? 0
    return [
      CaseReport(
        "import", ours: "\(answers[0].files) files into one ledger, durable; the tallies of all compared",
        runs: answers.map(\.run), notes: ["peak memory \(CaseReport.text(memory.median)) MiB"]),
      CaseReport(
        "recount", ours: "the largest closed election counted from the log, as its certification does",
        runs: answers.flatMap(\.recounts).filter { $0.count == largest }, secondsTarget: 1),
    ]
  }

  private func runChild(_ ledger: String, data: String) throws -> ImportChild.Answer {
    let child = Process()
    child.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    child.arguments = ["--import-into", ledger, "--data", data]
    let output = Pipe()
    child.standardOutput = output
    try child.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    child.waitUntilExit()
    guard child.terminationStatus == 0 else { throw BenchmarkError("the import ended with \(child.terminationStatus)") }
    return try JSONDecoder().decode(ImportChild.Answer.self, from: bytes)
  }
}

/// The import itself.
struct ImportChild {
  let data: DataSets

  /// What the parent is told.
  struct Answer: Codable {
    var files: Int
    /// Counted in ballots.
    var run: Run
    var recounts: [Run]
    /// Bytes.
    var peakMemory: Int
  }

  /// Imports, and prints the answer.
  func run(in directory: String) async throws {
    let city = try await Ledgers.createCity(in: directory)
    let recorder = CityRecorder(city)
    var ballots = 0
    var run = try await Run.timing(0) {
      for file in data.katowice {
        let report = try await PabulibImport(path: file, recorder: recorder).run()
        guard report.agrees, report.refused.isEmpty else { throw BenchmarkError("\(file) does not agree") }
        ballots += report.recorded
      }
    }
    await city.close()
    run.count = ballots
    let recounts = await recorder.recounts
    // The recounts came on top of what an import does.
    run.seconds -= recounts.reduce(0) { $0 + $1.seconds }
    run.cpuSeconds = run.cpuSeconds.map { recounts.reduce($0) { $0 - ($1.cpuSeconds ?? 0) } }
    let answer = Answer(files: data.katowice.count, run: run, recounts: recounts, peakMemory: Self.peakMemory())
    FileHandle.standardOutput.write(try JSONEncoder().encode(answer))
  }

  /// The high-water mark of this program alone: `getrusage` would count its parent's too, from before `exec`.
  private static func peakMemory() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
  }
}
