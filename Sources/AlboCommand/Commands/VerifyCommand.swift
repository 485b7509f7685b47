import ArgumentParser
import EventLedger
import EventModel
@preconcurrency import Glibc
import ParticipationModel
import TransparencyLog

/// `albo verify`: checks a whole ledger.
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Verifies a whole ledger: records, tree, checkpoints, indexes, constraint rows.",
    discussion: """
      Hashes every record and compares the tree with every tile and every checkpoint that was ever signed; derives
      every index and constraint row from the records and compares. It names the first place that is wrong. A damaged
      file may crash its reader, so a process of its own reads it. Exit status 1 where anything is wrong.
      """)

  @OptionGroup var options: DirectoryOptions

  @Flag(help: "Prints the report as JSON.")
  var json = false

  /// Set for the process that reads: an empty directory for what it derives.
  @Option(help: .hidden)
  var scratch: String?

  func run() async throws {
    let path = try options.path()
    if let scratch { return ChildVerifier.runAsChild(path, registry: .albo, scratch: scratch) }
    let report = try ChildVerifier.verify { scratch in
      ["/proc/self/exe", "verify", "--scratch", scratch, "--ledger", path]
    } progress: {
      Terminal.progress($0.stage, $0.done, of: $0.total)
    }
    if json { try Terminal.json(report) } else { show(report) }
    if report.damage != nil { throw ExitCode(ExitStatus.refused.rawValue) }
  }

  private func show(_ report: VerificationReport) {
    if let damage = report.damage {
      if Terminal.showsProgress { fputs("\r\u{1B}[K", stderr) }
      return print("NOT VERIFIED: \(damage)")
    }
    print("verified: \(report.size) records, \(report.checkpoints) signed checkpoints")
    print("root \(report.root)")
    print(
      "records and tree \(report.treeMicroseconds / 1000) ms, signatures \(report.signatureMicroseconds / 1000) ms, indexes \(report.indexMicroseconds / 1000) ms"
    )
    if !report.uncheckedTypes.isEmpty {
      print("not checked, because unknown to this program: \(report.uncheckedTypes.joined(separator: ", "))")
    }
  }
}
