import EventLedger
import Glibc
import LogAudit
import TestSupport
import Testing
import TransparencyLog

/// Folders and servers that are made to keep their reader busy.
@Suite struct HostileFilesTests {
  /// Serves a proof for every change that is asked for, up to the thousandth.
  private final class EndlessChanges: PublishedFiles {
    let name = "endless"
    private let proof: [UInt8]

    init() throws {
      let key = try Publication.signer.get()
      let checkpoint = try Checkpoint.sign(size: 1, root: .emptyRoot, key: key)
      let proof = InclusionProof(position: 0, size: 1, path: [])
      let receipt = try Receipt(proof: proof, checkpoint: checkpoint, extra: Array(repeating: 7, count: 60_000))
      self.proof = Array(receipt.text.utf8)
    }

    func read(_ path: String, limit: Int) throws -> [UInt8]? { path.hasPrefix("keys/1000.") ? nil : proof }
  }

  @Test func proofsOfChangesWithoutEndAreRefused() throws {
    let files = try EndlessChanges()
    let error = #expect(throws: LedgerError.self) { try files.keyChanges() }
    #expect(error?.message.contains("over 16 MiB") == true)
  }

  @Test(.timeLimit(.minutes(60))) func aNamedPipeIsNotWaitedFor() async throws {
    try await withDirectory { path in
      #expect(mkfifo("\(path)/checkpoint", 0o600) == 0)
      let error = #expect(throws: LedgerError.self) { try PublishedLog(path) }
      #expect(error?.message.hasSuffix("/checkpoint is not a file") == true)
    }
  }
}
