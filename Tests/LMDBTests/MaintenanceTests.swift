import Glibc
import LMDB
import Testing

@Suite("Copies, statistics, reopening")
struct MaintenanceTests {
  @Test(arguments: [false, true])
  func aCopyHoldsTheSameRows(compacting: Bool) throws {
    var generator = SystemRandomNumberGenerator()
    let rows = CursorTests.randomRows(500, using: &generator)
    try withEnvironment { environment in
      try environment.put(rows, in: environment.table("a"))
      try environment.put(rows.map { Row(key: $0.key, value: [9]) }, in: environment.table("b"))
      try withDirectory { directory in
        try environment.copy(to: directory, compacting: compacting)
        let copy = try Environment(
          directory: directory, tables: ["a", "b"], options: .init(access: .readOnly))
        try environment.read { original in
          try copy.read { copied in
            for name in ["a", "b"] {
              let expected = try original.rows(in: environment.table(name))
              #expect(try copied.rows(in: copy.table(name)) == expected)
              #expect(expected.count == 500)
            }
          }
        }
        #expect(try copy.mapSize == environment.mapSize)
      }
    }
  }

  @Test func aCopyIsPrivateAndOnlyAsLargeAsItsRows() throws {
    try withEnvironment { environment in
      let table = environment.table("a")
      let value: [UInt8] = Array(repeating: 1, count: 100_000)
      try environment.write { transaction in
        for key in 0..<20 as Range<UInt64> { try transaction.put(value.span, for: key, in: table) }
      }
      try environment.write { try $0.clear(table) }
      try withDirectory { directory in
        try environment.copy(to: directory, compacting: true)
        var status = stat()
        #expect(stat("\(directory)/data.mdb", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(status.st_size < 100_000)
      }
    }
  }

  @Test func aCopyNeverOverwrites() throws {
    try withEnvironment { environment in
      expect(.fileExists, .copy) { try environment.copy(to: environment.directory, compacting: false) }
      expect(.noSuchFile, .copy) { try environment.copy(to: "/nowhere/at/all", compacting: false) }
    }
  }

  @Test func aCopyCanBeMadeInsideAWriteTransactionsWait() throws {
    try withEnvironment { environment in
      try withDirectory { directory in
        try environment.write { transaction in
          try transaction.put([1].span, for: 1, in: environment.table("a"))
          try environment.copy(to: directory, compacting: true)
        }
        let copy = try Environment(directory: directory, tables: ["a"], options: .init(access: .readOnly))
        #expect(try copy.read { try $0.count(of: copy.table("a")) } == 0)
      }
    }
  }

  @Test func sizes() throws {
    try withEnvironment(.init(access: .create, mapSize: 8 << 20, maxReaders: 77)) { environment in
      let table = environment.table("a")
      #expect(try environment.statistics(of: table).depth == 0)
      let value: [UInt8] = Array(repeating: 1, count: 10_000)
      try environment.write { transaction in
        for key in 0..<1000 as Range<UInt64> { try transaction.put([1].span, for: key, in: table) }
        try transaction.put(value.span, for: 1000, in: table)
      }
      let sizes = try environment.statistics(of: table)
      #expect(sizes.count == 1001)
      #expect(sizes.depth == 2)
      #expect(sizes.branchPages == 1)
      #expect(sizes.leafPages > 1)
      #expect(sizes.overflowPages == 3)
      let whole = try environment.statistics()
      #expect(whole.mapSize == 8 << 20)
      #expect(whole.maxReaders == 77)
      #expect(whole.usedReaders == 1)
      #expect(whole.pageSize == 4096)
      #expect(whole.pages > sizes.leafPages + sizes.overflowPages)
      #expect(try whole.lastTransactionID == environment.lastTransactionID)
    }
  }

  @Test func reopeningKeepsRowsAndTableHandles() throws {
    try withEnvironment { environment in
      let table = environment.table("b")
      for round in 0..<3 as Range<UInt64> {
        try environment.write { try $0.put([1].span, for: round, in: table) }
        try environment.reopen()
        #expect(try environment.read { try $0.count(of: table) } == Int(round) + 1)
      }
      expect(.alreadyOpen, .open) {
        try Environment(directory: environment.directory, tables: [], options: .init(access: .create))
      }
    }
  }

  @Test func reopeningWhatHasGoneFailsAndCanBeTriedAgain() throws {
    try withEnvironment { environment in
      let file = "\(environment.directory)/data.mdb"
      #expect(rename(file, file + ".away") == 0)
      expect(.noSuchFile, .open) { try environment.reopen() }
      expect(.closed, .begin) { try environment.read { _ in } }
      #expect(rename(file + ".away", file) == 0)
      try environment.reopen()
      #expect(try environment.read { try $0.count(of: environment.table("a")) } == 0)
    }
  }

  @Test func syncWorksUnlessReadOnly() throws {
    try withEnvironment { environment in
      try environment.sync()
      environment.close()
      let reader = try Environment(
        directory: environment.directory, tables: [], options: .init(access: .readOnly))
      expect(.accessDenied, .sync) { try reader.sync() }
    }
  }
}
