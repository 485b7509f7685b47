import EventLedger
import EventModel
import Glibc
import LogAudit
import Testing
import TransparencyLog

/// What other processes do to a ledger: exit tests run their bodies in processes of their own.
@Suite struct ProcessTests {
  @Test func asecondProcessIsToldWhoWrites() async throws {
    try await withDirectory { path in
      let options = OpeningOptions(
        clock: HeldClock(), program: "albod", socket: "/run/albo.sock", maximumLogSize: 1 << 32)
      let store = try await EventStore.create(
        at: "\(path)/l", origin: try TestLedger.origin, registry: .test, options: options)
      await #expect(processExitsWith: .success) { [path = path as String, parent = getpid() as Int32] in
        await expect(.ledgerBusy(process: parent, program: "albod", socket: "/run/albo.sock")) {
          try EventStore.open(at: "\(path)/l", mode: .writer, registry: .test, options: .init(program: "other"))
        }
      }
      #expect(try await store.record(proposal(id(3), CounterSet("a", 1)), by: .tester).position == 1)
      await store.close()
    }
  }

  @Test func aReaderBesideAWriterSeesWhatIsRecorded() async throws {
    try await TestLedger.with { ledger in
      try await ledger.set("a", 1)
      await #expect(processExitsWith: .success) { [path = ledger.path as String] in
        let store = try EventStore.open(at: path, mode: .reader, registry: .test, options: .init(program: "reader"))
        #expect(try store.size.rawValue == 2)
        #expect(try store.read().events.map(\.position) == [0, 1])
        #expect(
          try store.receipt(of: 1).verify(entry: store.event(at: 1).record, key: store.verifierKey).size.rawValue == 2)
        #expect(try LogVerifier.verify("\(path)/none", registry: .test).damage != nil)
        await expect(.readOnly) { try await store.record(proposal(id(9), CounterSet("a", 2)), by: .tester) }
        await store.close()
      }
      try await ledger.set("a", 2)
    }
  }

  @Test func aFollowerSeesWhatAnotherProcessRecords() async throws {
    try await TestLedger.with { ledger in
      try await ledger.set("a", 1)
      try await ledger.reopen(.reader)
      let store = ledger.store
      let seen = Task {
        var positions: [Position] = []
        for try await event in store.follow(after: .zero) {
          positions.append(event.position)
          if positions.count == 302 { break }
        }
        return positions
      }
      await #expect(processExitsWith: .success) { [path = ledger.path as String] in
        let store = try EventStore.open(
          at: path, mode: .writer, registry: .test, options: .init(clock: HeldClock(), program: "writer"))
        for batch in 0..<30 as Range<UInt64> {
          let acts = (0..<10).map { _ in blob("blob/a", []) }
          _ = try await store.append(OpaqueCommand(id: id(batch + 10), acts: acts, actor: actor), by: .tester)
        }
        await store.close()
      }
      #expect(try await seen.value.map(\.rawValue) == Array(0..<302))
    }
  }

  @Test func aLedgerOfAProcessThatWasKilledOpensWithAllThatWasAnswered() async throws {
    try await TestLedger.with { ledger in
      await ledger.store.close()
      await #expect(processExitsWith: .signal(SIGKILL)) { [path = ledger.path as String] in
        let store = try EventStore.open(
          at: path, mode: .writer, registry: .test, options: .init(clock: HeldClock(), program: "writer"))
        for value in 1...20 as ClosedRange<UInt64> {
          _ = try await store.record(proposal(id(value + 1), CounterSet("a", value)), by: .tester)
        }
        raise(SIGKILL)
      }
      ledger.store = try ledger.open()
      #expect(try ledger.store.size.rawValue == 21)
      #expect(try await ledger.store.record(proposal(id(21), CounterSet("a", 20)), by: .tester).isRepeated)
      #expect(try await ledger.verify().damage == nil)
    }
  }

  @Test func aCommitThatFailedIsAnsweredAsUnknownAndARetryFindsOut() async throws {
    try await TestLedger.with { ledger in
      await ledger.store.close()
      await #expect(processExitsWith: .success) { [path = ledger.path as String] in
        signal(SIGXFSZ, SIG_IGN)
        let store = try EventStore.open(
          at: path, mode: .writer, registry: .test, options: .init(clock: HeldClock(), program: "writer"))
        let command = OpaqueCommand(
          id: id(10), acts: [blob("blob/a", [UInt8](repeating: 1, count: 60_000))], actor: actor)
        try limitFiles(to: 64 << 10)
        await expect(.outcomeUnknown) { try await store.append(command, by: .tester) }
        #expect(try store.read().events.count == 1)
        try limitFiles(to: nil)
        #expect(try await store.append(command, by: .tester).position == 1)
        #expect(try await store.append(command, by: .tester).isRepeated)
        #expect(try await store.record(proposal(id(11), CounterSet("a", 1)), by: .tester).position == 2)
        await store.close()
        #expect(try LogVerifier.verify(path, registry: .test).damage == nil)
      }
    }
  }

  @Test func aWriterThatFindsAnothersRecordsStops() async throws {
    try await TestLedger.with { ledger in
      try await ledger.set("a", 1)
      await #expect(processExitsWith: .success) { [path = ledger.path as String] in
        // As a program does that does not ask for the lock.
        unlink("\(path)/log/writer")
        let store = try EventStore.open(
          at: path, mode: .writer, registry: .test, options: .init(clock: HeldClock(), program: "intruder"))
        _ = try await store.record(proposal(id(700), CounterSet("b", 1)), by: .tester)
        await store.close()
      }
      await expect(.ledgerChanged) { try await ledger.set("a", 2) }
    }
  }
}

/// Lets this process write no file beyond so many bytes; nil is no limit.
private func limitFiles(to bytes: UInt64?) throws {
  var limit = rlimit()
  try #require(getrlimit(__rlimit_resource_t(1), &limit) == 0)
  limit.rlim_cur = bytes.map { rlim_t($0) } ?? limit.rlim_max
  try #require(setrlimit(__rlimit_resource_t(1), &limit) == 0)
}
