import EventLedger
import EventModel
import Glibc
import LocalFiles
import LogAudit
import Testing
import TransparencyLog

/// Verification in another process, which a damaged file may kill.
@Suite struct ChildVerifierTests {
  private func verify(_ script: String, _ progress: (VerificationProgress) -> Void = { _ in }) throws
    -> VerificationReport
  {
    try ChildVerifier.verify(arguments: { ["/bin/sh", "-c", script, $0] }, progress: progress)
  }

  @Test(arguments: [
    ("kill -SEGV $$", "signal 11"), ("kill -9 $$", "signal 9"), ("exit 3", "status 3"), ("exit 0", "status 0"),
  ])
  func theDeathOfTheChildIsStructuralDamage(script: String, words: String) throws {
    let report = try verify("echo '{\"progress\":{\"stage\":\"records\",\"done\":1,\"total\":2}}'; \(script)")
    #expect(report.damage?.contains("structural damage") == true && report.damage?.contains(words) == true)
  }

  @Test func whatTheChildWroteIsItsReport() async throws {
    try await TestLedger.with { ledger in
      try await ledger.appendMany(300)
      let expected = try await ledger.verify()
      let (lines, scratch) = ("\(ledger.path)/lines", "\(ledger.path)/scratch")
      try Files.makeDirectory(scratch)
      let file = open(lines, O_WRONLY | O_CREAT, 0o600)
      ChildVerifier.runAsChild(ledger.path, registry: .test, scratch: scratch, output: file)
      close(file)
      var stages: Set<String> = []
      let report = try verify("cat \(lines)") { stages.insert($0.stage) }
      #expect(report.root == expected.root && report.size == expected.size && report.damage == nil)
      #expect(stages.isSuperset(of: ["records", "indexes"]))
    }
  }

  @Test func workThatCouldNotBeDoneIsNoReport() async throws {
    #expect(throws: LedgerError.self) { try verify("echo '{\"failure\":\"no room\"}'") }
    #expect(throws: LedgerError.self) { try ChildVerifier.verify(arguments: { _ in ["/no/such/program"] }) }
  }

  @Test func theChildIsGivenAPlaceThatIsGoneAfterwards() throws {
    let report = try verify("test -d \"$0\" && test -z \"$(ls -A \"$0\")\" && exit 5; exit 6")
    #expect(report.damage?.contains("status 5") == true)
  }
}
