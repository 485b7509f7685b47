/// One check of a snapshot: its file, and the pages met so far.
final class StructureCheck {
  let file: PageFile
  let meta: MetaPage
  private var used: PageSet
  private var free: PageSet
  var tables = 0

  private init(_ file: PageFile, from meta: MetaPage) throws(StructuralDamage) {
    try meta.check(against: file)
    self.file = file
    self.meta = meta
    used = PageSet(below: Int(meta.lastPage) + 1)
    free = PageSet(below: Int(meta.lastPage) + 1)
    _ = used.insert(0)
    _ = used.insert(1)
  }

  /// Follows everything that a meta page leads to, the free list first.
  static func run(_ file: PageFile, from meta: MetaPage) throws(StructuralDamage) -> FileStructure {
    do throws(StructuralDamage) {
      let check = try StructureCheck(file, from: meta)
      try TreeWalk.run(meta.freeList, of: .freeList, in: check)
      try TreeWalk.run(meta.tableList, of: .tableList, in: check)
      return FileStructure(
        snapshot: meta.transaction, pageSize: meta.pageSize, pages: Int(meta.lastPage) + 1,
        usedPages: check.used.count, freePages: check.free.count, tables: check.tables)
    } catch {
      throw error.found(in: meta.transaction)
    }
  }

  /// Notes that a page is in use, and returns its number as an index.
  func use(_ page: UInt64, by owner: TreeOwner) throws(StructuralDamage) -> Int {
    guard page <= meta.lastPage else {
      throw StructuralDamage(.page, "\(owner) refers to page \(page), but the last page is \(meta.lastPage)")
    }
    let page = Int(page)
    guard page < file.size / meta.pageSize else {
      throw StructuralDamage(
        .truncated, "the file is cut short: it ends before the end of page \(page), which \(owner) needs")
    }
    if free.contains(page) {
      throw StructuralDamage(.freePageInUse, "page \(page) is listed as free, but \(owner) uses it")
    }
    guard used.insert(page) else {
      throw StructuralDamage(.sharedPage, "page \(page) is used twice, the second time by \(owner)")
    }
    return page
  }

  /// Notes that a page is listed as free.
  func release(_ page: UInt64, in transaction: UInt64) throws(StructuralDamage) {
    guard page >= 2, page <= meta.lastPage else {
      throw StructuralDamage(
        .freeList,
        "the free list has page \(page), freed by transaction \(transaction), but pages go from 2 to "
          + "\(meta.lastPage)")
    }
    let page = Int(page)
    if used.contains(page) {
      throw StructuralDamage(.freePageInUse, "page \(page) is listed as free, but the free list itself uses it")
    }
    guard free.insert(page) else {
      throw StructuralDamage(.freeList, "page \(page) is listed as free twice")
    }
  }

  func read(_ page: Int) throws(StructuralDamage) -> [UInt8] {
    try file.read(meta.pageSize, at: page * meta.pageSize)
  }
}
