import ArgumentParser
import CommandSupport
import EventLedger
import EventModel
@preconcurrency import Glibc
import LedgerClient
import LocalFiles
import ParticipationLedger
import ParticipationModel
import Scenarios

/// `albo demo`: everything from records to verification, on a generated city.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Shows a ledger at work: councils and their election, a daemon, queries, a receipt, a verification.",
    discussion: """
      Makes the ledger of `albo simulate consulte-2022` in a new directory and starts albod on it. Asks it through the \
      socket how the election ended and why, records acts of other kinds and shows what is refused, verifies one \
      voter's receipt and the whole log, and stops. Everything is generated with a fixed seed.
      """)

  @Option(help: "The path of the daemon; default: albod in the directory of this program.")
  var daemon: String?

  @Option(help: "Keeps the ledger in this new directory; default: a temporary directory that is removed at the end.")
  var keep: String?

  func run() async throws {
    let parent = try Files.makeTemporaryDirectory()
    defer { try? Files.removeTree(parent) }
    Terminal.showEachLine()
    let directory = keep.map(Program.absolute) ?? "\(parent)/city.albo"
    let (report, figures) = try await simulate(directory)
    try await serve(directory, parent, report, figures)
    if let keep { print("\nThe ledger is in \(keep).") }
  }

  private func simulate(_ directory: String) async throws -> (Consulte2022.Report, ScenarioFigures) {
    heading("Nine neighbourhood councils and their first election", "albo simulate consulte-2022 \(directory)")
    let report = try await Consulte2022.run(at: directory) { print("  \($0)") }
    let city = try CityLedger.open(at: directory, mode: .reader, options: OpeningOptions(program: "albo demo"))
    let figures = try await Consulte2022.figures(of: city)
    await city.close()
    print("")
    ScenarioTables.show(figures)
    print("\nRefused on the way: \(ScenarioTables.refusals(report, atMost: 8))")
    guard figures.agree else { throw ExitStatus.failed }
    return (report, figures)
  }

  private func serve(
    _ directory: String, _ parent: String, _ report: Consulte2022.Report, _ figures: ScenarioFigures
  ) async throws {
    let socket = "\(parent)/socket"
    heading("A daemon", "albod --ledger \(directory) --socket \(socket) --accept-clock")
    print("Its clock shows today but the last event is from 2023: --accept-clock says that this is intended.")
    let process = try ChildProcess(
      [
        daemon ?? Self.daemonBesideThis, "--ledger", directory, "--socket", socket, "--accept-clock", "--log-level",
        "warning",
      ])
    do {
      try await Self.wait(for: process, at: socket)
      let shell = DemoShell(in: parent, ledger: directory, socket: socket)
      try askElection(shell, figures)
      try askCouncils(shell)
      try await LedgerClient.withConnection(to: socket) {
        try await ParticipationActs(ledger: SocketAccess(client: $0)).record()
      }
      try showOthers(shell)
      try verify(shell, report)
    } catch {
      process.send(SIGTERM)
      process.wait()
      throw error
    }
    heading("The end", "kill -TERM albod")
    process.send(SIGTERM)
    print(process.wait() == 0 ? "The daemon finished what it had accepted, and exited." : "The daemon failed.")
  }

  private func askElection(_ shell: DemoShell, _ figures: ScenarioFigures) throws {
    let election = Consulte2022.election
    try shell.run(
      "A lot, and the missing gender",
      "albo elections tally \(election) | grep -E 'place|Ospizio|Massenzatico'")
    try shell.run("Why this one, and not the other?", "albo elections why \(election) \(figures.drawn) --limit 3")
    try shell.run(
      "Who has voted: persons, not ballots",
      "albo elections turnout \(election) | grep -E 'electors|cast|online|inPerson'")
  }

  private func askCouncils(_ shell: DemoShell) throws {
    let day = Consulte2022.lastDay
    try shell.run(
      "Who sits, and why", "albo bodies composition area-d --on \(day) | grep -E 'taken|rosta|designated'",
      "albo bodies why area-d rosta-nuova-1 --on \(day)")
    try shell.run(
      "Quorums and opinions", "albo bodies quorum area-h first | sed -n 1,5p",
      "albo bodies opinions --on \(day)")
  }

  private func showOthers(_ shell: DemoShell) throws {
    try shell.run(
      "What became of them", "albo proposals show bike-lane | grep partly", "albo agreements show garden | grep force",
      "albo volunteers hours v-0412")
  }

  private func verify(_ shell: DemoShell, _ report: Consulte2022.Report) throws {
    try shell.run(
      "One voter's receipt, verified without the ledger",
      "albo receipt \(report.ballot) --record ballot.record > ballot.receipt",
      "albo verify-receipt ballot.receipt --record ballot.record --key '\(report.verifierKey)'")
    try shell.run("The whole log", "albo verify")
  }

  private func heading(_ title: String, _ command: String) { print("\n── \(title)\n$ \(command)") }

  private static var daemonBesideThis: String { Program.folder + "/albod" }

  /// Waits until the daemon answers, however busy the machine is.
  ///
  /// - Throws: `ClientError` if the daemon has ended.
  private static func wait(for daemon: ChildProcess, at socket: String) async throws {
    while true {
      do {
        return try await LedgerClient.withConnection(to: socket) { client in _ = try await client.ask(GetStatus()) }
      } catch {
        guard !daemon.hasEnded else { throw error }
        try await Task.sleep(for: .milliseconds(50))
      }
    }
  }
}
