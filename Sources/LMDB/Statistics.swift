import CLMDB

/// The sizes of an environment.
public struct EnvironmentStatistics: Sendable, Hashable {
  /// The most bytes that `data.mdb` can grow to.
  public let mapSize: Int
  /// Bytes a page.
  public let pageSize: Int
  /// Pages in use or free for reuse; with the page size, the bytes of `data.mdb` that count.
  public let pages: Int
  /// The number of the last committed transaction.
  public let lastTransactionID: UInt64
  /// Reader slots, over all processes.
  public let maxReaders: Int
  /// The most slots in use at once since the first process opened the environment.
  public let usedReaders: Int
}

/// The sizes of a table.
public struct TableStatistics: Sendable, Hashable {
  /// Rows.
  public let count: Int
  /// Levels of the tree; 0 when empty.
  public let depth: Int
  /// Pages of inner nodes.
  public let branchPages: Int
  /// Pages of rows.
  public let leafPages: Int
  /// Pages of values too large for a leaf.
  public let overflowPages: Int
}

extension Environment {
  /// The sizes of the environment.
  ///
  /// - Throws: ``LMDBError/Code/closed``.
  public func statistics() throws(LMDBError) -> EnvironmentStatistics {
    try withHandle(.statistics) { (handle) throws(LMDBError) in
      let information = try unsafe information(of: handle)
      var status = MDB_stat()
      try check(unsafe mdb_env_stat(handle, &status), .statistics)
      return EnvironmentStatistics(
        mapSize: unsafe information.me_mapsize,
        pageSize: Int(status.ms_psize),
        pages: unsafe information.me_last_pgno + 1,
        lastTransactionID: unsafe UInt64(information.me_last_txnid),
        maxReaders: unsafe Int(information.me_maxreaders),
        usedReaders: unsafe Int(information.me_numreaders))
    }
  }

  /// The sizes of a table, as of now.
  ///
  /// - Throws: ``LMDBError/Code/closed``, ``LMDBError/Code/badTable``, ``LMDBError/Code/readersFull``.
  public func statistics(of table: Table) throws -> TableStatistics {
    try read { transaction in try transaction.snapshot.statistics(of: table) }
  }

  /// The number of the last committed transaction, by any process; cheap enough to poll.
  ///
  /// It moves a moment before readers can see that transaction and before it is safe on disk. A follower
  /// compares it with ``Transaction/id`` of what it has read last, and never takes it for what it has read.
  public var lastTransactionID: UInt64 {
    get throws(LMDBError) {
      try withHandle(.statistics) { (handle) throws(LMDBError) in
        try unsafe UInt64(information(of: handle).me_last_txnid)
      }
    }
  }

  /// The most bytes that `data.mdb` can grow to.
  public var mapSize: Int {
    get throws(LMDBError) {
      try withHandle(.statistics) { (handle) throws(LMDBError) in
        try unsafe information(of: handle).me_mapsize
      }
    }
  }

  /// The most bytes a key can have.
  public static let maxKeySize = 511

  private func information(of handle: OpaquePointer) throws(LMDBError) -> MDB_envinfo {
    var information = unsafe MDB_envinfo()
    try check(unsafe mdb_env_info(handle, &information), .statistics)
    return unsafe information
  }
}
