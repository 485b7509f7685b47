/// Where a snapshot begins. Pages 0 and 1 are meta pages, and each commit overwrites the older one.
struct MetaPage: Equatable {
  /// Page 0 or page 1.
  let number: Int
  let pageSize: Int
  /// The most bytes that the file can grow to.
  let mapSize: UInt64
  let lastPage: UInt64
  /// The transaction that committed the snapshot.
  let transaction: UInt64
  private let bytes: [UInt8]

  var freeList: Tree { Tree(bytes, at: 40) }
  var tableList: Tree { Tree(bytes, at: 88) }

  /// Reads a meta page; what else it says is checked when it is chosen.
  private init(_ number: Int, from file: PageFile, at offset: Int) throws(StructuralDamage) {
    guard offset <= file.size - Self.size else {
      throw StructuralDamage(
        .truncated, "the file ends before the end of meta page \(number): it has \(file.size) bytes")
    }
    bytes = try file.read(Self.size, at: offset)
    self.number = number
    pageSize = Int(bytes.integer(at: 40, as: UInt32.self))
    mapSize = bytes.integer(at: 32, as: UInt64.self)
    lastPage = bytes.integer(at: 136, as: UInt64.self)
    transaction = bytes.integer(at: 144, as: UInt64.self)
    guard bytes.integer(at: 0, as: UInt64.self) == UInt64(number), bytes.integer(at: 10, as: UInt16.self) == 0x08,
      bytes.integer(at: 16, as: UInt32.self) == Self.magic
    else { throw StructuralDamage(.metaPage, "page \(number) is not a meta page of LMDB") }
    let version = bytes.integer(at: 20, as: UInt32.self)
    guard version == 1 else {
      throw StructuralDamage(.metaPage, "meta page \(number) says that the file has format \(version), not 1")
    }
    guard Self.pageSizes.contains(pageSize), pageSize & (pageSize - 1) == 0 else {
      throw StructuralDamage(.metaPage, "meta page \(number) gives an impossible page size, \(pageSize)")
    }
  }

  private static let size = 152
  private static let magic: UInt32 = 0xBEEF_C0DE
  private static let pageSizes = 512...32768
}

extension MetaPage {
  /// Reads both meta pages. LMDB opens no file in which one of them is unreadable.
  static func readBoth(from file: PageFile) throws(StructuralDamage) -> [MetaPage] {
    let first = try MetaPage(0, from: file, at: 0)
    let second = try MetaPage(1, from: file, at: first.pageSize)
    guard first.pageSize == second.pageSize else {
      throw StructuralDamage(
        .metaPage, "the meta pages give two page sizes, \(first.pageSize) and \(second.pageSize)")
    }
    return [first, second]
  }

  /// The meta page that LMDB opens a file from: that of the later transaction.
  static func newest(of both: [MetaPage]) -> MetaPage { both[0].transaction < both[1].transaction ? both[1] : both[0] }

  /// Checks what the page says about the file as a whole.
  func check(against file: PageFile) throws(StructuralDamage) {
    // Readers find a snapshot's meta page by its number. In a new file both pages say 0, and the first is taken.
    guard transaction % 2 == UInt64(number) else {
      throw StructuralDamage(.metaPage, "meta page \(number) holds a transaction that belongs on the other one")
    }
    guard lastPage >= 1, lastPage < mapSize / UInt64(pageSize) else {
      throw StructuralDamage(
        .metaPage, "the meta page gives an impossible last page, \(lastPage), in a map of \(mapSize) bytes")
    }
    // Free pages at the end need not have been written, but the free list, eight bytes each, has.
    guard lastPage < UInt64(file.size / pageSize + file.size / 8) else {
      throw StructuralDamage(
        .truncated, "the file is cut short: it has \(file.size / pageSize) pages and should have \(lastPage + 1)")
    }
    guard freeList.flags & Tree.layoutFlags == Tree.integerKeys, tableList.flags & Tree.layoutFlags == 0 else {
      throw StructuralDamage(.metaPage, "the meta page gives the free list or the list of tables an unknown layout")
    }
  }
}
