import ArgumentParser
import Foundation

/// Measures the ledger beside plain C programs on the same liblmdb.
@main
struct AlboBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "albo-bench",
    abstract: "Measures the ledger beside plain C programs on the same liblmdb.",
    discussion: """
      Each case runs in pairs: the ledger, then a C program in a directory beside it; then both again. The ratio is \
      that of the wall clocks of a pair, so that a machine that is slower for a while slows both. What is recorded is \
      synced at every commit, by both. Opening and closing the files is not timed.

      The C program that writes is the limit: it writes the rows that the ledger's log has, in as many commits, and \
      hashes what must be hashed, but decides, encodes and signs nothing.

      Cases:
      \(BenchmarkCase.allCases.map { "  \($0.rawValue) (--\($0.amount)): \($0.abstract)" }.joined(separator: "\n"))

      Give a directory on the disk that the ledger will live on: a RAM disk says nothing about commits. The faster \
      the disk, the more the hashing and deciding weighs, so each row tells how long a durable write of 4 KiB took \
      there just before, and the CPU time of both sides. A median below its target is marked “missed”.

      Examples:
        albo-bench --short
        albo-bench --directory /var/lib/albo-bench
        albo-bench --only append,verify --events 1000000 --pairs 7
        albo-bench --only one-election --ballots 500000 --pairs 1
        albo-bench --only scale --sizes 100000,1000000,10000000
        ALBO_SHARED=../shared albo-bench --only import --format json
      """)

  @Option(
    help: "Cases to run, separated by commas; default: all of them.",
    transform: { try BenchmarkCase.parse($0) })
  var only: [BenchmarkCase] = BenchmarkCase.allCases

  @Flag(help: "Run each case briefly, for a few seconds: a trial, not a measurement.")
  var short = false

  @Option(help: "Events in each run; default: each case has its own number.")
  var events: Int?

  @Option(help: "Ballots in each run; default: each case has its own number.")
  var ballots: Int?

  @Option(help: "Ballots of each election, after which the next one is called.")
  var election = 100_000

  @Option(help: "Sizes that a log grows to, in ascending order, separated by commas; default: up to a million.")
  var sizes: Sizes?

  @Option(help: "Batches of ballots that are submitted but not answered yet, 1 to 16.")
  var inFlight = 4

  @Option(help: "Pairs of runs: the ledger, the C program, and so on; default: 5, or 1 with --short.")
  var pairs: Int?

  @Option(help: "Where scratch directories are created and removed; default: the system's.")
  var directory: String?

  @Option(help: "The folder of data sets; `data` in ALBO_SHARED, or shared/data beside the repository.")
  var data: String?

  @Option(help: "The date of the report, for instance 2026-03-01T12:00Z; default: the clock's.")
  var date: String?

  @Option(help: "What to print: table, json, or both.")
  var format = ReportFormat.both

  func validate() throws {
    guard pairs ?? 1 > 0 else { throw ValidationError("--pairs must be at least 1") }
    guard events ?? 1 > 0 else { throw ValidationError("--events must be at least 1") }
    guard ballots ?? 1 > 0 else { throw ValidationError("--ballots must be at least 1") }
    guard election > 0 else { throw ValidationError("--election must be at least 1") }
    guard (1...16).contains(inFlight) else { throw ValidationError("--in-flight must be 1 to 16") }
    try check(.events, isGiven: events != nil)
    try check(.ballots, isGiven: ballots != nil)
    try check(.sizes, isGiven: sizes != nil)
  }

  /// Refuses an amount that no case uses.
  private func check(_ amount: BenchmarkCase.Amount, isGiven: Bool) throws {
    guard isGiven, !only.contains(where: { $0.amount == amount }) else { return }
    let others = Set(only.map { "--\($0.amount)" }).sorted().joined(separator: " and ")
    throw ValidationError("--\(amount) has no effect on the cases named, which use \(others)")
  }

  func run() async throws {
    let workspace = try Workspace(parent: directory)
    defer { workspace.remove() }
    let settings = Settings(
      isShort: short, events: events, ballots: ballots, sizes: sizes?.values, election: election, inFlight: inFlight,
      pairs: pairs ?? (short ? 1 : 5), workspace: workspace, data: DataSets(folder: data))
    var report = Report(conditions: .now(directory: workspace.path, date: date, pairs: settings.pairs), cases: [])
    for benchmark in only {
      Progress.say("\(benchmark.rawValue): \(benchmark.abstract)")
      let durableWrite = try Disk.durableWriteMicroseconds(in: workspace.path)
      for var measured in try await benchmark.run(settings) {
        measured.durableWriteMicroseconds = durableWrite
        report.cases.append(measured)
      }
    }
    report.print(as: format)
  }
}

/// Says on standard error how far the program is.
enum Progress {
  static func say(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }
}
