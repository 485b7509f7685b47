import CLMDB

/// The pages of one snapshot, lent by ``Environment/readWithPages(_:)`` as long as they cannot be overwritten.
public struct SnapshotPages: ~Copyable {
  private let file: PageFile
  private let meta: MetaPage

  fileprivate init(_ file: PageFile, from meta: MetaPage) {
    self.file = file
    self.meta = meta
  }

  /// Checks every page of the snapshot, without LMDB, while others read and write.
  ///
  /// It reads the branches and leaves of all tables; what they take in memory is two bits a page of the file.
  ///
  /// - Throws: ``StructuralDamage``, the first that is found.
  public func check() throws(StructuralDamage) -> FileStructure { try StructureCheck.run(file, from: meta) }
}

extension Environment {
  /// Runs a closure over one snapshot, as ``read(_:)`` does, and lends it the snapshot's pages to be checked.
  ///
  /// ```swift
  /// try environment.readWithPages { transaction, pages in
  ///   let structure = try pages.check()
  ///   // What is read from `transaction` now is the snapshot whose structure was checked.
  /// }
  /// ```
  ///
  /// The environment is open by then, for which LMDB has read a few pages. To be safe from any damage, check a file
  /// at rest before it is opened, with ``FileStructure/init(checking:)``.
  ///
  /// - Returns: what the closure returns.
  /// - Throws: what the closure throws; ``StructuralDamage`` if the snapshot's meta page is damaged; ``LMDBError``
  ///   as ``read(_:)`` does.
  public func readWithPages<R>(
    _ body: (borrowing ReadTransaction, borrowing SnapshotPages) throws -> R
  ) throws -> R {
    try readWithPages(afterBeginning: {}, body)
  }

  /// The same, with a place at which a test can commit.
  package func readWithPages<R>(
    afterBeginning pause: () throws -> Void,
    _ body: (borrowing ReadTransaction, borrowing SnapshotPages) throws -> R
  ) throws -> R {
    for _ in 0..<Self.attempts {
      let result: R? = try read { transaction in
        try pause()
        let file = try PageFile(fileDescriptor())
        guard let meta = try Self.metaPage(of: transaction.id, in: file) else { return nil }
        return try body(transaction, SnapshotPages(file, from: meta))
      }
      if let result { return result }
    }
    throw StructuralDamage(.metaPage, "no meta page is that of the snapshot which LMDB reads")
  }

  /// Two commits overwrite a snapshot's meta page: if they come between its beginning and the reading of the meta
  /// page, another snapshot is taken.
  private static let attempts = 100

  /// The meta page of a snapshot, read twice, for a commit may be writing it; `nil` if it is there no more.
  private static func metaPage(of transaction: UInt64, in file: PageFile) throws(StructuralDamage) -> MetaPage? {
    guard let meta = try MetaPage.readBoth(from: file).first(where: { $0.transaction == transaction }) else {
      return nil
    }
    return try MetaPage.readBoth(from: file)[meta.number] == meta ? meta : nil
  }

  /// LMDB's own descriptor of `data.mdb`, open as long as the transaction runs.
  private func fileDescriptor() throws(LMDBError) -> CInt {
    try withHandle(.begin) { (handle) throws(LMDBError) in
      var descriptor: CInt = -1
      try check(unsafe mdb_env_get_fd(handle, &descriptor), .begin)
      return descriptor
    }
  }
}
