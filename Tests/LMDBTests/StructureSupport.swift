import Bytes
import Glibc
import LMDB
import Testing

/// Random numbers that are the same in every run.
struct FixedGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Changes that leave trees of many shapes: short and long keys, values in pages of their own, deletes, clearings,
/// transactions that are rolled back.
struct Workload {
  struct Stop: Error {}

  var generator: FixedGenerator
  let tables: [Table]

  init(seed: UInt64, tables: [Table]) {
    generator = FixedGenerator(state: seed)
    self.tables = tables
  }

  mutating func transaction(in environment: Environment, changes: Int) throws {
    do {
      try environment.write { transaction in
        for _ in 0..<changes { try change(&transaction) }
        if Int.random(in: 0..<10, using: &generator) == 0 { throw Stop() }
      }
    } catch is Stop {}
  }

  private mutating func change(_ transaction: inout WriteTransaction) throws {
    let number = Int.random(in: 0..<tables.count, using: &generator)
    let table = tables[number]
    switch Int.random(in: 0..<1000, using: &generator) {
    case 0: try transaction.clear(table)
    case 1..<600: try transaction.put(value().span, for: key(of: number).span, in: table)
    default: try transaction.delete(key(of: number).span, in: table)
    }
  }

  /// Keys repeat, so that deletes find something. Their size depends on the table.
  private mutating func key(of table: Int) -> [UInt8] {
    let number = UInt64.random(in: 0..<3000, using: &generator)
    var key: [UInt8] = []
    BigEndian.append(number &* 0x9E37_79B9_7F4A_7C15, to: &key)
    switch table % 3 {
    case 0: return key
    case 1: return Array(key.prefix(1 + Int(number % 8)))
    default: return key + Array(repeating: UInt8(table), count: Int(number) % 500)
    }
  }

  private mutating func value() -> [UInt8] {
    let isLarge = Int.random(in: 0..<30, using: &generator) == 0
    return Array(repeating: 7, count: Int.random(in: 0..<(isLarge ? 30_000 : 300), using: &generator))
  }
}

/// The bytes of a `data.mdb` that is not open, to look into and to damage. Offsets are those of LMDB 0.9 on a 64-bit
/// little-endian machine.
struct DataFile {
  let path: String
  static let pageSize = 4096

  init(in directory: String) { path = "\(directory)/data.mdb" }

  func read(_ count: Int, at offset: Int) -> [UInt8] {
    let file = open(path, O_RDONLY)
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: count)
    #expect(pread(file, &bytes, count, off_t(offset)) == count)
    return bytes
  }

  var size: Int {
    var status = stat()
    #expect(stat(path, &status) == 0)
    return Int(status.st_size)
  }

  func integer(_ bytes: Int, at offset: Int) -> Int {
    read(bytes, at: offset).reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  func write(_ value: Int, _ bytes: Int, at offset: Int) {
    writeFile(path, (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }, at: offset)
  }

  func truncate(to size: Int) { #expect(Glibc.truncate(path, off_t(size)) == 0) }

  /// Where the newest meta page begins.
  var meta: Int { integer(8, at: 144) < integer(8, at: Self.pageSize + 144) ? Self.pageSize : 0 }
  var lastPage: Int { integer(8, at: meta + 136) }
  /// The record of the free list's tree.
  var freeList: Int { meta + 40 }
  /// The record of the tree that has the tables.
  var tableList: Int { meta + 88 }

  /// The offset of a tree's root page.
  func root(of tree: Int) -> Int { integer(8, at: tree + 40) * Self.pageSize }

  func nodes(on page: Int) -> Int { (integer(2, at: page + 12) - 16) / 2 }

  /// The offset of a node.
  func node(_ index: Int, on page: Int) -> Int { page + integer(2, at: page + 16 + 2 * index) }

  /// The offset of what follows a node's key.
  func value(_ index: Int, on page: Int) -> Int {
    let node = node(index, on: page)
    return node + 8 + integer(2, at: node + 6)
  }

  /// The record of a table's tree, if the list of tables has one page.
  func table(_ index: Int) -> Int { value(index, on: root(of: tableList)) }

  /// The offset of the page below a node of a branch.
  func child(_ index: Int, on page: Int) -> Int { integer(6, at: node(index, on: page)) * Self.pageSize }
}
