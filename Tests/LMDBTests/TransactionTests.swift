import LMDB
import Testing

@Suite("Transactions")
struct TransactionTests {
  struct Stop: Error {}

  @Test func returningCommits() throws {
    try withEnvironment { environment in
      let table = environment.table("a")
      let answer = try environment.write { transaction in
        try transaction.put([1, 2].span, for: [9].span, in: table)
        return 42
      }
      #expect(answer == 42)
      #expect(try environment.read { try $0.get([9].span, in: table) { $0.array } } == [1, 2])
    }
  }

  @Test func throwingRollsBack() throws {
    try withEnvironment { environment in
      let table = environment.table("a")
      #expect(throws: Stop.self) {
        try environment.write { transaction in
          try transaction.put([1].span, for: 1, in: table)
          throw Stop()
        }
      }
      #expect(try environment.read { try $0.count(of: table) } == 0)
      // The lock is free again.
      try environment.write { try $0.put([1].span, for: 1, in: table) }
    }
  }

  @Test func aClosuresErrorPassesThroughARead() throws {
    try withEnvironment(.init(access: .create, maxReaders: 2, isSynced: false)) { environment in
      for _ in 0..<5 { #expect(throws: Stop.self) { try environment.read { _ in throw Stop() } } }
    }
  }

  @Test func aWriteTransactionSeesItselfAndOthersDoNot() throws {
    try withEnvironment { environment in
      let table = environment.table("a")
      try environment.write { transaction in
        try transaction.put([1].span, for: 1, in: table)
        #expect(try transaction.contains(1, in: table))
        #expect(try environment.read { try $0.contains(1, in: table) } == false)
      }
    }
  }

  @Test func aSnapshotDoesNotMove() throws {
    try withEnvironment { environment in
      let table = environment.table("a")
      try environment.read { snapshot in
        try environment.write { try $0.put([1].span, for: 1, in: table) }
        #expect(try snapshot.count(of: table) == 0)
        #expect(try environment.read { try $0.count(of: table) } == 1)
      }
    }
  }

  @Test func aWriteInsideAWriteIsRefused() throws {
    try withEnvironment { environment in
      try environment.write { _ in expect(.nestedWrite, .begin) { try environment.write { _ in } } }
      try environment.write { _ in }
    }
  }

  @Test func transactionsAreNumbered() throws {
    try withEnvironment { environment in
      let before = try environment.lastTransactionID
      #expect(try environment.read { $0.id } == before)
      try environment.write { transaction in
        #expect(transaction.id == before + 1)
        try transaction.put([1].span, for: 1, in: environment.table("a"))
      }
      #expect(try environment.lastTransactionID == before + 1)
      #expect(try environment.read { $0.id } == before + 1)
    }
  }

  @Test func aReadOnlyEnvironmentDoesNotWrite() throws {
    try withEnvironment { environment in
      environment.close()
      let reader = try Environment(
        directory: environment.directory, tables: ["a"], options: .init(access: .readOnly))
      expect(.accessDenied, .begin) { try reader.write { _ in } }
      #expect(try reader.read { try $0.count(of: reader.table("a")) } == 0)
    }
  }

  @Test func readerSlotsRunOut() throws {
    try withEnvironment(.init(access: .create, maxReaders: 3, isSynced: false)) { environment in
      try environment.read { _ in
        try environment.read { _ in
          try environment.read { _ in expect(.readersFull, .begin) { try environment.read { _ in } } }
        }
      }
      try environment.read { _ in }
    }
  }

  @Test func aFullMapFailsTheTransactionAndNoOther() throws {
    try withEnvironment(.init(access: .create, mapSize: 1 << 17, isSynced: false)) { environment in
      let table = environment.table("a")
      try environment.write { try $0.put([1].span, for: 0, in: table) }
      let value: [UInt8] = Array(repeating: 1, count: 1000)
      expect(.mapFull, .put) {
        try environment.write { transaction in
          for key in 1..<1000 as Range<UInt64> { try transaction.put(value.span, for: key, in: table) }
        }
      }
      #expect(try environment.read { try $0.count(of: table) } == 1)
      try environment.write { try $0.put([1].span, for: 1, in: table) }
    }
  }

  @Test func aFailureThatWasSwallowedFailsTheCommit() throws {
    try withEnvironment(.init(access: .create, mapSize: 1 << 17, isSynced: false)) { environment in
      let table = environment.table("a")
      let value: [UInt8] = Array(repeating: 1, count: 1 << 18)
      expect(.badTransaction, .commit) {
        try environment.write { transaction in
          expect(.mapFull, .put) { try transaction.put(value.span, for: 1, in: table) }
          expect(.badTransaction, .get) { try transaction.contains(1, in: table) }
        }
      }
      let count = try environment.read { try $0.count(of: table) }
      #expect(count == 0)
    }
  }

  @Test func aTableOfAnotherEnvironmentIsRefused() throws {
    try withEnvironment { environment in
      let table = environment.table("b")
      try withDirectory { directory in
        let other = try Environment(
          directory: directory, tables: ["a"], options: .init(access: .create, isSynced: false))
        expect(.badTable, .get) { try other.read { try $0.contains(1, in: table) } }
        expect(.badTable, .statistics) { try other.read { try $0.count(of: table) } }
        expect(.badTable, .cursor) { try other.read { try $0.withCursor(over: table) { _ in } } }
        expect(.badTable, .put) { try other.write { try $0.put([1].span, for: 1, in: table) } }
        expect(.badTable, .delete) { try other.write { try $0.delete(1, in: table) } }
        expect(.badTable, .clear) { try other.write { try $0.clear(table) } }
      }
    }
  }

  @Test func aClosedEnvironmentRefusesEverything() throws {
    try withEnvironment { environment in
      let table = environment.table("a")
      environment.close()
      environment.close()
      expect(.closed, .begin) { try environment.read { _ in } }
      expect(.closed, .begin) { try environment.write { _ in } }
      expect(.closed, .begin) { try environment.statistics(of: table) }
      expect(.closed, .statistics) { try environment.statistics() }
      expect(.closed, .statistics) { try environment.lastTransactionID }
      expect(.closed, .statistics) { try environment.mapSize }
      expect(.closed, .sync) { try environment.sync() }
      expect(.closed, .checkReaders) { try environment.checkReaders() }
      expect(.closed, .copy) { try environment.copy(to: "/tmp", compacting: false) }
      expect(.closed, .open) { try environment.reopen() }
    }
  }
}
