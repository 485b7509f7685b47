import ArgumentParser
import CommandSupport
import EventLedger
@preconcurrency import Glibc
import LogAudit
import TransparencyLog

/// What `albo verify` needs for a published log.
struct PublishedOptions: ParsableArguments {
  @Option(help: "Verifies a published log: a folder of tiles, the URL that serves it, or an export.")
  var published: String?

  @Option(help: "The verifier key of the published log, as `albo init` printed it.")
  var key: String?

  @Option(
    name: .customLong("checkpoint"), help: "A checkpoint of that log that you have saved; may be repeated.")
  var checkpoints: [String] = []

  @Option(help: "A policy (c2sp.org/tlog-policy) that says which witnesses must have cosigned the log's checkpoint.")
  var policy: String?

  func validate() throws {
    guard published == nil || key != nil else {
      throw ValidationError("give the log's verifier key with --key: without one, nothing is verified")
    }
    guard published != nil || (key == nil && policy == nil && checkpoints.isEmpty) else {
      throw ValidationError("--key, --policy and --checkpoint go with --published")
    }
  }

  /// Verifies the log, prints the findings, and ends with status 1 if there are any.
  func verify(_ source: String, json: Bool) throws {
    let key = try VerifierKey(key ?? "")
    let kept = try checkpoints.map { try SavedCheckpoint($0) }
    let policy = try policy.map { try TrustPolicy(parsing: InputFile.read($0)) }
    let report = try PublishedLogVerifier.verify(LogSource.open(source), key: key, policy: policy, kept: kept) {
      Terminal.progress($0.stage, $0.done, of: $0.total)
    }
    if Terminal.showsProgress { fputs("\r\u{1B}[K", stderr) }
    if json { try Terminal.json(report) } else { show(report) }
    if !report.isVerified { throw ExitCode(ExitStatus.refused.rawValue) }
  }

  private func show(_ report: PublishedLogReport) {
    for finding in report.findings {
      print("NOT VERIFIED: \(finding.message)")
      if !finding.evidence.isEmpty { print("the signed checkpoints that show it:") }
      for note in finding.evidence { print("\n\(note)") }
    }
    guard report.isRootVerified else { return }
    print("\(report.isVerified ? "verified: " : "")the key signed \(report.size) records")
    print("root \(report.root)")
    if report.withheld > 0 { print("\(report.withheld) of them are withheld: only their hashes were verified") }
    for name in report.continued { print("continues \(name)") }
    print("\(report.entries) records hashed in \(report.microseconds / 1000) ms")
  }
}
