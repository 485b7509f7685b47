import EventLedger
import EventModel
import LocalFiles
import LogAudit
import Testing
import TransparencyLog

/// What witnesses have seen, before anything is recorded.
@Suite struct WitnessConsultationTests {
  /// A ledger of which a backup was taken at size 4, and seven events were cosigned since.
  private func withBackup(_ body: (inout WitnessedLedger, String) async throws -> Void) async throws {
    try await WitnessedLedger.with { city in
      try await city.ledger.appendMany(3)
      let backup = city.ledger.path + ".backup"
      await city.ledger.store.close()
      try copy(city.ledger.path, to: backup)
      city.ledger.store = try city.open(city.ledger.path)
      try await city.ledger.appendMany(7)
      try await city.publish()
      await city.ledger.store.close()
      try await body(&city, backup)
    }
  }

  /// Opens a backup without asking anybody, as the ledger that the city goes on with.
  private func openAlone(_ backup: String, _ city: inout WitnessedLedger) throws -> EventStore {
    let alone = try EventStore.open(
      at: backup, mode: .writer, registry: .test, options: .init(clock: city.ledger.clock, program: "tests"))
    city.ledger.store = alone
    return alone
  }

  @Test func aRestoredBackupIsRefusedSinceAWitnessSawMore() async throws {
    try await withBackup { city, backup in
      for witness in city.witnesses.dropFirst() { witness.mood = .dead }
      city.ledger.store = try city.open(backup)
      let looks = city.witnesses[0].looks
      for _ in 0..<2 {
        let error = await #expect(throws: LedgerError.self) { try await city.ledger.appendMany(1) }
        #expect(error?.code == .restoredBackup(published: 11, held: 4))
        #expect(error?.message.contains("the witness w0 shows this log with 11 events") == true)
      }
      #expect(try city.ledger.store.size == 4)
      #expect(city.witnesses[0].looks == looks + 1)
      await expect(.restoredBackup(published: 11, held: 4)) {
        try await city.ledger.store.consultWitnesses()
      }
    }
  }

  @Test func aRestoredBackupDoesNotChangeItsKey() async throws {
    try await withBackup { city, backup in
      let options = OpeningOptions(clock: city.ledger.clock, program: "tests", witnesses: city.access)
      await expect(.restoredBackup(published: 11, held: 4)) {
        try await EventStore.changeKey(at: backup, registry: .test, options: options)
      }
      #expect(!Files.exists(backup + "/keys/log.key.next"))
      city.ledger.store = try city.open(backup)
      #expect(try city.ledger.store.size == 4)
    }
  }

  @Test func whatWasPublishedIsBroughtBackAllTheSame() async throws {
    try await withBackup { city, backup in
      let restored = try await EventStore.restore(
        at: backup, registry: .test,
        options: .init(
          clock: city.ledger.clock, program: "tests", publishedFolders: [city.ledger.folder], witnesses: city.access))
      #expect(restored?.published == 11)
      city.ledger.store = try city.open(backup)
      try await city.ledger.appendMany(1)
      #expect(try city.ledger.store.size == 12)
    }
  }

  /// The city died between the cosignatures and the published checkpoint, and then its disk did.
  @Test func aWitnessesCheckpointBringsBackWhatTheFolderDoesNotSpeakOf() async throws {
    try await withBackup { city, backup in
      let served = city.ledger.folder + "/checkpoint"
      let reader = try city.ledger.open(.reader)
      try Files.write(Array(reader.checkpoint(at: 4).note.serialized.utf8), to: served)
      await reader.close()
      let options = OpeningOptions(
        clock: city.ledger.clock, program: "tests", publishedFolders: [city.ledger.folder], witnesses: city.access)
      #expect(try await EventStore.restore(at: backup, registry: .test, options: options) == nil)
      let last = try #require(city.witnesses[0].last)
      try Files.write(Array(last.note.serialized.utf8), to: served)
      #expect(try await EventStore.restore(at: backup, registry: .test, options: options)?.published == 11)
      city.ledger.store = try city.open(backup)
      try await city.ledger.appendMany(1)
      #expect(try city.ledger.store.size == 12)
    }
  }

  @Test func aForkIsRefusedSinceAWitnessSawAnotherHistory() async throws {
    try await withBackup { city, backup in
      // Somebody goes on from the backup without asking anybody.
      let alone = try openAlone(backup, &city)
      for _ in 0..<9 { try await city.ledger.appendMany(1) }
      await alone.close()
      city.ledger.store = try city.open(backup)
      await expect(.forkedHistory(size: 11)) { try await city.ledger.appendMany(1) }
    }
  }

  @Test func aForkIsNotPublishedOnceAWitnessRefusesIt() async throws {
    try await withBackup { city, backup in
      let alone = try openAlone(backup, &city)
      for _ in 0..<9 { try await city.ledger.appendMany(1) }
      await alone.close()
      // Two new witnesses would be enough; the third knows better.
      let fresh = try (4...5).map { try MemoryWitness($0, of: city.ledger.store.verifierKey) }
      let witnesses = [city.witnesses[0]] + fresh
      let lines = witnesses.enumerated().map { "witness w\($0) \($1.key.verifierKey) memory:\($0)\n" }.joined()
      let access = WitnessAccess { witness in
        witnesses.first { $0.key.verifierKey == witness.key }
      } notice: { _ in
      }
      let reader = try EventStore.open(
        at: backup, mode: .reader, registry: .test,
        options: .init(clock: city.ledger.clock, program: "tests", witnesses: access))
      city.ledger.store = reader
      try reader.setPolicy(Array("\(lines)group g 2 w0 w1 w2\nquorum g\n".utf8))
      let publisher = LogPublisher(reader, folder: backup + ".public")
      for _ in 0..<2 { await expect(.forkedHistory(size: 11)) { try await publisher.publishCosigned() } }
      #expect(!Files.exists(backup + ".public/checkpoint"))
    }
  }

  @Test func cosignaturesOfAnotherHistoryDoNotCountForThisOne() async throws {
    try await withBackup { city, backup in
      let alone = try openAlone(backup, &city)
      try await city.ledger.appendMany(7)
      await alone.close()
      try Files.removeTree(backup + "/witnesses")
      try copy(city.ledger.path + "/witnesses", to: backup + "/witnesses")
      city.ledger.store = try EventStore.open(
        at: backup, mode: .reader, registry: .test,
        options: .init(clock: city.ledger.clock, program: "tests", witnesses: city.access))
      #expect(try city.ledger.store.size == 11)
      let publisher = LogPublisher(city.ledger.store, folder: backup + ".public")
      await expect(.forkedHistory(size: 11)) { try await publisher.publishCosigned() }
    }
  }

  @Test func deadAndHangingWitnessesAreToldOfAndStopNothing() async throws {
    try await WitnessedLedger.with { city in
      (city.witnesses[0].mood, city.witnesses[1].mood) = (.dead, .hanging)
      city.patience = .seconds(3)
      try await city.reopen()
      try await city.ledger.appendMany(1)
      #expect(city.notices.all.contains { $0.contains("w0") && $0.contains("could not be asked what it has seen") })
      #expect(city.notices.all.contains { $0.contains("w1") && $0.contains("no answer in time") })
    }
  }

  @Test func theyAreAskedOnceHoweverManyRecord() async throws {
    try await WitnessedLedger.with { city in
      let store = city.ledger.store
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 1...20 {
          group.addTask {
            let acts = [blob("blob/many", [])]
            _ = try await store.append(
              OpaqueCommand(id: id(UInt64(1000 + number)), acts: acts, actor: actor), by: .tester)
          }
        }
        try await group.waitForAll()
      }
      #expect(city.witnesses.map(\.looks) == [1, 1, 1])
      #expect(try store.size == 21)
    }
  }
}
