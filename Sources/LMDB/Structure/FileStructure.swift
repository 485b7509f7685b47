import Glibc

/// What a check of the pages of a `data.mdb` has found, if nothing is wrong with them.
///
/// LMDB trusts its pages: it reads a damaged file wrongly, or ends the process in the middle of a write. A copy made
/// while the file was written to is such a file, even if every row can be read: its free list can name pages that
/// are in use. The check follows every page of one snapshot, from the meta page through the trees of all tables and
/// of the free list, and reads without LMDB, so no damage crashes it.
///
/// Values are not looked at, and a page does not say when it was written: an older or newer state of a page which
/// fits where it is passes. What the rows mean is the caller's to check.
///
/// ```swift
/// let structure = try FileStructure(checking: "\(backup)/data.mdb")
/// print("snapshot \(structure.snapshot), \(structure.pages) pages, \(structure.freePages) of them free")
/// ```
public struct FileStructure: Sendable, Hashable {
  /// The snapshot that was checked, as the number of its transaction.
  public let snapshot: UInt64
  /// Bytes a page.
  public let pageSize: Int
  /// All pages that the snapshot knows, used or free. The file may be longer, after a commit that failed, or shorter
  /// if the last ones are free and were never written.
  public let pages: Int
  /// Pages in use: meta pages, tables and the free list.
  public let usedPages: Int
  /// Pages listed for reuse.
  public let freePages: Int
  /// Pages neither in use nor free: lost room, but no damage.
  public var leakedPages: Int { pages - usedPages - freePages }
  /// Named tables.
  public let tables: Int
}

extension FileStructure {
  /// Checks a file at rest, in the snapshot that LMDB would open.
  ///
  /// Nobody may write to it meanwhile: that looks like damage. For a file in use there is
  /// ``Environment/readWithPages(_:)``. A file that this process has open may be checked: LMDB's locks are on
  /// `lock.mdb`.
  ///
  /// - Parameter path: The `data.mdb` itself.
  /// - Throws: ``StructuralDamage``; ``LMDBError`` with operation ``LMDBError/Operation/open`` if there is no such
  ///   file or it may not be read.
  public init(checking path: String) throws {
    // `unsafe`: variadic C; the string lasts for the call.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw LMDBError(status: errno, .open, path: path) }
    defer { close(descriptor) }
    let file = try PageFile(descriptor)
    self = try StructureCheck.run(file, from: MetaPage.newest(of: MetaPage.readBoth(from: file)))
  }
}
