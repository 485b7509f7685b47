import ArgumentParser
import Foundation

/// Measures the ledger beside plain C programs on the same liblmdb.
@main
struct AlboBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "albo-bench",
    abstract: "Measures the ledger beside plain C programs on the same liblmdb.",
    discussion: """
      Each case runs in pairs: the ledger, then a C program that does the same reading or writing without \
      hashing, signing and deciding, in the same directory; then both again. The ratio is taken within each \
      pair, so that a machine that is slower for a while slows both. What is written is fsynced at every \
      commit, by both. Opening and closing the files is not timed.

      Cases:
      \(BenchmarkCase.allCases.map { "  \($0.rawValue): \($0.abstract)" }.joined(separator: "\n"))

      Give a directory on the disk that the ledger will live on: a RAM disk says nothing about commits. The \
      faster the disk, the more the hashing and deciding weighs, so the report tells how long a small durable \
      write took before the first case. A median below its target is marked “missed”.

      Examples:
        albo-bench --directory /var/lib/albo-bench
        albo-bench --only append,verify --events 1000000 --pairs 7
        ALBO_SHARED=../shared albo-bench --only replay,import --format json
      """)

  @Option(
    help: "Cases to run, separated by commas; default: all of them.",
    transform: { try BenchmarkCase.parse($0) })
  var only: [BenchmarkCase] = BenchmarkCase.allCases

  @Option(help: "Events of each run; default: each case has its own number.")
  var events: Int?

  @Option(help: "Pairs of runs: the ledger, the C program, and so on.")
  var pairs = 5

  @Option(help: "Where scratch directories are made, and removed; default: the system's.")
  var directory: String?

  @Option(help: "The folder of data sets; `data` in ALBO_SHARED, or shared/data beside the repository.")
  var data: String?

  @Option(help: "The date of the report, for instance 2026-03-01T12:00Z; default: the clock's.")
  var date: String?

  @Option(help: "What to print: table, json, or both.")
  var format = ReportFormat.both

  @Option(name: .customLong("import-into"), help: .private)
  var importDirectory: String?

  func validate() throws {
    guard pairs > 0 else { throw ValidationError("--pairs must be at least 1") }
    guard events ?? 1 > 0 else { throw ValidationError("--events must be at least 1") }
  }

  func run() async throws {
    let data = DataSets(folder: self.data)
    if let importDirectory { return try await ImportChild(data: data).run(in: importDirectory) }
    let workspace = try Workspace(parent: directory)
    defer { workspace.remove() }
    let settings = Settings(events: events, pairs: pairs, workspace: workspace, data: data)
    var report = Report(conditions: .now(directory: workspace.path, date: date, pairs: pairs), cases: [])
    for benchmark in only {
      Progress.say("\(benchmark.rawValue): \(benchmark.abstract)")
      report.cases += try await benchmark.run(settings)
    }
    report.print(as: format)
  }
}

/// What all cases are told.
struct Settings {
  /// Events of each run; nil leaves it to the case.
  var events: Int?
  var pairs: Int
  var workspace: Workspace
  var data: DataSets
}

/// Says on standard error how far the program is.
enum Progress {
  static func say(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }
}
