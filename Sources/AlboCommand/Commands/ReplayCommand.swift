import ArgumentParser
import CommandSupport
import EventLedger
import EventModel
@preconcurrency import Glibc
import LogAudit
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// `albo replay`: lets an auditor compute again everything that a ledger publishes.
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Verifies a log, decides every command again, rebuilds every view, and prints the digests.",
    discussion: """
      SOURCE is an export (`albo export`), a folder of published tiles (`albo publish`), the URL at which a web server \
      serves such a folder, or a ledger's directory. The signature, every tile and the root are verified with --key. \
      Then the rules decide every command again, at the time when it was recorded and on what was recorded before it; \
      the result must be the same bytes. The first event that the rules do not allow is reported. Every view is built \
      from these events, apart from those of the ledger: if its digest is the one that \
      `albo views digest NAME --at SIZE` prints, what was published follows from exactly these events.

      With --work DIR, what was replayed is kept there, and the next run continues where the last one stopped. Of \
      withheld records only the hashes are verified, and nothing after the first of them is decided. \
      Exit status 1 if anything is wrong or was not decided.
      """)

  @Argument(help: "An export, a folder of tiles, its URL, or a ledger's directory.")
  var source: String

  @Option(help: "The log's verifier key, as `albo init` printed it.")
  var key: String

  @Option(help: "Keeps what was replayed in this directory; the next run continues from there.")
  var work: String?

  @Flag(help: "Exit status 0 even if ballots of open elections are withheld, provided nothing is wrong.")
  var allowWithheld = false

  @Flag(help: "Prints the report as JSON.")
  var json = false

  func run() async throws {
    let key = try VerifierKey(key)
    let source = try LogSource.open(source)
    let report = try CityReplay.run(source, key: key, work: work) {
      Terminal.progress($0.stage, $0.done, of: $0.total)
    }
    if Terminal.showsProgress { fputs("\r\u{1B}[K", stderr) }
    if json { try Terminal.json(report) } else { show(report) }
    let isAccepted = report.isVerified || (allowWithheld && report.isSound && report.uncheckedTypes.isEmpty)
    if !isAccepted { throw ExitCode(ExitStatus.refused.rawValue) }
  }

  private func show(_ report: ReplayReport) {
    for finding in report.findings { print("NOT VERIFIED: \(finding)") }
    if report.isRootVerified { print("the key signed \(report.size) records with the root \(report.root)") }
    if report.isVerified {
      print("the rules confirmed all of them, in \(report.commands) commands")
    } else if report.decided > .zero {
      print("the rules confirmed the first \(report.decided) of \(report.size), in \(report.commands) commands")
    }
    if let position = report.firstWithheld {
      print("not decided from position \(position) on: \(report.withheld) records are withheld until polls close")
    }
    if !report.uncheckedTypes.isEmpty {
      print("not decided, because this program does not know them: \(report.uncheckedTypes.joined(separator: ", "))")
    }
    if let position = report.firstMisreading {
      print("note: the readable part of line \(position.rawValue + 1) differs from its record; the bytes count")
    }
    guard !report.views.isEmpty else { return }
    print("the views over the first \(report.decided) events:")
    for view in report.views { print("\(view.digest)  \(view.view) at size \(view.size), \(view.rows) rows") }
  }
}
