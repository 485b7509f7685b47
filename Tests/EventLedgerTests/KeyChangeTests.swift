import EventLedger
import EventModel
import Glibc
import LMDB
import LocalFiles
import LogAudit
import Testing
import TransparencyLog

/// A log that changes the key that signs it.
@Suite struct KeyChangeTests {
  private var submitter: Submitter { Submitter(recorder: "albo", kind: .system) }

  /// Three events, a change, three events.
  private func withChange(_ body: (inout TestLedger, [VerifierKey]) async throws -> Void) async throws {
    try await TestLedger.with { ledger in
      for value in 1...3 as ClosedRange<UInt64> { try await ledger.set("a", value) }
      let old = ledger.store.verifierKey
      let new = try await ledger.changeKey()
      for value in 4...6 as ClosedRange<UInt64> { try await ledger.set("a", value) }
      try await body(&ledger, [old, new])
    }
  }

  @Test func theOldKeySignsTheChangeAndTheNewOneWhatFollows() async throws {
    try await withChange { ledger, keys in
      let store = ledger.store
      #expect(try store.size == 8 && store.verifierKey == keys[1] && store.firstKey == keys[0])
      #expect(try store.keys.terms.map(\.after) == [0, 5])
      for size in 1...8 as ClosedRange<UInt64> {
        let note = try store.checkpoint(at: LogSize(size)).note
        #expect(try Checkpoint(verifying: note, key: keys[size <= 5 ? 0 : 1]).size.rawValue == size)
      }
      #expect(try await ledger.verify().damage == nil)
    }
  }

  @Test func anAuditorWhoKnowsTheFirstKeyFollows() async throws {
    try await withChange { ledger, keys in
      let changes = try ledger.store.keyChanges().map { try Receipt(parsing: $0.text) }
      let (before, after) = (try ledger.store.receipt(of: 2), try ledger.store.receipt(of: 6))
      let followed = try LogKeys(trusting: keys[0], changes: changes)
      let known = try ledger.store.keys
      #expect(followed == known)
      for receipt in [before, after] {
        let record = try ledger.store.event(at: receipt.position).record
        try receipt.verify(leaf: .leaf(record), keys: followed)
      }
      // Who knows the new key alone has no need to follow, and believes nothing that the old one signed.
      let late = try LogKeys(trusting: keys[1], changes: changes)
      #expect(late.terms.count == 1)
      let record = try ledger.store.event(at: 2).record
      #expect(throws: ReceiptError.self) { try before.verify(leaf: .leaf(record), keys: late) }
    }
  }

  @Test func whatProvesNoChangeIsNotFollowed() async throws {
    try await withChange { ledger, keys in
      _ = try await ledger.changeKey()
      let changes = try ledger.store.keyChanges()
      #expect(changes.count == 2)
      #expect(try LogKeys(trusting: keys[0], changes: changes).terms.count == 3)
      let other = try ledger.store.receipt(of: 2)
      let event = try Receipt(
        proof: other.proof, checkpoint: ledger.store.checkpoint(at: other.proof.size),
        extra: ledger.store.event(at: 2).record)
      var forged = try #require(changes[0].extra)
      forged[forged.count - 5] ^= 1
      let first = try Receipt(
        proof: changes[0].proof, checkpoint: ledger.store.checkpoint(at: changes[0].proof.size), extra: forged)
      // In a later checkpoint, which the new key has signed itself.
      let late = try Receipt(
        proof: ledger.store.inclusionProof(of: 4, in: 8), checkpoint: ledger.store.checkpoint(at: 8),
        extra: changes[0].extra)
      for wrong in [[event], [first], [other], [late], [changes[0], changes[0]]] {
        #expect(throws: KeyChangeError.self) { try LogKeys(trusting: keys[0], changes: wrong) }
      }
      // The second alone leads nowhere from the first key.
      #expect(try LogKeys(trusting: keys[0], changes: [changes[1]]).terms.count == 1)
    }
  }

  @Test func aPreparedKeyIsTheOneThatFollows() async throws {
    try await TestLedger.with { ledger in
      await ledger.store.close()
      let options = OpeningOptions(clock: ledger.clock, program: "tests")
      let prepared = try EventStore.prepareKey(at: ledger.path, registry: .test, options: options)
      #expect(try EventStore.prepareKey(at: ledger.path, registry: .test, options: options) == prepared)
      #expect(try await ledger.changeKey() == prepared)
      #expect(ledger.store.verifierKey == prepared)
    }
  }

  @Test func aProcessThatDiesAfterTheChangeLeavesAKeyThatIsFound() async throws {
    try await withChange { ledger, keys in
      await ledger.store.close()
      let path = "\(ledger.path)/keys/log.key"
      // As it was before the files were put in place.
      #expect(rename(path, "\(path).next") == 0)
      #expect(rename("\(path).\(keys[0].keyID)", path) == 0)
      ledger.store = try ledger.open()
      #expect(try await ledger.set("a", 7).position == 8)
      #expect(try Files.list("\(ledger.path)/keys") == ["log.key", "log.key.\(keys[0].keyID)"])
      #expect(try await ledger.verify().damage == nil)
    }
  }

  @Test func theOldKeyOpensTheLogNoMore() async throws {
    try await withChange { ledger, keys in
      await ledger.store.close()
      let path = "\(ledger.path)/keys/log.key"
      let old = try Files.read("\(path).\(keys[0].keyID)")
      try Files.write(old, to: path)
      await expect(.keyMismatch) { try ledger.open() }
      ledger.store = try ledger.open(.reader)
      #expect(ledger.store.verifierKey == keys[1])
    }
  }

  @Test func whatTheOldKeySignsAfterwardsIsDamage() async throws {
    try await withChange { ledger, keys in
      let checkpoint = try ledger.store.checkpoint(at: 7)
      await ledger.store.close()
      let text = String(decoding: try Files.read("\(ledger.path)/keys/log.key.\(keys[0].keyID)"), as: UTF8.self)
      let forged = try SigningKey(text: String(text.dropLast())).sign(checkpoint.text)
      try tamper(ledger.path) { transaction, tables in
        let row = forged.keyID.bytes + forged.bytes + [0, 0, 0, 0, 0, 0, 0, 6]
        try transaction.put(row.span, for: UInt64(7), in: tables.checkpoints)
      }
      let damage = try LogVerifier.verify(ledger.path, registry: .test).damage
      #expect(damage?.contains("checkpoint 7 was signed by another key") == true, "\(damage ?? "none")")
    }
  }

  @Test func nobodyProposesAChange() async throws {
    try await TestLedger.with { ledger in
      let (old, new) = (ledger.store.verifierKey, try SigningKey.generate(name: TestLedger.origin).verifierKey)
      let act = LogKeyChanged(from: old, to: new)
      let proposals = [proposal(ledger.newID(), act), Proposal(id: ledger.newID(), act: act, actor: .ledger)]
      for proposal in proposals {
        await #expect(throws: InvalidAct.self) { try await ledger.store.record(proposal, by: submitter) }
      }
    }
  }

  @Test func aKeyThatTheLogHasHadIsRefused() async throws {
    try await withChange { ledger, keys in
      await ledger.store.close()
      let path = "\(ledger.path)/keys/log.key"
      try Files.write(try Files.read("\(path).\(keys[0].keyID)"), to: "\(path).next")
      await expectRejection(.keyNotUsable) {
        try await EventStore.changeKey(
          at: ledger.path, registry: .test, options: OpeningOptions(clock: ledger.clock, program: "tests"))
      }
      ledger.store = try ledger.open()
      #expect(try ledger.store.size == 8)
    }
  }

  @Test func whatIsPublishedLeadsFromKeyToKey() async throws {
    try await TestLedger.with { ledger in
      try ledger.publish(to: ledger.folder)
      let first = ledger.store.verifierKey
      _ = try await ledger.changeKey()
      try await ledger.set("a", 1)
      try ledger.publish(to: ledger.folder)
      _ = try await ledger.changeKey()
      try await ledger.set("a", 2)
      let published = try ledger.publish(to: ledger.folder)
      let folder = try PublishedLog(ledger.folder)
      let keys = try LogKeys(trusting: first, changes: folder.keyChanges())
      #expect(keys.terms.count == 3)
      #expect(try keys.verify(folder.note).size == published.size)
      // A proof that was lost is written again.
      let proof = "\(ledger.folder)/keys/1.tlog-proof"
      let bytes = try Files.read(proof)
      unlink(proof)
      try await ledger.set("a", 3)
      try ledger.publish(to: ledger.folder)
      #expect(try Files.read(proof) == bytes)
    }
  }

  /// Replays a source in whose log nothing but counters is decided.
  private func replay(_ source: any RecordSource, _ key: VerifierKey) throws -> ReplayReport {
    try LedgerReplay.run(source, key: key, registry: .test, projections: [])
  }

  @Test func areplayFollowsFromAnyKeyOfTheLog() async throws {
    try await withChange { ledger, keys in
      try ledger.publish(to: ledger.folder)
      let sources: [any RecordSource] = [try LedgerRecords(ledger.store), try PublishedLog(ledger.folder)]
      for source in sources {
        for key in keys {
          let report = try replay(source, key)
          #expect(report.isVerified && report.decided == 8, "\(report)")
          #expect(try PublishedLogVerifier.verify(source, key: key).isVerified)
        }
        let stranger = try SigningKey.generate(name: TestLedger.origin).verifierKey
        #expect(try replay(source, stranger).findings.map(\.kind) == [.signature])
      }
    }
  }

  @Test func aReplayRefusesWhatAReplacedKeySigns() async throws {
    try await withChange { ledger, keys in
      try ledger.publish(to: ledger.folder)
      let text = String(decoding: try Files.read("\(ledger.path)/keys/log.key.\(keys[0].keyID)"), as: UTF8.self)
      let root = try ledger.store.root(of: 8)
      let forged = try Checkpoint.sign(size: 8, root: root, key: SigningKey(text: String(text.dropLast())))
      try Files.write(Array(forged.note.serialized.utf8), to: "\(ledger.folder)/checkpoint")
      let known = try replay(PublishedLog(ledger.folder), keys[0])
      #expect(known.findings.first?.message.contains("the log has changed its key") == true, "\(known)")
      let refused = try PublishedLogVerifier.verify(PublishedLog(ledger.folder), key: keys[0])
      #expect(refused.findings.map(\.kind) == [.signature], "\(refused)")
      // Without the proof of the change the records say so.
      try Files.removeTree("\(ledger.folder)/keys")
      let verified = try PublishedLogVerifier.verify(PublishedLog(ledger.folder), key: keys[0])
      #expect(verified.findings.first?.message.hasPrefix("record 4 of") == true, "\(verified)")
      let unknown = try replay(PublishedLog(ledger.folder), keys[0])
      #expect(unknown.findings.first?.position == 4, "\(unknown)")
      #expect(unknown.findings.first?.message.contains("by its own records") == true)
    }
  }

  @Test func aSavedCheckpointOfTheOldKeyIsComparedWithTheLog() async throws {
    try await withChange { ledger, keys in
      let old = SavedCheckpoint(try ledger.store.checkpoint(at: 3).note, name: "kept")
      let comparison = try LogComparison.compare(old, LedgerRecords(ledger.store), key: keys[0])
      #expect(comparison.verdict == .prefix && comparison.isConsistent)
    }
  }

  @Test func aBackupFromBeforeTheChangeIsBroughtBackWithTheKeysOfToday() async throws {
    try await TestLedger.with { ledger in
      let backup = try await ledger.changeKeyAfterBackup()
      await ledger.store.close()
      let keys = "\(ledger.path).keys"
      try copy("\(ledger.path)/keys", to: keys)
      try Files.removeTree(ledger.path)
      try copy(backup, to: ledger.path)
      let options = OpeningOptions(clock: ledger.clock, program: "tests")
      // The keys of the backup do not sign what was published since.
      await expect(.signingKeyMissing) {
        try await EventStore.restore(at: ledger.path, registry: .test, options: options)
      }
      try Files.removeTree("\(ledger.path)/keys")
      try copy(keys, to: "\(ledger.path)/keys")
      #expect(try await EventStore.restore(at: ledger.path, registry: .test, options: options)?.published == 5)
      ledger.store = try ledger.open()
      #expect(try await ledger.set("a", 4).position == 5)
      try ledger.publish(to: ledger.folder)
      #expect(try await ledger.verify().damage == nil)
    }
  }
}

extension TestLedger {
  /// Makes a backup, changes the log's key between two events, and publishes before and after.
  ///
  /// - Returns: where the backup is.
  mutating func changeKeyAfterBackup() async throws -> String {
    let backup = "\(path).backup"
    try await set("a", 1)
    try publish(to: folder)
    await store.close()
    try copy(path, to: backup)
    store = try open()
    try await set("a", 2)
    _ = try await changeKey()
    try await set("a", 3)
    try publish(to: folder)
    return backup
  }

  /// Changes the log's key, and opens it again.
  mutating func changeKey() async throws -> VerifierKey {
    await store.close()
    let changed = try await EventStore.changeKey(
      at: path, registry: .test, options: OpeningOptions(clock: clock, program: "tests"))
    store = try open()
    return changed.key
  }
}
