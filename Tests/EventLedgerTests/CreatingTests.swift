import EventLedger
import EventModel
import Glibc
import LocalFiles
import LogAudit
import Testing
import TransparencyLog

@Suite struct CreatingTests {
  @Test func aNewLedgerHasItsOpeningAtPositionZero() async throws {
    try await TestLedger.with { ledger in
      let event = try ledger.store.event(at: 0)
      let opened = try LedgerOpened(wire: event.act)
      #expect(try ledger.store.size.rawValue == 1)
      #expect(event.envelope.type == LedgerOpened.type && event.envelope.stream.description == "ledger/log")
      #expect(event.envelope.version == 1 && event.envelope.actor == .ledger)
      #expect(event.envelope.recordedAt == ledger.clock.now)
      #expect(opened.origin == "ledger.example/test" && opened.format == 1 && opened.salt.count == 32)
      #expect(opened.verifierKey == ledger.store.verifierKey.text)
      #expect(try ledger.store.origin == TestLedger.origin)
      #expect(try ledger.store.checkpoint().size.rawValue == 1)
    }
  }

  @Test func everyLedgerHasASaltAndAKeyOfItsOwn() async throws {
    try await TestLedger.with { one in
      try await TestLedger.with { other async throws in
        #expect(one.store.verifierKey != other.store.verifierKey)
        #expect(try one.store.event(at: 0).act != other.store.event(at: 0).act)
      }
    }
  }

  @Test func aLedgerIsMadeInAnEmptyDirectoryToo() async throws {
    try await withDirectory { path in
      let ledger = try await TestLedger(at: path)
      #expect(try ledger.store.size.rawValue == 1)
      await ledger.store.close()
    }
  }

  @Test func onlyItsOwnerMayEnterIt() async throws {
    try await TestLedger.with { ledger in
      for (name, mode) in [("", 0o700), ("/log", 0o700), ("/keys", 0o700), ("/keys/log.key", 0o600)] {
        var status = stat()
        #expect(stat(ledger.path + name, &status) == 0)
        #expect(status.st_mode & 0o777 == mode, "\(name)")
      }
    }
  }

  @Test func aDirectoryThatIsNotEmptyIsRefusedAndLeftAsItIs() async throws {
    try await withDirectory { path in
      try Files.write([1], to: "\(path)/mine")
      await expect(.alreadyExists) { try await TestLedger(at: path) }
      #expect(try Files.list(path) == ["mine"])
    }
  }

  @Test func aLedgerIsNotMadeOverAnother() async throws {
    try await TestLedger.with { ledger in
      let path = ledger.path
      await expect(.alreadyExists) { try await TestLedger(at: path) }
      try await ledger.reopen()
      #expect(try ledger.store.size.rawValue == 1)
    }
  }

  @Test func ofManyThatMakeOneLedgerOneDoes() async throws {
    try await withDirectory { path in
      let made = await withTaskGroup { group in
        for _ in 0..<8 {
          group.addTask { try? await TestLedger(at: "\(path)/city.albo") }
        }
        return await group.reduce(into: []) { made, ledger in made += [ledger].compactMap(\.self) }
      }
      #expect(made.count == 1)
      var ledger = try #require(made.first)
      // Its key is the one that the log belongs to.
      try await ledger.reopen()
      #expect(try await ledger.set("a", 1).position == 1)
      await ledger.store.close()
    }
  }

  @Test func aGivenKeySignsTheLog() async throws {
    try await withDirectory { path in
      let key = try SigningKey.generate(name: try TestLedger.origin)
      let store = try await EventStore.create(
        at: "\(path)/l", origin: try TestLedger.origin, key: key, registry: .test,
        options: .init(clock: HeldClock(), program: "tests", maximumLogSize: 1 << 32))
      #expect(store.verifierKey == key.verifierKey)
      await store.close()
    }
  }

  @Test func aNewLedgerVerifies() async throws {
    try await TestLedger.with { ledger in
      let report = try await ledger.verify()
      #expect(report.damage == nil && report.size.rawValue == 1 && report.checkpoints == 1)
      #expect(report.uncheckedTypes.isEmpty)
    }
  }
}
