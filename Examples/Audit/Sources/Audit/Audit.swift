@preconcurrency import Glibc
import LogAudit
import TransparencyLog

/// Verifies a published folder with only the log's verifier key: `audit FOLDER KEY`.
@main
struct Audit {
  static func main() {
    let words = Array(CommandLine.arguments.dropFirst())
    guard words.count == 2 else { fail("usage: audit FOLDER KEY", status: 2) }
    do {
      let report = try PublishedLogVerifier.verify(PublishedLog(words[0]), key: VerifierKey(words[1]))
      for finding in report.findings { print("\(finding.kind.rawValue): \(finding.message)") }
      guard report.isVerified else { fail("the log is not what the key signs", status: 1) }
      print("verified: \(report.entries) of \(report.size) records, root \(report.root)")
    } catch {
      fail("\(error)", status: 1)
    }
  }

  private static func fail(_ sentence: String, status: Int32) -> Never {
    fputs("audit: \(sentence)\n", stderr)
    exit(status)
  }
}
