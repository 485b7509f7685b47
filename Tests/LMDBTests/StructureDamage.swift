import LMDB
import Testing

/// One way to damage a file, and what is to be said about it.
struct Damage: Sendable, CustomTestStringConvertible {
  let kind: StructuralDamage.Kind
  let words: String
  let apply: @Sendable (DataFile) -> Void

  init(_ kind: StructuralDamage.Kind, _ words: String, _ apply: @escaping @Sendable (DataFile) -> Void) {
    self.kind = kind
    self.words = words
    self.apply = apply
  }

  var testDescription: String { "\(kind): \(words)" }

  /// Writes a file with a two-level table "a" that has overflow pages, a one-page table "b", and a free list of
  /// several records; damages it, and checks it.
  func expectFound() throws {
    try withDirectory { directory in
      try Self.makeFile(in: directory)
      let file = DataFile(in: directory)
      let sound = try FileStructure(checking: file.path)
      apply(file)
      let damage = #expect(throws: StructuralDamage.self) { try FileStructure(checking: file.path) }
      #expect(damage?.kind == kind, "\(damage?.message ?? "")")
      #expect(damage?.message.contains(words) == true, "\(damage?.message ?? "")")
      if let snapshot = damage?.snapshot { #expect(snapshot == sound.snapshot) }
    }
  }

  static func makeFile(in directory: String) throws {
    let environment = try Environment(
      directory: directory, tables: ["a", "b"], options: .init(access: .create, isSynced: false))
    defer { environment.close() }
    let (a, b) = (environment.table("a"), environment.table("b"))
    let large = [UInt8](repeating: 2, count: 10_000)
    try environment.write { transaction in
      for key in 0..<900 as Range<UInt64> { try transaction.put([1, 2, 3].span, for: key, in: a, mode: .append) }
      try transaction.put([UInt8](repeating: 7, count: 48).span, for: 1, in: a)
      // The first row and the last.
      for key in [0, 5000] as [UInt64] { try transaction.put(large.span, for: key, in: a) }
    }
    // The reader keeps each transaction's record in the free list apart.
    try environment.read { _ in
      for round in 0..<6 as Range<UInt64> {
        try environment.write { transaction in
          try transaction.put([4].span, for: round, in: b)
          try transaction.put([5].span, for: round * 150 + 50, in: a)
        }
      }
    }
  }
}

extension DataFile {
  var a: Int { table(0) }
  var b: Int { table(1) }
  var rootOfA: Int { root(of: a) }
  var leafOfA: Int { child(1, on: rootOfA) }
  var rootOfB: Int { root(of: b) }
  /// The first overflow page of the first row of "a".
  var overflow: Int { integer(8, at: value(0, on: child(0, on: rootOfA))) * Self.pageSize }
  /// The leaf of the free list, and its newest record.
  var freeLeaf: Int { root(of: freeList) }
  func freeRecord(_ fromLast: Int = 0) -> Int { value(nodes(on: freeLeaf) - 1 - fromLast, on: freeLeaf) }

  func number(ofPageAt offset: Int) -> Int { offset / Self.pageSize }

  func swapBytes(_ count: Int, _ one: Int, _ other: Int) {
    let bytes = (read(count, at: one), read(count, at: other))
    writeFile(path, bytes.1, at: one)
    writeFile(path, bytes.0, at: other)
  }
}
