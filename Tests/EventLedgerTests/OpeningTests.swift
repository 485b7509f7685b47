import EventLedger
import EventModel
import Glibc
import LMDB
import LocalFiles
import LogAudit
import Testing
import TransparencyLog

@Suite struct OpeningTests {
  @Test func whereThereIsNoLedgerNoneIsOpened() async throws {
    try await withDirectory { path async throws in
      for place in [path, "\(path)/missing"] {
        for mode in [EventStore.Mode.reader, .writer] {
          await expect(.notALedger) {
            try EventStore.open(at: place, mode: mode, registry: .test, options: .init(program: "tests"))
          }
        }
      }
      #expect(try Files.list(path).isEmpty)
    }
  }

  @Test func closingLetsTheNextWriterIn() async throws {
    try await TestLedger.with { ledger in
      let first = ledger.store
      await first.close()
      ledger.store = try ledger.open()
      #expect(try await ledger.set("a", 1).position == 1)
      // Closing again changes nothing, least of all for the second one.
      await first.close()
      #expect(try await ledger.set("a", 2).position == 2)
    }
  }

  @Test func aSecondWriterIsToldWhoWrites() async throws {
    try await TestLedger.with { ledger async throws in
      let other = try? ledger.open()
      #expect(other == nil)
      await expect(.ledgerBusy(process: getpid(), program: "tests", socket: nil)) { try ledger.open() }
      #expect(try await ledger.set("a", 1).position == 1)
    }
  }

  @Test func aClosedLedgerTakesNothing() async throws {
    try await TestLedger.with { ledger in
      await ledger.store.close()
      await expect(.closed) { try await ledger.set("a", 1) }
    }
  }

  @Test func withoutTheSigningKeyALedgerIsOnlyRead() async throws {
    try await TestLedger.with { ledger in
      try await ledger.set("a", 1)
      await ledger.store.close()
      unlink("\(ledger.path)/keys/log.key")
      await expect(.signingKeyMissing) { try ledger.open() }
      ledger.store = try ledger.open(.reader)
      #expect(try ledger.store.size.rawValue == 2)
      await expect(.readOnly) { try await ledger.set("a", 2) }
    }
  }

  @Test func anotherSigningKeyIsRefused() async throws {
    try await TestLedger.with { ledger in
      await ledger.store.close()
      let other = try SigningKey.generate(name: try TestLedger.origin)
      try Files.write(Array((other.text + "\n").utf8), to: "\(ledger.path)/keys/log.key")
      await expect(.keyMismatch) { try ledger.open() }
      ledger.store = try ledger.open(.reader)
      #expect(ledger.store.verifierKey != other.verifierKey)
    }
  }

  @Test func aWriterThatDoesNotKnowAnActOnlyReads() async throws {
    try await TestLedger.with { ledger in
      try await ledger.append(blob("blob/a", [1]))
      try await ledger.set("a", 1)
      await ledger.store.close()
      await expect(.unknownActs([blobType, CounterSet.type])) { try ledger.open(.writer, ActRegistry()) }
      ledger.store = try ledger.open(.reader, ActRegistry())
      #expect(try ledger.store.read(from: 1).events.map(\.act) == [[1], CounterSet("a", 1, previous: 0).wire])
      #expect(try ledger.store.event(at: 2).act(ledger.store.registry) == nil)
      let report = try await ledger.verify(ActRegistry())
      #expect(report.damage == nil && report.uncheckedTypes == ["test.v1.Blob", "test.v1.CounterSet"])
    }
  }

  @Test func aReaderRefusesToRecord() async throws {
    try await TestLedger.with { ledger in
      try await ledger.reopen(.reader)
      #expect(ledger.store.mode == .reader)
      await expect(.readOnly) { try await ledger.set("a", 1) }
      await expect(.readOnly) { try await ledger.append(blob("blob/a", [])) }
    }
  }

  @Test(arguments: [0, 3, 7] as [UInt64], [false, true])
  func aDamagedRecordIsFoundAtOpening(position: UInt64, isUnreadable: Bool) async throws {
    try await TestLedger.with { ledger in
      for value in 1...7 as ClosedRange<UInt64> { try await ledger.set("a", value) }
      await ledger.store.close()
      try tamper(ledger.path) { transaction, tables in
        var record = try transaction.get(position, in: tables.records) { $0.bytes(0..<$0.count) } ?? []
        if isUnreadable { record[0] = 0xFF } else { record[record.count - 1] ^= 1 }
        try transaction.put(record.span, for: position, in: tables.records)
      }
      await expect(.damaged) { try ledger.open() }
    }
  }

  @Test func aLostCheckpointIsFoundAtOpening() async throws {
    try await TestLedger.with { ledger in
      try await ledger.set("a", 1)
      await ledger.store.close()
      try tamper(ledger.path) { transaction, tables in try transaction.delete(2, in: tables.checkpoints) }
      await expect(.damaged) { try ledger.open() }
    }
  }
}

extension CounterSet {
  fileprivate init(_ counter: String, _ value: UInt64, previous: UInt64) {
    self.init(counter, value)
    self.previous = previous
  }
}
