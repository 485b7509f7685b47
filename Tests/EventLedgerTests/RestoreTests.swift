import EventLedger
import EventModel
import Glibc
import LocalFiles
import LogAudit
import Testing
import TransparencyLog

/// A ledger that was restored from a backup, and what was published of it meanwhile.
@Suite struct RestoreTests {
  /// Makes a backup, records and publishes more, and puts the backup in the ledger's place.
  ///
  /// - Parameters:
  ///   - more: records after the backup.
  /// - Returns: every row of the log that was lost.
  private func lose(
    _ ledger: inout TestLedger, withheld: Position? = nil, _ more: (inout TestLedger) async throws -> Void
  ) async throws -> [TableRow] {
    let backup = "\(ledger.path).backup"
    for value in 1...7 as ClosedRange<UInt64> { try await ledger.set("a", value) }
    try ledger.publish(to: ledger.folder)
    await ledger.store.close()
    try copy(ledger.path, to: backup)
    ledger.store = try ledger.open()
    try await more(&ledger)
    try ledger.publish(to: ledger.folder, before: withheld)
    await ledger.store.close()
    let lost = try rows(at: ledger.path)
    try Files.removeTree(ledger.path)
    try copy(backup, to: ledger.path)
    return lost
  }

  private func someActs(_ ledger: inout TestLedger) async throws {
    // The last of them brings another act about, in another stream.
    for value in [20, 50, 120] as [UInt64] { try await ledger.set("b", value) }
    try await ledger.append(blob("blob/a", [1]), blob("blob/b", [2]))
    try await ledger.set("a", 0)
    try await ledger.appendMany(300)
    var reaction = Proposal(id: ledger.newID(), act: CounterSet("c", 3), actor: .ledger)
    reaction.cause = 4
    _ = try await ledger.store.record(reaction, by: Submitter(recorder: "albo", kind: .system))
  }

  private func options(_ ledger: TestLedger, _ folders: [String] = []) -> OpeningOptions {
    OpeningOptions(clock: ledger.clock, program: "tests", publishedFolders: folders)
  }

  private func restore(_ ledger: TestLedger, progress: (UInt64, UInt64) -> Void = { _, _ in }) async throws
    -> MissingHistory?
  {
    try await EventStore.restore(
      at: ledger.path, registry: .test, options: options(ledger, [ledger.folder]), progress: progress)
  }

  @Test func aRestoredBackupIsReadAndNotWritten() async throws {
    try await TestLedger.with { ledger in
      _ = try await lose(&ledger, someActs)
      await expect(.restoredBackup(published: 316, held: 8)) { try ledger.open() }
      // Refused, it holds nothing: the next one is refused for the same reason.
      await expect(.restoredBackup(published: 316, held: 8)) { try ledger.open() }
      ledger.store = try ledger.open(.reader)
      #expect(try ledger.store.size == 8)
      await expect(.restoredBackup(published: 316, held: 8)) { try ledger.publish(to: ledger.folder) }
      let missing = try ledger.store.missingHistory()
      #expect(missing?.folder == ledger.folder && missing?.published == 316 && missing?.entries == 316)
    }
  }

  @Test func aBackupFromBeforeTheFirstPublishingIsRefusedWhereTheFolderIsNamed() async throws {
    try await TestLedger.with { ledger in
      _ = try await lose(&ledger, someActs)
      unlink("\(ledger.path)/publish")
      await expect(.restoredBackup(published: 316, held: 8)) {
        try EventStore.open(at: ledger.path, mode: .writer, registry: .test, options: options(ledger, [ledger.folder]))
      }
      #expect(try await restore(ledger) != nil)
      ledger.store = try ledger.open()
      #expect(try ledger.store.publishedFolders == [ledger.folder])
    }
  }

  @Test func whatWasPublishedComesBackAsItWas() async throws {
    try await TestLedger.with { ledger in
      let lost = try await lose(&ledger, someActs)
      let restored = try await restore(ledger)
      #expect(restored?.held == 8 && restored?.published == 316)
      // Of checkpoints there is the published one; everything else is the same to the byte.
      let found = try rows(at: ledger.path)
      #expect(found.filter { $0.table != "checkpoints" } == lost.filter { $0.table != "checkpoints" })
      #expect(found.last { $0.table == "checkpoints" }?.key == lost.last { $0.table == "checkpoints" }?.key)
      ledger.store = try ledger.open()
      #expect(try ledger.store.size == 316 && ledger.store.publishedFolders == [ledger.folder])
      // A retry of what was lost is known: the first command after the backup.
      let again = try await ledger.store.record(proposal(id(9), CounterSet("b", 20)), by: .tester)
      #expect(again.isRepeated && again.position == 8)
      await expectRejection(.counterDecreases) { try await ledger.set("b", 119) }
      #expect(try await ledger.set("b", 121).position == 316)
      try ledger.publish(to: ledger.folder)
      try ledger.reader(ledger.folder).audit()
      #expect(try await ledger.verify().damage == nil)
    }
  }

  @Test func whereNothingIsMissingNothingIsDone() async throws {
    try await TestLedger.with { ledger in
      try await ledger.set("a", 1)
      try ledger.publish(to: ledger.folder)
      #expect(try ledger.store.missingHistory() == nil)
      await ledger.store.close()
      #expect(try await restore(ledger) == nil)
      // A folder that is gone shows nothing.
      try Files.removeTree(ledger.folder)
      ledger.store = try ledger.open()
      #expect(try await ledger.set("a", 2).position == 2)
    }
  }

  @Test func withheldEntriesAreNotRestorable() async throws {
    try await TestLedger.with { ledger in
      _ = try await lose(&ledger, withheld: 300, someActs)
      let before = try rows(at: ledger.path)
      await expect(.notRestorable) { try await restore(ledger) }
      #expect(try rows(at: ledger.path) == before)
      ledger.store = try ledger.open(.reader)
      #expect(try ledger.store.missingHistory()?.entries == 300)
    }
  }

  @Test(arguments: [0, 1])
  func changedEntriesAreNotRestored(_ bundle: Int) async throws {
    try await TestLedger.with { ledger in
      _ = try await lose(&ledger, someActs)
      let before = try rows(at: ledger.path)
      let path = "\(ledger.folder)/tile/entries/\(bundle == 0 ? "000" : "001.p/60")"
      let bytes = try Files.read(path, limit: 1 << 25)
      // The last byte of a record; a length, which the next one then does not follow.
      for place in [bytes.count - 1, 0] {
        var changed = bytes
        changed[place] ^= 1
        try Files.write(changed, to: path)
        await expect(.notRestorable) { try await restore(ledger) }
      }
      #expect(try rows(at: ledger.path) == before)
      try Files.write(bytes, to: path)
      #expect(try await restore(ledger) != nil)
      ledger.store = try ledger.open()
    }
  }

  @Test func aSecondHistoryIsFoundAtOpeningAndAtPublishing() async throws {
    try await TestLedger.with { ledger in
      _ = try await lose(&ledger) { try await $0.set("b", 1) }
      unlink("\(ledger.path)/publish")
      ledger.store = try ledger.open()
      try await ledger.set("b", 2)
      await expect(.forkedHistory(size: 9)) { try ledger.publish(to: ledger.folder) }
      await ledger.store.close()
      await expect(.forkedHistory(size: 9)) { try await restore(ledger) }
      await expect(.forkedHistory(size: 9)) {
        try EventStore.open(at: ledger.path, mode: .writer, registry: .test, options: options(ledger, [ledger.folder]))
      }
      ledger.store = try ledger.open(.reader)
    }
  }

  @Test func aCheckpointThatCannotBeReadIsNoReasonToGoOn() async throws {
    try await TestLedger.with { ledger in
      try ledger.publish(to: ledger.folder)
      await ledger.store.close()
      try Files.write(Array("nothing".utf8), to: "\(ledger.folder)/checkpoint")
      await expect(.foreignPublication) { try ledger.open() }
      ledger.store = try ledger.open(.reader)
    }
  }

  @Test func anInterruptedRestoringGoesOn() async throws {
    try await TestLedger.with { ledger in
      _ = try await lose(&ledger) { ledger in
        for _ in 0..<100 { try await ledger.appendMany(100) }
      }
      let (bundle, aside) = ("\(ledger.folder)/tile/entries/038", "\(ledger.folder)/aside")
      await expect(.notRestorable) {
        try await restore(ledger) { done, total in if done > total / 2 { rename(bundle, aside) } }
      }
      ledger.store = try ledger.open(.reader)
      let half = try ledger.store.size
      #expect(half > 8 && half < 10_008)
      #expect(try await ledger.verify().damage == nil)
      await expect(.restoredBackup(published: 10_008, held: half)) { try ledger.open() }
      try #require(rename(aside, bundle) == 0)
      #expect(try await restore(ledger)?.held == half)
      #expect(try await ledger.verify().damage == nil)
      ledger.store = try ledger.open()
    }
  }
}
