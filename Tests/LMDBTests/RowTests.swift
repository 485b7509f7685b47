import Bytes
import LMDB
import Testing

@Suite("Rows")
struct RowTests {
  @Test(arguments: [1, 2, 8, 510, 511])
  func keysUpToTheLimitComeBack(size: Int) throws {
    try withEnvironment { environment in
      let table = environment.table("a")
      let key: [UInt8] = Array(repeating: 0xff, count: size)
      try environment.write { try $0.put([3].span, for: key.span, in: table) }
      #expect(try environment.read { try $0.rows(in: table) } == [Row(key: key, value: [3])])
      #expect(try environment.write { try $0.delete(key.span, in: table) })
      #expect(try environment.read { try $0.contains(key.span, in: table) } == false)
    }
  }

  @Test(arguments: [0, 512, 4096, 70_000])
  func emptyAndOverlongKeysAreRefused(size: Int) throws {
    try withEnvironment { environment in
      let table = environment.table("a")
      let key: [UInt8] = Array(repeating: 1, count: size)
      try environment.write { try $0.put([1].span, for: [1].span, in: table) }
      try environment.write { transaction in
        expect(.badValueSize, .put) { try transaction.put([1].span, for: key.span, in: table) }
        expect(.badValueSize, .append) {
          try transaction.put([1].span, for: key.span, in: table, mode: .append)
        }
        expect(.badValueSize, .delete) { try transaction.delete(key.span, in: table) }
        expect(.badValueSize, .get) { try transaction.get(key.span, in: table) { $0.count } }
        expect(.badValueSize, .get) { try transaction.contains(key.span, in: table) }
        expect(.badValueSize, .cursor) { try transaction.rows(in: table, from: key) }
        expect(.badValueSize, .cursor) { try transaction.rows(in: table, from: key, reverse: true) }
        // The transaction is none the worse.
        try transaction.put([2].span, for: [2].span, in: table)
      }
      #expect(try environment.read { try $0.count(of: table) } == 2)
    }
  }

  @Test(arguments: [0, 1, 100, 2000, 4096, 65_535, 1 << 20])
  func valuesOfAnySizeComeBack(size: Int) throws {
    try withEnvironment { environment in
      let table = environment.table("a")
      let value = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
      try environment.write { try $0.put(value.span, for: 1, in: table) }
      #expect(try environment.read { try $0.get(1, in: table) { $0.array } } == value)
    }
  }

  @Test func aMissingKeyIsNilAndItsClosureNotCalled() throws {
    try withEnvironment { environment in
      let table = environment.table("a")
      try environment.read { transaction in
        let byInteger: Void? = try transaction.get(1, in: table) { _ in Issue.record("called") }
        let byBytes: Void? = try transaction.get([1].span, in: table) { _ in Issue.record("called") }
        #expect(byInteger == nil)
        #expect(byBytes == nil)
      }
    }
  }

  @Test func upsertReplacesInsertRefuses() throws {
    try withEnvironment { environment in
      let table = environment.table("a")
      try environment.write { transaction in
        try transaction.put([1].span, for: 5, in: table, mode: .insert)
        expect(.keyExists, .insert) { try transaction.put([2].span, for: 5, in: table, mode: .insert) }
        #expect(try transaction.get(5, in: table) { $0.array } == [1])
        try transaction.put([3].span, for: 5, in: table)
      }
      #expect(try environment.read { try $0.get(5, in: table) { $0.array } } == [3])
    }
  }

  @Test(arguments: [4, 5] as [UInt64])
  func appendRefusesWhatDoesNotSortBehindTheLastKey(key: UInt64) throws {
    try withEnvironment { environment in
      let table = environment.table("a")
      try environment.write { transaction in
        try transaction.put([1].span, for: 5, in: table, mode: .append)
        expect(.keyExists, .append) { try transaction.put([2].span, for: key, in: table, mode: .append) }
        try transaction.put([3].span, for: 6, in: table, mode: .append)
      }
      #expect(try environment.read { try $0.rows(in: table).map(\.value) } == [[1], [3]])
    }
  }

  @Test func integerKeysSortByValue() throws {
    try withEnvironment { environment in
      let table = environment.table("a")
      let keys: [UInt64] = [0, 1, 255, 256, 65_536, 1 << 32, 1 << 63, .max]
      try environment.write { transaction in
        for key in keys.shuffled() { try transaction.put([1].span, for: key, in: table) }
      }
      let read = try environment.read { try $0.rows(in: table).map { number($0.key) } }
      #expect(read == keys)
    }
  }

  @Test func deleteTellsWhetherThereWasARow() throws {
    try withEnvironment { environment in
      let table = environment.table("a")
      try environment.write { transaction in
        try transaction.put([1].span, for: 1, in: table)
        #expect(try transaction.delete(1, in: table))
        #expect(try transaction.delete(1, in: table) == false)
        #expect(try transaction.count(of: table) == 0)
      }
    }
  }

  @Test func clearEmptiesOneTable() throws {
    try withEnvironment { environment in
      try environment.write { transaction in
        for key in 0..<100 as Range<UInt64> {
          try transaction.put([1].span, for: key, in: environment.table("a"))
          try transaction.put([1].span, for: key, in: environment.table("b"))
        }
        try transaction.clear(environment.table("a"))
      }
      try environment.read { transaction in
        let counts = try (
          transaction.count(of: environment.table("a")), transaction.count(of: environment.table("b"))
        )
        #expect(counts == (0, 100))
      }
    }
  }

  @Test func bigEndianBytes() {
    var bytes: [UInt8] = [7]
    BigEndian.append(0x0102_0304_0506_0708, to: &bytes)
    #expect(bytes == [7, 1, 2, 3, 4, 5, 6, 7, 8])
    #expect(BigEndian.read(from: bytes.span, at: 1) == 0x0102_0304_0506_0708)
    #expect(BigEndian.read(from: bytes.span) == 0x0701_0203_0405_0607)
    for offset in [-1, 2, 9, .max, .min] { #expect(BigEndian.read(from: bytes.span, at: offset) == nil) }
    #expect(number([]) == nil)
  }
}
