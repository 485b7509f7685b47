import Bytes
import Crypto
import EventLedger
import EventModel
import Glibc
import LocalFiles
import LogAudit
import Testing

@Suite struct VaultTests {
  @Test func contentIsFoundByTheDigestThatCommitsToIt() async throws {
    try await TestLedger.with { ledger in
      let vault = ledger.store.vault
      for content in [[], [0], Array("Ada Rossi".utf8), [UInt8](repeating: 7, count: 100_000)] as [[UInt8]] {
        let digest = try vault.keep(content)
        #expect(digest.count == 32)
        #expect(try vault.content(of: digest) == content)
      }
    }
  }

  @Test func theDigestIsThatOfTheSpecification() {
    let (salt, content) = ([UInt8](repeating: 5, count: 32), Array("Ada".utf8))
    let expected = SHA256.hash(data: Array("albo/commitment/v1".utf8) + [0] + salt + content)
    #expect(Vault.digest(salt: salt, content: content) == Array(expected))
  }

  @Test func equalContentHasDigestsThatDoNotTellIt() async throws {
    try await TestLedger.with { ledger in
      let digests = try (0..<10).map { _ in try ledger.store.vault.keep([1, 2, 3]) }
      #expect(Set(digests).count == 10)
    }
  }

  @Test func whatIsNotKeptIsNotFound() async throws {
    try await TestLedger.with { ledger in
      let digest = try ledger.store.vault.keep([1])
      #expect(try ledger.store.vault.content(of: [UInt8](repeating: 0, count: 32)) == nil)
      unlink(file(ledger, digest))
      #expect(try ledger.store.vault.content(of: digest) == nil)
      #expect(try ledger.store.vault.content(of: []) == nil)
    }
  }

  @Test func changedContentIsDamage() async throws {
    try await TestLedger.with { ledger in
      let vault = ledger.store.vault
      for place in [0, 31, 32, 34] {
        let digest = try vault.keep([1, 2, 3])
        var bytes = try Files.read(file(ledger, digest))
        bytes[place] ^= 1
        try Files.write(bytes, to: file(ledger, digest))
        await expect(.damaged) { try vault.content(of: digest) }
      }
      let digest = try vault.keep([1, 2, 3])
      try Files.write([1, 2], to: file(ledger, digest))
      await expect(.damaged) { try vault.content(of: digest) }
    }
  }

  @Test func contentOfTheLargestSizeIsKeptAndAByteMoreIsRefused() async throws {
    try await TestLedger.with { ledger async throws in
      let vault = ledger.store.vault
      let largest = [UInt8](repeating: 3, count: Vault.maximumByteCount)
      #expect(try vault.content(of: vault.keep(largest)) == largest)
      #expect(throws: InvalidAct.self) { try vault.keep(largest + [0]) }
    }
  }

  @Test func onlyTheOwnerReadsContent() async throws {
    try await TestLedger.with { ledger async throws in
      var status = stat()
      #expect(try stat(file(ledger, ledger.store.vault.keep([1])), &status) == 0)
      #expect(status.st_mode & 0o777 == 0o600)
    }
  }

  private func file(_ ledger: TestLedger, _ digest: [UInt8]) -> String {
    let name = Hex.text(digest)
    return "\(ledger.path)/vault/\(name.prefix(2))/\(name)"
  }
}
