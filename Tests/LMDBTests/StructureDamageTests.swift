import LMDB
import Testing

@Suite("Structural damage is found and named")
struct StructureDamageTests {
  static let ofTheFile: [Damage] = [
    Damage(.truncated, "meta page 0: it has 0 bytes") { $0.truncate(to: 0) },
    Damage(.truncated, "meta page 0: it has 100 bytes") { $0.truncate(to: 100) },
    Damage(.truncated, "meta page 1: it has 4200 bytes") { $0.truncate(to: 4200) },
    Damage(.truncated, "it ends before the end of page") { $0.truncate(to: $0.rootOfA) },
    Damage(.truncated, "it ends before the end of page") { $0.truncate(to: $0.rootOfB + 4095) },
    Damage(.truncated, "and should have 200001") { $0.write(200_000, 8, at: $0.meta + 136) },
    Damage(.metaPage, "page 0 is not a meta page") { $0.write(1, 1, at: 16) },
    Damage(.metaPage, "page 1 is not a meta page") { $0.write(2, 2, at: 4096 + 10) },
    Damage(.metaPage, "page 1 is not a meta page") { $0.write(7, 8, at: 4096) },
    Damage(.metaPage, "page 1 is not a meta page") { $0.swapBytes(4096, 4096, $0.rootOfA) },
    Damage(.metaPage, "has format 999, not 1") { $0.write(999, 4, at: 20) },
    Damage(.metaPage, "impossible page size, 4097") { $0.write(4097, 4, at: 40) },
    Damage(.metaPage, "impossible page size, 0") { $0.write(0, 4, at: 40) },
    Damage(.metaPage, "impossible page size, 65536") { $0.write(65536, 4, at: 4096 + 40) },
    Damage(.metaPage, "two page sizes, 4096 and 8192") { $0.write(8192, 4, at: 4096 + 40) },
    Damage(.metaPage, "belongs on the other one") { $0.swapBytes(136, 16, 4096 + 16) },
    Damage(.metaPage, "impossible last page, 262144") { $0.write(262_144, 8, at: $0.meta + 136) },
    Damage(.metaPage, "impossible last page, 0") { $0.write(0, 8, at: $0.meta + 136) },
    Damage(.metaPage, "unknown layout") { $0.write(0, 2, at: $0.freeList + 4) },
    Damage(.metaPage, "unknown layout") { $0.write(4, 2, at: $0.tableList + 4) },
    Damage(.page, "but the last page is 2") { $0.write(2, 8, at: $0.meta + 136) },
  ]

  static let ofPages: [Damage] = [
    Damage(.page, "of the table \"a\" says that it is page 3") { $0.write(3, 8, at: $0.rootOfA) },
    Damage(.page, "of the list of tables says that it is page 3") { $0.write(3, 8, at: $0.root(of: $0.tableList)) },
    Damage(.page, "of the free list says that it is page 3") { $0.write(3, 8, at: $0.freeLeaf) },
    Damage(.page, "says that it is page") { $0.swapBytes(4096, $0.child(3, on: $0.rootOfA), $0.leafOfA) },
    Damage(.page, "is a meta page, not a branch or leaf") { $0.write(8, 2, at: $0.rootOfB + 10) },
    Damage(.page, "is of an unknown kind (34)") { $0.write(0x22, 2, at: $0.rootOfB + 10) },
    Damage(.page, "is of an unknown kind (18)") { $0.write(0x12, 2, at: $0.rootOfB + 10) },
    Damage(.page, "bounds of its nodes, 16 and") { $0.write(16, 2, at: $0.rootOfB + 12) },
    Damage(.page, "bounds of its nodes, 19 and") { $0.write(19, 2, at: $0.rootOfB + 12) },
    Damage(.page, "bounds of its nodes, 4094 and") { $0.write(4094, 2, at: $0.rootOfB + 12) },
    Damage(.page, "and 4096") { $0.write(4096, 2, at: $0.rootOfB + 14) },
    Damage(.page, "node 2 at an impossible place") { $0.write(4090, 2, at: $0.rootOfB + 20) },
    Damage(.page, "node 2 at an impossible place") { $0.write(60000, 2, at: $0.rootOfB + 20) },
    Damage(.page, "node 2 at an impossible place") { $0.write(16, 2, at: $0.rootOfB + 20) },
    Damage(.page, "node 2 at an impossible place") { $0.swapBytes(1, $0.rootOfB + 20, $0.rootOfB + 21) },
    Damage(.page, "node 1 at an impossible place") {
      $0.write($0.integer(2, at: $0.rootOfB + 16), 2, at: $0.rootOfB + 18)
    },
    Damage(.page, "node 0 at an impossible place") { $0.write(5000, 4, at: $0.node(0, on: $0.rootOfB)) },
    Damage(.page, "nodes that overlap or leave gaps") { $0.write(3, 4, at: $0.node(1, on: $0.rootOfB)) },
    Damage(.page, "nodes that overlap or leave gaps") { $0.write(0, 4, at: $0.node(0, on: $0.rootOfB)) },
    Damage(.page, "nodes that overlap or leave gaps") {
      // One more node, inside the second.
      $0.write($0.integer(2, at: $0.rootOfB + 12) + 2, 2, at: $0.rootOfB + 12)
      $0.write($0.integer(2, at: $0.rootOfB + 18) + 2, 2, at: $0.rootOfB + 28)
    },
    Damage(.page, "has a key of 0 bytes") {
      // The value takes the key's eight bytes.
      $0.write(9, 4, at: $0.node(0, on: $0.rootOfB))
      $0.write(0, 2, at: $0.node(0, on: $0.rootOfB) + 6)
    },
    Damage(.page, "value of an unknown kind (4)") { $0.write(4, 2, at: $0.node(0, on: $0.rootOfB) + 4) },
    Damage(.page, "value of an unknown kind (2)") { $0.write(2, 2, at: $0.node(0, on: $0.rootOfB) + 4) },
    Damage(.page, "the table \"a\" has a value of an unknown kind (2)") {
      // As long as the record of a tree, but not in the list of tables.
      $0.write(2, 2, at: $0.node(1, on: $0.child(0, on: $0.rootOfA)) + 4)
    },
    Damage(.page, "the list of tables has a value of an unknown kind (2)") {
      $0.write(49, 4, at: $0.node(0, on: $0.root(of: $0.tableList)))
    },
    Damage(.page, "the table \"b\" has an unknown layout (4)") { $0.write(4, 2, at: $0.b + 4) },
    Damage(.page, "refers to page 9999") { $0.write(9999, 6, at: $0.node(1, on: $0.rootOfA)) },
    Damage(.page, "has only one page below it") {
      $0.write($0.number(ofPageAt: $0.leafOfA), 8, at: $0.rootOfA + 4088)
      $0.write(4088, 2, at: $0.rootOfA + 16)
      $0.write(18 + 4088 << 16, 4, at: $0.rootOfA + 12)
    },
    Damage(.page, "says that it is page 3") { $0.write(3, 8, at: $0.overflow) },
    Damage(.page, "is a leaf page, not an overflow page") { $0.write(2, 2, at: $0.overflow + 10) },
    Damage(.page, "begins 2 pages, too few for a value of 10000 bytes") { $0.write(2, 4, at: $0.overflow + 12) },
    Damage(.page, "begins 0 pages, too few") { $0.write(0, 4, at: $0.overflow + 12) },
    Damage(.page, "but the last page is") { $0.write(60000, 8, at: $0.value(0, on: $0.child(0, on: $0.rootOfA))) },
  ]

  static let ofTrees: [Damage] = [
    Damage(.sharedPage, "is used twice, the second time by the table \"a\"") {
      $0.write($0.number(ofPageAt: $0.leafOfA), 6, at: $0.node(2, on: $0.rootOfA))
    },
    Damage(.sharedPage, "is used twice, the second time by the table \"b\"") {
      $0.write($0.number(ofPageAt: $0.rootOfA), 8, at: $0.b + 40)
    },
    Damage(.sharedPage, "page 1 is used twice") { $0.write(1, 8, at: $0.b + 40) },
    Damage(.sharedPage, "is used twice") { $0.write(5, 4, at: $0.overflow + 12) },
    Damage(.order, "keys of the table \"b\" are not in ascending order") {
      $0.swapBytes(2, $0.rootOfB + 16, $0.rootOfB + 18)
    },
    Damage(.order, "not in ascending order") {
      // The same key twice.
      $0.write($0.integer(8, at: $0.node(1, on: $0.rootOfB) + 8), 8, at: $0.node(2, on: $0.rootOfB) + 8)
    },
    Damage(.order, "not in ascending order") {
      // Two leaves change places, numbers and all.
      $0.swapBytes(6, $0.node(2, on: $0.rootOfA), $0.node(3, on: $0.rootOfA))
    },
    Damage(.order, "not in ascending order") { $0.write(0xFF, 1, at: $0.node(2, on: $0.rootOfA) + 8) },
    Damage(.order, "not in ascending order") { $0.write(0, 8, at: $0.node(2, on: $0.rootOfA) + 8) },
    Damage(.order, "keys of the free list are not in ascending order") {
      $0.swapBytes(2, $0.freeLeaf + 16, $0.freeLeaf + 18)
    },
    Damage(.counts, "is a branch page at level 1 of 1") { $0.write(1, 2, at: $0.a + 6) },
    Damage(.counts, "is a leaf page at level 2 of 3") { $0.write(3, 2, at: $0.a + 6) },
    Damage(.counts, "is said to have 33 levels") { $0.write(33, 2, at: $0.a + 6) },
    Damage(.counts, "is said to have 0 levels") { $0.write(0, 2, at: $0.a + 6) },
    Damage(.counts, "is said to have 2 levels") { $0.write(-1, 8, at: $0.a + 40) },
    Damage(.counts, "the table \"a\" has 1 branch pages, but its record says 2") { $0.write(2, 8, at: $0.a + 8) },
    Damage(.counts, "the table \"b\" has 1 leaf pages, but its record says 0") { $0.write(0, 8, at: $0.b + 16) },
    Damage(.counts, "has 6 overflow pages, but its record says 5") { $0.write(5, 8, at: $0.a + 24) },
    Damage(.counts, "has 901 rows, but its record says 902") { $0.write(902, 8, at: $0.a + 32) },
    Damage(.counts, "the list of tables has 2 rows") { $0.write(3, 8, at: $0.tableList + 32) },
    Damage(.counts, "the free list has") { $0.write(70, 8, at: $0.freeList + 32) },
  ]

  static let ofTheFreeList: [Damage] = [
    Damage(.freePageInUse, "is listed as free, but the table \"b\" uses it") {
      // The only page of the record, so that the order stays.
      $0.write(1, 8, at: $0.freeRecord())
      $0.write($0.number(ofPageAt: $0.rootOfB), 8, at: $0.freeRecord() + 8)
    },
    Damage(.freePageInUse, "but the free list itself uses it") {
      $0.write(1, 8, at: $0.freeRecord())
      $0.write($0.number(ofPageAt: $0.freeLeaf), 8, at: $0.freeRecord() + 8)
    },
    Damage(.freePageInUse, "but the table \"a\" uses it") {
      // A table reaches into a free page.
      $0.write($0.integer(8, at: $0.freeRecord() + 8), 6, at: $0.node(1, on: $0.rootOfA))
    },
    Damage(.freeList, "is listed as free twice") {
      $0.write($0.integer(8, at: $0.freeRecord(1) + 8), 8, at: $0.freeRecord() + 8)
    },
    Damage(.freeList, "are not listed in descending order") {
      $0.write($0.integer(8, at: $0.freeRecord() + 8), 8, at: $0.freeRecord() + 16)
    },
    Damage(.freeList, "are not listed in descending order") {
      $0.swapBytes(8, $0.freeRecord() + 8, $0.freeRecord() + 16)
    },
    Damage(.freeList, "the free list has page 1,") {
      $0.write(1, 8, at: $0.freeRecord())
      $0.write(1, 8, at: $0.freeRecord() + 8)
    },
    Damage(.freeList, "but pages go from 2 to") { $0.write($0.lastPage + 1, 8, at: $0.freeRecord() + 8) },
    Damage(.freeList, "is not as long as it says") { $0.write(100, 8, at: $0.freeRecord()) },
    Damage(.freeList, "is not as long as it says") { $0.write(-1, 8, at: $0.freeRecord()) },
    Damage(.freeList, "is not as long as it says") {
      // A byte less than it was: the node ends at the same place.
      let node = $0.node(0, on: $0.freeLeaf)
      $0.write($0.integer(4, at: node) - 1, 4, at: node)
    },
    Damage(.freeList, "is not as long as it says") {
      // A page less than there was, and still a byte too many for that.
      $0.write($0.integer(8, at: $0.freeRecord()) - 1, 8, at: $0.freeRecord())
      let node = $0.node($0.nodes(on: $0.freeLeaf) - 1, on: $0.freeLeaf)
      $0.write($0.integer(4, at: node) - 1, 4, at: node)
    },
    Damage(.freeList, "freed by transaction 99, which the snapshot does not know") {
      $0.write(99, 8, at: $0.node($0.nodes(on: $0.freeLeaf) - 1, on: $0.freeLeaf) + 8)
    },
    Damage(.freeList, "freed by transaction 0, which the snapshot does not know") {
      $0.write(0, 8, at: $0.node(0, on: $0.freeLeaf) + 8)
    },
  ]

  @Test(arguments: ofTheFile) func theFileAndItsMetaPages(damage: Damage) throws { try damage.expectFound() }
  @Test(arguments: ofPages) func pages(damage: Damage) throws { try damage.expectFound() }
  @Test(arguments: ofTrees) func trees(damage: Damage) throws { try damage.expectFound() }
  @Test(arguments: ofTheFreeList) func theFreeList(damage: Damage) throws { try damage.expectFound() }

  @Test func theSentenceNamesSnapshotAndPlace() throws {
    try withDirectory { directory in
      try Damage.makeFile(in: directory)
      let file = DataFile(in: directory)
      file.write(7, 8, at: file.b + 32)
      let damage = #expect(throws: StructuralDamage.self) { try FileStructure(checking: file.path) }
      #expect(damage?.snapshot == 8)
      #expect(damage?.description == "in snapshot 8, the table \"b\" has 6 rows, but its record says 7")
    }
  }

  @Test func aFileThatCannotBeReadIsAnErrorOfItsOwn() throws {
    try withDirectory { directory in
      expect(.noSuchFile, .open) { try FileStructure(checking: "\(directory)/data.mdb") }
      // Long enough to have meta pages, were it a file.
      for number in 0..<20 { writeFile("\(directory)/\(number)", []) }
      let damage = #expect(throws: StructuralDamage.self) { try FileStructure(checking: directory) }
      #expect(damage?.kind == .unreadable)
      #expect(damage?.message == "the file cannot be read: Is a directory (errno 21)")
    }
  }
}
