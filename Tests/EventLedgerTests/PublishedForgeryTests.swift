import EventLedger
import LogAudit
import TestSupport
import Testing
import TransparencyLog

/// What the key's owner could sign against the truth, and what whoever serves the log could do with its checkpoint.
@Suite struct PublishedForgeryTests {
  let log: Publication
  let signer: SigningKey

  init() throws { (log, signer) = (try Publication.large.get().log, try Publication.signer.get()) }

  // MARK: The checkpoint

  private func findings(_ note: String, key: VerifierKey? = nil) throws -> [PublishedLogReport.Finding] {
    try log.changed { $0["checkpoint"] = Array(note.utf8) }.verify(key: key).findings
  }

  private func signature(_ bytes: [UInt8]) throws -> NoteSignature {
    try #require(NoteSignature(name: log.key.name, keyID: log.key.keyID, bytes: bytes))
  }

  private var note: String { get throws { try log.checkpoint().note.serialized } }

  @Test(
    arguments: [
      ("\n70000\n", "\n7000\n", "does not verify"), ("\n70000\n", "\n70001\n", "does not verify"),
      ("ledger.example/test\n", "ledger.example/other\n", "does not verify"),
      ("— ledger.example/test ", "— ledger.example/other ", "none of the known keys"),
    ] as [(String, String, String)])
  func aChangedCheckpointIsNotSigned(_ old: String, _ new: String, _ expected: String) throws {
    let changed = try note.replacing(old, with: new, maxReplacements: 1)
    let findings = try findings(changed)
    #expect(findings.map(\.kind) == [.signature] && findings.first?.message.contains("the checkpoint of log") == true)
    #expect(findings.first?.message.contains(expected) == true, "\(findings)")
  }

  @Test func anotherRootIsNotSigned() throws {
    let checkpoint = try log.checkpoint()
    let findings = try findings(note.replacing(checkpoint.root.base64, with: MerkleHash.emptyRoot.base64))
    #expect(findings.map(\.kind) == [.signature])
  }

  @Test func everyByteOfTheSignatureCounts() throws {
    let checkpoint = try log.checkpoint()
    let line = try #require(checkpoint.note.signatures.first)
    for place in line.bytes.indices {
      var bytes = line.bytes
      bytes[place] ^= 1
      let changed = try SignedNote(text: checkpoint.text, signatures: [signature(bytes)])
      #expect(try findings(changed.serialized).map(\.kind) == [.signature], "byte \(place)")
    }
  }

  @Test func anotherKeyOfTheSameNameDoesNotVerify() throws {
    let other = try SigningKey.generate(name: log.key.name)
    let findings = try log.verify(key: other.verifierKey).findings
    #expect(findings.map(\.kind) == [.signature] && findings.first?.message.contains("none of the known keys") == true)
  }

  @Test func aLineThatDoesNotVerifyAmongGoodOnesIsRefused() throws {
    let checkpoint = try log.checkpoint()
    let good = try #require(checkpoint.note.signatures.first)
    var bytes = good.bytes
    bytes[10] ^= 1
    let bad = try signature(bytes)
    let text = try SignedNote(text: checkpoint.text, signatures: [good, bad]).serialized
    #expect(try findings(text).first?.message.contains("does not verify") == true)
  }

  @Test func linesOfUnknownKeysAreIgnored() throws {
    let stranger = try SigningKey.generate(name: KeyName("stranger.example"))
    var checkpoint = try log.checkpoint().note
    checkpoint = try SignedNote(
      text: checkpoint.text, signatures: [stranger.sign("other\n")] + checkpoint.signatures)
    #expect(try findings(checkpoint.serialized) == [])
  }

  @Test(arguments: ["", "no note\n", "— a line\n", "a\n\n— x y\n"]) func whatIsNoNoteIsNamed(_ text: String) throws {
    let changed = log.changed { $0["checkpoint"] = Array(text.utf8) }
    let error = #expect(throws: LedgerError.self) { try changed.verify() }
    #expect(error?.message == "log/checkpoint is not a signed checkpoint")
  }

  @Test func aMissingCheckpointIsNamed() throws {
    let changed = log.changed { $0["checkpoint"] = nil }
    let error = #expect(throws: LedgerError.self) { try changed.verify() }
    #expect(error?.message.contains("log/checkpoint is missing") == true)
  }

  // MARK: What the auditor has kept

  @Test func aRollbackIsCaughtByAKeptCheckpoint() throws {
    let older = try Publication(
      Array(log.entries.prefix(50_000)), Array(log.leaves.prefix(50_000)), key: signer)
    #expect(try older.verify().isVerified)
    let kept = try log.kept(70_000)
    let report = try older.verify(kept: [kept])
    #expect(report.findings.map(\.kind) == [.rollback])
    let finding = try #require(report.findings.first)
    #expect(finding.message == "kept-70000 proves that the log had 70000 records, but log shows 50000")
    #expect(finding.evidence == [kept.note.serialized, try older.checkpoint().note.serialized])
  }

  @Test func aForkIsCaughtByAKeptCheckpoint() throws {
    let fork = try Publication(
      log.entries.replacing(49_999, with: [1]), log.leaves.replacing(49_999, with: .leaf([1])), key: signer)
    let report = try fork.verify(kept: [log.kept(256), log.kept(50_000), log.kept(69_999)])
    #expect(report.findings.map(\.kind) == [.fork, .fork] && report.continued == ["kept-256"])
    #expect(report.isRootVerified && !report.isVerified)
    let finding = try #require(report.findings.first)
    #expect(finding.message.contains("the first 50000 records of log have the root "))
    #expect(finding.message.contains("kept-50000 was signed over "))
    #expect(finding.evidence == [try log.kept(50_000).note.serialized, try fork.checkpoint().note.serialized])
  }

  @Test func aForkIsPrintedByACarefulComparison() throws {
    let fork = try Publication(
      log.entries.replacing(69_999, with: [1]), log.leaves.replacing(69_999, with: .leaf([1])), key: signer)
    let comparison = try LogComparison.compare(PublishedLog(log), PublishedLog(fork), key: log.key)
    #expect(comparison.verdict == .differs && comparison.position == 69_999)
    let notes = try [log, fork].map { try $0.checkpoint().note.serialized }
    #expect(comparison.fork == notes)
  }

  @Test func whatIsKeptMustBeSignedToo() throws {
    let other = try SigningKey.generate(name: log.key.name)
    let foreign = try Checkpoint.sign(size: 1, root: log.leaves[0], key: other)
    let report = try log.verify(kept: [SavedCheckpoint(foreign.note, name: "foreign")])
    #expect(
      report.findings.map(\.kind) == [.kept]
        && report.findings.first?.message.contains("foreign is not a checkpoint") == true)
  }

  // MARK: A forgery without a flaw

  /// One entry changed, every tile computed again, signed with the true key.
  private func forgery() throws -> Publication {
    try Publication(
      log.entries.replacing(12_345, with: [1]), log.leaves.replacing(12_345, with: .leaf([1])), key: signer)
  }

  @Test func whoeverKnowsNothingElseIsDeceivedByAForgery() throws {
    #expect(try forgery().verify().isVerified)
  }

  @Test func anOldCheckpointCatchesAForgery() throws {
    let report = try forgery().verify(kept: [log.kept(50_000)])
    #expect(report.findings.map(\.kind) == [.fork])
  }

  @Test func aWitnessCatchesAForgery() throws {
    var witness = try TestWitness(log: log.key)
    let first = try Checkpoint(verifying: log.kept(50_000).note, key: log.key)
    try witness.cosign(MerkleTree(reading: log), first)
    let forged = try forgery()
    // From the size that the witness knows there is no proof, from any other it takes none.
    #expect(throws: ProofError.rootMismatch(size: 50_000)) {
      try witness.cosign(MerkleTree(reading: forged), forged.checkpoint())
    }
    #expect(throws: TestWitness.Conflict(size: 50_000)) {
      try witness.cosign(MerkleTree(reading: forged), forged.checkpoint(), from: 0)
    }
    let line = try witness.cosign(MerkleTree(reading: log), log.checkpoint())
    var checkpoint = try log.checkpoint()
    try checkpoint.add(line, by: witness.key.verifierKey)
    #expect(try checkpoint.cosignatures(by: [witness.key.verifierKey]).count == 1)
  }
}

/// A witness as c2sp.org/tlog-witness describes it, without network and disk.
private struct TestWitness {
  struct Conflict: Error, Equatable {
    let size: LogSize
  }

  let key: CosigningKey
  private let log: VerifierKey
  private var seen = (size: LogSize.zero, root: MerkleHash.emptyRoot)

  init(log: VerifierKey) throws {
    self.log = log
    key = try .generate(name: KeyName("witness.example"))
  }

  /// Takes the request of a log that goes on from a size, by default the one that was seen last.
  @discardableResult
  mutating func cosign(
    _ tree: MerkleTree<Publication>, _ checkpoint: Checkpoint, from size: LogSize? = nil
  ) throws -> NoteSignature {
    let proof = try tree.consistencyProof(from: size ?? seen.size, to: checkpoint.size)
    return try cosign(WitnessRequest(proof: proof, checkpoint: checkpoint).text)
  }

  private mutating func cosign(_ text: String) throws -> NoteSignature {
    let request = try WitnessRequest(parsing: text)
    let checkpoint = try Checkpoint(verifying: request.note, key: log)
    guard request.proof.oldSize == seen.size else { throw Conflict(size: seen.size) }
    try request.proof.verify(oldRoot: seen.root, newRoot: checkpoint.root)
    seen = (checkpoint.size, checkpoint.root)
    return try key.cosign(checkpoint, posixSeconds: 1_669_374_000)
  }
}
