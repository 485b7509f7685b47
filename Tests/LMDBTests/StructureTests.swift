import Bytes
import LMDB
import Testing

@Suite("Sound files have a sound structure")
struct StructureTests {
  @Test func aNewFile() throws {
    try withDirectory { directory in
      let environment = try Environment(directory: directory, tables: [], options: .init(access: .create))
      let structure = try environment.readWithPages { try $1.check() }
      #expect(try FileStructure(checking: "\(directory)/data.mdb") == structure)
      #expect(structure.snapshot == 0)
      #expect(structure.pages == 2)
      #expect(structure.usedPages == 2)
      #expect(structure.tables == 0)
    }
  }

  @Test func theNumbersAreThoseOfTheFile() throws {
    try withEnvironment { environment in
      let table = environment.table("a")
      let value = [UInt8](repeating: 1, count: 10_000)
      try environment.write { transaction in
        for key in 0..<100 as Range<UInt64> { try transaction.put(value.span, for: key, in: table) }
      }
      try environment.write { transaction in
        for key in 0..<50 as Range<UInt64> { try transaction.delete(BigEndian.bytes(key).span, in: table) }
      }
      let structure = try FileStructure(checking: "\(environment.directory)/data.mdb")
      let statistics = try environment.statistics()
      #expect(structure.snapshot == statistics.lastTransactionID)
      #expect(structure.pageSize == statistics.pageSize)
      #expect(structure.pages == statistics.pages)
      #expect(structure.tables == 2)
      #expect(structure.freePages >= 150)
      #expect(structure.leakedPages == 0)
    }
  }

  /// The free list's keys are numbers with the least significant byte first.
  @Test func aFreeListOfManyTransactions() throws {
    try withEnvironment { environment in
      try environment.read { _ in
        for round in 0..<700 as Range<UInt64> {
          try environment.write { try $0.put([1].span, for: round, in: environment.table("a")) }
        }
      }
      let structure = try environment.readWithPages { try $1.check() }
      #expect(structure.snapshot == 701)
      #expect(structure.freePages > 700)
    }
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func randomWorkloads(seed: UInt64) throws {
    try withDirectory { directory in
      let names = (0..<Int(1 + seed * seed / 4)).map { "table \($0)" }
      let environment = try Environment(
        directory: directory, tables: names, options: .init(access: .create, isSynced: false))
      defer { environment.close() }
      var workload = Workload(seed: seed, tables: names.map(environment.table))
      for round in 0..<60 {
        try workload.transaction(in: environment, changes: round % 7 == 0 ? 1500 : 20)
        // A reader of an older snapshot keeps pages from reuse, and finds its own pages whole afterwards.
        try environment.readWithPages { _, pages in
          let before = try pages.check()
          for _ in 0..<round % 4 { try workload.transaction(in: environment, changes: 50) }
          #expect(try pages.check() == before)
          #expect(before.leakedPages == 0)
          #expect(before.tables == names.count)
        }
      }
      let structure = try environment.readWithPages { try $1.check() }
      #expect(try FileStructure(checking: "\(directory)/data.mdb") == structure)
      #expect(structure.pages == (try environment.statistics().pages))
    }
  }
}

extension BigEndian {
  static func bytes(_ number: UInt64) -> [UInt8] {
    var bytes: [UInt8] = []
    append(number, to: &bytes)
    return bytes
  }
}
