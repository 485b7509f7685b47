import CLMDB

/// A running LMDB transaction, as far as reading goes. Read through ``Transaction``.
///
/// It is lent for as long as its transaction runs and cannot be copied, hence cannot outlive it.
@safe public struct Snapshot: ~Copyable {
  /// The `MDB_txn`, valid until the environment ends the transaction.
  let handle: OpaquePointer
  let environment: Environment

  init(_ handle: OpaquePointer, of environment: Environment) {
    unsafe self.handle = unsafe handle
    self.environment = environment
  }
}

extension Snapshot {
  @usableFromInline
  var id: UInt64 { unsafe UInt64(mdb_txn_id(handle)) }

  /// The value of a key, in the map: valid until the transaction changes something or ends.
  @usableFromInline
  func find(
    _ key: Span<UInt8>, in table: Table
  ) throws(LMDBError) -> UnsafeBufferPointer<UInt8>? {
    try check(key, .get)
    let database = try database(of: table, .get)
    return try unsafe key.withUnsafeBufferPointer { (key) throws(LMDBError) in
      var key = unsafe MDB_val(lending: key)
      var value = unsafe MDB_val()
      let status = unsafe mdb_get(handle, database, &key, &value)
      if status == MDB_NOTFOUND { return nil }
      try check(status, .get)
      return unsafe value.bytes
    }
  }

  @usableFromInline
  func find(_ key: UInt64, in table: Table) throws(LMDBError) -> UnsafeBufferPointer<UInt8>? {
    try unsafe withKey(key) { (key) throws(LMDBError) in try unsafe find(key, in: table) }
  }

  @usableFromInline
  func statistics(of table: Table) throws(LMDBError) -> TableStatistics {
    var status = MDB_stat()
    let database = try database(of: table, .statistics)
    try check(unsafe mdb_stat(handle, database, &status), .statistics)
    return TableStatistics(
      count: status.ms_entries,
      depth: Int(status.ms_depth),
      branchPages: status.ms_branch_pages,
      leafPages: status.ms_leaf_pages,
      overflowPages: status.ms_overflow_pages)
  }

  @usableFromInline
  func openCursor(over table: Table) throws(LMDBError) -> Cursor {
    var cursor: OpaquePointer?
    let database = try database(of: table, .cursor)
    try check(unsafe mdb_cursor_open(handle, database, &cursor), .cursor)
    guard let cursor = unsafe cursor else {
      throw LMDBError(.outOfMemory, .cursor, path: environment.directory)
    }
    return unsafe Cursor(cursor, path: environment.directory)
  }

  @inline(__always)
  func database(of table: Table, _ operation: LMDBError.Operation) throws(LMDBError) -> MDB_dbi {
    let tables = unsafe environment.tables
    guard table.index < tables.count else {
      throw LMDBError(.badTable, operation, path: environment.directory)
    }
    return unsafe tables[table.index]
  }

  @inline(__always)
  func check(_ status: CInt, _ operation: LMDBError.Operation) throws(LMDBError) {
    try LMDBError.check(status, operation, path: environment.directory)
  }

  /// LMDB checks lengths in some operations and crashes or finds nothing in others.
  @inline(__always)
  func check(_ key: Span<UInt8>, _ operation: LMDBError.Operation) throws(LMDBError) {
    if key.isEmpty || key.count > Environment.maxKeySize {
      throw LMDBError(.badValueSize, operation, path: environment.directory)
    }
  }
}

extension MDB_val {
  /// Points to bytes that LMDB will only read.
  @inline(__always)
  init(lending bytes: UnsafeBufferPointer<UInt8>) {
    unsafe self.init(mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
  }

  /// What LMDB has pointed it to.
  @inline(__always)
  var bytes: UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(start: mv_data?.assumingMemoryBound(to: UInt8.self), count: mv_size)
  }
}
