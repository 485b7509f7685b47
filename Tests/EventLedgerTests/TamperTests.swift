import Bytes
import EventLedger
import EventModel
import LMDB
import Testing
import TransparencyLog

/// Whoever can write the files is found out, and where.
@Suite struct TamperTests {
  /// 300 events: 1 opening, 24 of counters in three commits, 250 in one command, 25 in five.
  private func withLog(_ body: (LogUnderAttack) throws -> Void) async throws {
    try await TestLedger.with { ledger in
      try await ledger.setAll((1...10).map { CounterSet("a", $0 * 5) })
      try await ledger.setAll((1...10).map { CounterSet("b", $0 * 11) })
      try await ledger.setAll([CounterSet("c", 100), CounterSet("a", 0)])
      try await ledger.appendMany(250)
      for batch in 0..<5 as Range<UInt64> { try await ledger.setAll((1...5).map { CounterSet("d", batch * 5 + $0) }) }
      #expect(try ledger.store.size.rawValue == 300)
      #expect(try await ledger.verify().damage == nil)
      try body(LogUnderAttack(ledger))
    }
  }

  @Test(arguments: [0, 1, 10, 24, 25, 150, 255, 256, 274, 275, 290, 298, 299])
  func aChangedRecordIsNamed(position: Int) async throws {
    try await withLog { log in
      let row = log.rows("records")[position]
      for byte in [0, 1, row.value.count / 2, row.value.count - 1] {
        let damage = try log.damage(row) { $0[byte] ^= 0x20 }
        #expect(names(position, in: damage), "byte \(byte): \(damage ?? "none")")
      }
    }
  }

  @Test func everyByteOfARecordCounts() async throws {
    try await withLog { log in
      let row = log.rows("records")[290]
      for byte in row.value.indices {
        let damage = try log.damage(row) { $0[byte] ^= 1 << UInt8(byte % 8) }
        #expect(names(290, in: damage), "byte \(byte): \(damage ?? "none")")
      }
    }
  }

  @Test func aChangedTileIsNamedWithTheRecordItBelies() async throws {
    try await withLog { log in
      let tile = try #require(log.rows("tiles").first)
      // Its width in two bytes, 256 hashes, and the nodes of rows 2 to 7.
      #expect(log.rows("tiles").count == 2 && tile.value.count == 2 + 8192 + 126 * 32)
      for place in [0, 31, 32, 4000, 8191] {
        let damage = try log.damage(tile) { $0[2 + place] ^= 1 }
        #expect(damage == "tile tile/0/000 does not hold the hash of record \(place / 32)")
      }
      for place in [8192, 8192 + 126 * 32 - 1] {
        let damage = try log.damage(tile) { $0[2 + place] ^= 1 }
        #expect(damage == "a node within tile tile/0/000 is not the hash of those below it")
      }
      let edge = log.rows("tiles")[1]
      #expect(try log.damage(edge) { $0[2] ^= 1 } == "tile tile/1/000.p/1 is not the hash of the tiles below it")
      #expect(try log.damage(tile) { $0.removeLast() }?.contains("tile/0/000") == true)
    }
  }

  @Test(arguments: ["names", "streams", "commands", "constraints", "checkpoints", "types", "meta"])
  func everyByteOfAnIndexCounts(table: String) async throws {
    try await withLog { log in
      let rows = log.rows(table)
      for row in Set([rows[0], rows[rows.count / 2], rows[rows.count - 1]]) {
        for byte in row == rows[rows.count / 2] ? Array(row.value.indices) : [0, row.value.count - 1] {
          let damage = try log.damage(row) { $0[byte] ^= 1 }
          #expect(mentions(table, in: damage), "byte \(byte): \(damage ?? "none")")
        }
        for change in [{ $0 += [0] }, { $0.removeLast() }] as [(inout [UInt8]) -> Void] {
          #expect(mentions(table, in: try log.damage(row, change)))
        }
      }
    }
  }

  @Test func aWrongConstraintRowIsNamedByStreamKindAndKey() async throws {
    try await withLog { log in
      let row = try #require(log.rows("constraints").first { $0.key[8] == 1 && $0.value == Array("110".utf8) })
      let damage = try log.damage(row) { $0 = Array("109".utf8) }
      #expect(damage == "the constraint row is wrong at counter/b, kind 1, key ")
    }
  }

  @Test(arguments: LogTables.names)
  func aDeletedRowIsMissed(table: String) async throws {
    try await withLog { log in
      let rows = log.rows(table)
      for row in Set([rows[0], rows[rows.count / 2], rows[rows.count - 1]]) {
        let damage = try log.damage { transaction, handle in try transaction.delete(row.key.span, in: handle(table)) }
        #expect(mentions(table, in: damage), "\(Hex.text(row.key)): \(damage ?? "none")")
      }
    }
  }

  @Test(arguments: LogTables.names)
  func anAddedRowIsFound(table: String) async throws {
    try await withLog { log in
      let rows = log.rows(table)
      for row in Set([rows[0], rows[rows.count / 2], rows[rows.count - 1]]) {
        for end in [[0], [255]] as [[UInt8]] {
          let key = row.key + end
          let damage = try log.damage { transaction, handle in
            try transaction.put(row.value.span, for: key.span, in: handle(table))
          }
          #expect(mentions(table, in: damage), "\(Hex.text(key)): \(damage ?? "none")")
        }
      }
    }
  }

  @Test(arguments: LogTables.names)
  func swappedRowsAreFound(table: String) async throws {
    try await withLog { log in
      let rows = log.rows(table)
      for (one, other) in [(rows[0], rows[rows.count - 1]), (rows[rows.count / 3], rows[rows.count / 2])]
      where one.value != other.value {
        let damage = try log.damage { transaction, handle in
          try transaction.put(one.value.span, for: other.key.span, in: handle(table))
          try transaction.put(other.value.span, for: one.key.span, in: handle(table))
        }
        #expect(mentions(table, in: damage), "\(Hex.text(one.key)): \(damage ?? "none")")
      }
    }
  }

  @Test func recordsThatGoOnAfterTheLastCheckpointAreFound() async throws {
    try await withLog { log in
      let last = try #require(log.rows("records").last)
      var key: [UInt8] = []
      BigEndian.append(300, to: &key)
      let damage = try log.damage { transaction, table in
        try transaction.put(last.value.span, for: key.span, in: table("records"))
      }
      #expect(damage?.contains("checkpoint") == true)
    }
  }

  /// Whether a finding names a record, or the range between two checkpoints that holds it.
  private func names(_ position: Int, in damage: String?) -> Bool {
    guard let damage else { return false }
    let numbers = damage.split { !$0.isNumber }.compactMap { Int($0) }
    guard damage.contains("a record from "), let first = numbers.dropLast().last, let last = numbers.last else {
      return damage.contains("record \(position) ") || damage.contains("record \(position + 1) was recorded at")
    }
    return (first...last).contains(position)
  }

  /// Whether a finding speaks of a table.
  private func mentions(_ table: String, in damage: String?) -> Bool {
    guard let damage else { return false }
    let words =
      switch table {
      case "records": ["record", "checkpoint"]
      case "tiles": ["tile"]
      case "checkpoints": ["checkpoint"]
      case "constraints": ["constraint row"]
      default: ["“\(table)”"]
      }
    return words.contains { damage.contains($0) }
  }
}
