import EventLedger
import EventModel
import LMDB
import LocalFiles
import LogAudit
import TestSupport
import Testing
import TransparencyLog

/// Whoever has the new key alone cannot write anew what was recorded under the old one.
@Suite struct KeyChangeForgeryTests {
  /// A published log of three events, a change and three events, of which the one at position 2 was given another
  /// command id, and everything that follows from it was computed and signed again with the new key.
  ///
  /// - Parameter served: how many entries are served.
  private func withForgery(served: Int = 8, _ body: (PublishedLog, VerifierKey) throws -> Void) async throws {
    try await TestLedger.with { ledger in
      for value in 1...3 as ClosedRange<UInt64> { try await ledger.set("a", value) }
      let old = ledger.store.verifierKey
      _ = try await ledger.changeKey()
      for value in 4...6 as ClosedRange<UInt64> { try await ledger.set("a", value) }
      try ledger.publish(to: ledger.folder)
      try forge(ledger, at: 2)
      if served == 0 { try Files.removeTree("\(ledger.folder)/tile/entries") }
      try Files.write(Array("\(served)\n".utf8), to: "\(ledger.folder)/entries")
      try body(PublishedLog(ledger.folder), old)
    }
  }

  private func forge(_ ledger: TestLedger, at position: Position) throws {
    let event = try ledger.store.event(at: position)
    let id = try #require(event.envelope.commandID).bytes
    let start = try #require(event.record.indices.first { event.record[$0...].starts(with: id) })
    try Forgery(ledger.folder, keyFile: "\(ledger.path)/keys/log.key").rewrite {
      $0[Int(position.rawValue)][start + id.count - 1] ^= 0x40
    }
  }

  @Test(arguments: [8, 0]) func verificationNamesTheFork(served: Int) async throws {
    try await withForgery(served: served) { log, old in
      let report = try PublishedLogVerifier.verify(log, key: old)
      #expect(report.findings.map(\.kind) == [.fork] && !report.isVerified, "\(report)")
      let finding = try #require(report.findings.first)
      #expect(finding.message.contains("the first 5 records of"), "\(finding)")
      // Whoever has the two keys is convinced by the two checkpoints.
      #expect(finding.evidence.count == 2 && finding.evidence.last == log.note.serialized)
    }
  }

  @Test(arguments: [8, 0]) func aReplayFindsThemRewritten(served: Int) async throws {
    try await withForgery(served: served) { log, old in
      let work = "\(log.name).work"
      // The second time it goes on where it stopped.
      for _ in 0..<2 {
        let report = try LedgerReplay.run(log, key: old, registry: .test, projections: [], work: work)
        #expect(report.decided.rawValue == UInt64(served))
        #expect(report.findings.map(\.kind) == [.root] && !report.isSound, "\(report)")
        #expect(report.findings.first?.message.contains("they were rewritten") == true)
      }
    }
  }

  @Test func aRestoreTakesNoneOfIt() async throws {
    try await TestLedger.with { ledger in
      let keys = "\(ledger.path).keys"
      let backup = try await ledger.changeKeyAfterBackup()
      try forge(ledger, at: 2)
      await ledger.store.close()
      try copy("\(ledger.path)/keys", to: keys)
      for path in [ledger.path, "\(backup)/keys"] { try Files.removeTree(path) }
      try copy(backup, to: ledger.path)
      try copy(keys, to: "\(ledger.path)/keys")
      await expect(.notRestorable) {
        try await EventStore.restore(
          at: ledger.path, registry: .test, options: OpeningOptions(clock: ledger.clock, program: "tests"))
      }
      let held = try ledger.open(.reader)
      #expect(try held.size == 2)
    }
  }

  @Test func aLedgerWithoutTheOldKeysLastCheckpointIsDamaged() async throws {
    try await TestLedger.with { ledger in
      for value in 1...3 as ClosedRange<UInt64> { try await ledger.set("a", value) }
      _ = try await ledger.changeKey()
      try await ledger.set("a", 4)
      await ledger.store.close()
      // The new key signs nothing but sizes from 6 on, and rows of checkpoints name the size before unsigned.
      try tamper(ledger.path) { transaction, tables in
        for size in 1...5 as ClosedRange<UInt64> {
          _ = try transaction.delete(size, in: tables.checkpoints)
        }
        let row = try transaction.get(6, in: tables.checkpoints) { $0.bytes(0..<$0.count) }
        let first = try #require(row).dropLast(8) + Array(repeating: 0, count: 8)
        try transaction.put(Array(first).span, for: UInt64(6), in: tables.checkpoints)
      }
      let damage = try LogVerifier.verify(ledger.path, registry: .test).damage
      #expect(damage == "record 4 changes the log's key, but the old key has not signed size 5")
    }
  }
}
