import Bytes
import LMDB
import Testing

@Suite("Cursors")
struct CursorTests {
  /// Keys of one to three bytes out of a small alphabet, so that neighbours and prefixes abound.
  static func randomRows(_ count: Int, using generator: inout SystemRandomNumberGenerator) -> [Row] {
    var rows: [[UInt8]: Row] = [:]
    while rows.count < count {
      let key = randomKey(using: &generator)
      rows[key] = Row(key: key, value: [UInt8.random(in: 0...255, using: &generator)])
    }
    return rows.values.sorted()
  }

  static func randomKey(using generator: inout SystemRandomNumberGenerator) -> [UInt8] {
    let count = Int.random(in: 1...3, using: &generator)
    return (0..<count).map { _ in UInt8.random(in: 1...12, using: &generator) }
  }

  @Test(arguments: [0, 1, 2, 3, 4, 50, 1000])
  func bothWaysOverAllRows(count: Int) throws {
    var generator = SystemRandomNumberGenerator()
    let rows = Self.randomRows(count, using: &generator)
    try withEnvironment { environment in
      let table = environment.table("a")
      try environment.put(rows.shuffled(), in: table)
      try environment.read { transaction in
        try transaction.withCursor(over: table) { cursor in
          func row(_ key: Span<UInt8>, _ value: Span<UInt8>) -> Row {
            Row(key: key.array, value: value.array)
          }
          var up: [Row] = []
          while let row = try cursor.next(row) { up.append(row) }
          #expect(up == rows)
          var down: [Row] = []
          while let row = try cursor.previous(row) { down.append(row) }
          #expect(down == rows.reversed())
          #expect(try cursor.first(row) == rows.first)
          #expect(try cursor.last(row) == rows.last)
        }
      }
    }
  }

  /// The cursor as an index into the sorted rows: -1 before the first, their count behind the last.
  struct Model {
    let rows: [Row]
    var index = -1

    var row: Row? { rows.indices.contains(index) ? rows[index] : nil }

    mutating func move(_ move: Int, _ bound: [UInt8]) -> Row? {
      switch move {
      case 0: index = 0
      case 1: index = rows.count - 1
      case 2: index = min(index + 1, rows.count)
      case 3: index = max(index - 1, -1)
      case 4: index = rows.firstIndex { !$0.key.lexicographicallyPrecedes(bound) } ?? rows.count
      default: index = rows.lastIndex { !bound.lexicographicallyPrecedes($0.key) } ?? -1
      }
      return row
    }
  }

  @Test(arguments: [0, 1, 2, 3, 10, 500])
  func anyWalkAgreesWithAnArray(count: Int) throws {
    var generator = SystemRandomNumberGenerator()
    let rows = Self.randomRows(count, using: &generator)
    try withEnvironment { environment in
      let table = environment.table("a")
      try environment.put(rows, in: table)
      try environment.write { transaction in
        try transaction.withCursor(over: table) { cursor in
          var model = Model(rows: rows)
          var walk: [Int] = []
          for _ in 0..<2000 {
            let move = Int.random(in: 0...5, using: &generator)
            let bound = Self.randomKey(using: &generator)
            walk.append(move)
            let found = try step(&cursor, move, bound)
            try #require(found == model.move(move, bound), "after \(walk.suffix(6)), bound \(bound)")
          }
        }
      }
    }
  }

  private func step(_ cursor: inout Cursor, _ move: Int, _ bound: [UInt8]) throws -> Row? {
    func row(_ key: Span<UInt8>, _ value: Span<UInt8>) -> Row { Row(key: key.array, value: value.array) }
    return switch move {
    case 0: try cursor.first(row)
    case 1: try cursor.last(row)
    case 2: try cursor.next(row)
    case 3: try cursor.previous(row)
    case 4: try cursor.seek(atLeast: bound.span, row)
    default: try cursor.seek(atMost: bound.span, row)
    }
  }

  @Test func integerBounds() throws {
    try withEnvironment { environment in
      let table = environment.table("a")
      try environment.write { transaction in
        for key in [10, 20, 30] as [UInt64] { try transaction.put([1].span, for: key, in: table) }
      }
      try environment.read { transaction in
        try transaction.withCursor(over: table) { cursor in
          func number(_ key: Span<UInt8>, _ value: Span<UInt8>) -> UInt64 { BigEndian.read(from: key) ?? 0 }
          for bound in 0...40 as ClosedRange<UInt64> {
            let above: UInt64? = [10, 20, 30].first { $0 >= bound }
            let below: UInt64? = [10, 20, 30].last { $0 <= bound }
            let found = try (cursor.seek(atLeast: bound, number), cursor.seek(atMost: bound, number))
            #expect(found == (above, below))
          }
        }
      }
    }
  }

  @Test func cursorsOverTwoTablesAtOnce() throws {
    try withEnvironment { environment in
      try environment.put([Row(key: [1], value: [10])], in: environment.table("a"))
      try environment.put([Row(key: [1], value: [20])], in: environment.table("b"))
      let values = try environment.read { transaction in
        try transaction.withCursor(over: environment.table("a")) { one in
          try transaction.withCursor(over: environment.table("b")) { other in
            try one.next { _, first in try other.next { _, second in first.array + second.array } }
          }
        }
      }
      #expect(values == [10, 20])
    }
  }

  @Test func rangesAgreeWithAnArray() throws {
    var generator = SystemRandomNumberGenerator()
    let rows = Self.randomRows(60, using: &generator)
    let bounds = (0..<30).map { _ in Self.randomKey(using: &generator) }
    try withEnvironment { environment in
      let table = environment.table("a")
      try environment.put(rows, in: table)
      try environment.read { transaction in
        for bound in bounds + [nil] {
          let up = rows.filter { row in bound.map { !row.key.lexicographicallyPrecedes($0) } ?? true }
          let down = rows.filter { row in bound.map { !$0.lexicographicallyPrecedes(row.key) } ?? true }
          for limit in [0, 1, 2, 10, 60, 61, .max] {
            let ascending = try transaction.rows(in: table, from: bound, limit: limit)
            let descending = try transaction.rows(in: table, from: bound, limit: limit, reverse: true)
            #expect(ascending == Array(up.prefix(limit)))
            #expect(descending == Array(down.reversed().prefix(limit)))
          }
        }
      }
    }
  }

  @Test func falseEndsARangeAnErrorLeavesIt() throws {
    try withEnvironment { environment in
      let table = environment.table("a")
      try environment.put((1...9).map { Row(key: [$0], value: []) }, in: table)
      try environment.write { transaction in
        var seen: [UInt8] = []
        try transaction.forEach(in: table, from: [3].span) { key, _ in
          seen.append(key[0])
          return key[0] < 5
        }
        #expect(seen == [3, 4, 5])
        #expect(throws: TransactionTests.Stop.self) {
          try transaction.forEach(in: table) { _, _ in throw TransactionTests.Stop() }
        }
        // The cursors are closed: the table can be changed.
        try transaction.clear(table)
      }
    }
  }

  @Test func integerRanges() throws {
    try withEnvironment { environment in
      let table = environment.table("a")
      try environment.write { transaction in
        for key in 0..<100 as Range<UInt64> {
          try transaction.put([1].span, for: key, in: table, mode: .append)
        }
      }
      func read(from key: UInt64, _ limit: Int, reverse: Bool) throws -> [UInt64?] {
        var keys: [UInt64?] = []
        try environment.read { transaction in
          try transaction.forEach(in: table, from: key, limit: limit, reverse: reverse) { key, _ in
            keys.append(BigEndian.read(from: key))
            return true
          }
        }
        return keys
      }
      #expect(try read(from: 97, 10, reverse: false) == [97, 98, 99])
      #expect(try read(from: 2, 10, reverse: true) == [2, 1, 0])
      #expect(try read(from: 500, 2, reverse: true) == [99, 98])
      #expect(try read(from: 100, 2, reverse: false) == [])
    }
  }
}
