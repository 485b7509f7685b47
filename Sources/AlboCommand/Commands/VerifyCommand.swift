import ArgumentParser
import CommandSupport
import EventLedger
import EventModel
@preconcurrency import Glibc
import LogAudit
import ParticipationModel
import TransparencyLog

/// `albo verify`: checks a whole ledger.
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Verifies a whole ledger, or a published log.",
    discussion: """
      With --ledger DIR: hashes every record and compares the tree with every tile and with every checkpoint that was \
      ever signed; derives every index and constraint row from the records and compares them too. Reports the first \
      place that is wrong. A damaged file may crash its reader, so a separate process reads it.

      With --published SOURCE --key VKEY, for everybody who has no ledger: SOURCE is a folder that `albo publish` writes, \
      the URL at which a web server serves it, or a file of `albo export`. Verifies the signature, every record, the \
      tiles of every level and the root. A log can be consistent today and still contradict what its key signed \
      yesterday, so save the checkpoint at each visit (`checkpoint` in the folder), and give those that you have:
        albo verify --published https://albo.example.org/log --key VKEY --checkpoint may.txt --checkpoint june.txt
      A log that is smaller than one of them was rolled back; a log that does not continue one of them was forked or \
      rewritten. The signed checkpoints that prove it are printed. `albo replay` also decides every command again.

      Exit status 1 if anything is wrong.
      """)

  @OptionGroup var options: DirectoryOptions

  @OptionGroup var published: PublishedOptions

  @Flag(help: "Prints the report as JSON.")
  var json = false

  /// Set for the process that reads: an empty directory for what it derives.
  @Option(help: .hidden)
  var scratch: String?

  func validate() throws {
    guard published.published == nil || options.ledger == nil else {
      throw ValidationError("give --ledger or --published, not both")
    }
  }

  func run() async throws {
    if let source = published.published { return try published.verify(source, json: json) }
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
      print("not checked, because this program does not know them: \(report.uncheckedTypes.joined(separator: ", "))")
    }
  }
}
