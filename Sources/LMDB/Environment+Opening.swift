import CLMDB
import Synchronization

extension Environment {
  /// Opens file and tables. The caller is alone, or the object is not shared yet.
  func open(access: Options.Access) throws(LMDBError) {
    try openFiles.withLock { (files) throws(LMDBError) in
      let found = try FileIdentity.find(in: directory)
      if let found, files.contains(found.identity) { throw LMDBError(.alreadyOpen, .open, path: directory) }
      let isNew = try isNew(size: found?.size, access: access)
      if access != .readOnlyUnlocked { try makeLockFile(in: directory, options: options) }
      let environment = try unsafe openHandle(access: access, mapSize: isNew ? options.mapSize : 0)
      do throws(LMDBError) {
        try unsafe openTables(of: environment, access: access)
        unsafe file = try FileIdentity.find(in: directory)?.identity
      } catch {
        unsafe mdb_env_close(environment)
        throw error
      }
      unsafe handle = environment
      if let file = unsafe file { files.insert(file) }
    }
  }

  /// Closes the file if it is open. The caller is alone.
  func shut() {
    guard let environment = unsafe handle else { return }
    openFiles.withLock { files in
      unsafe mdb_env_close(environment)
      if let file = unsafe file { files.remove(file) }
    }
    unsafe handle = nil
    unsafe file = nil
  }

  /// Whether LMDB is about to make a new file. It would do so unasked, hence the errors.
  private func isNew(size: Int?, access: Options.Access) throws(LMDBError) -> Bool {
    if let size, size > 0 { return false }
    guard access == .create else {
      throw LMDBError(size == nil ? .noSuchFile : .invalid, .open, path: directory)
    }
    return true
  }

  private func openHandle(access: Options.Access, mapSize: Int) throws(LMDBError) -> OpaquePointer {
    var handle: OpaquePointer?
    try check(unsafe mdb_env_create(&handle), .open)
    guard let handle = unsafe handle else { throw LMDBError(.outOfMemory, .open, path: directory) }
    do throws(LMDBError) {
      try check(unsafe mdb_env_set_maxdbs(handle, UInt32(tableNames.count)), .open)
      try check(unsafe mdb_env_set_maxreaders(handle, UInt32(clamping: options.maxReaders)), .open)
      if mapSize > 0 { try check(unsafe mdb_env_set_mapsize(handle, mapSize), .open) }
      try check(unsafe mdb_env_open(handle, directory, flags(for: access), options.permissions), .open)
    } catch {
      unsafe mdb_env_close(handle)
      throw error
    }
    return unsafe handle
  }

  /// No thread-local slots always: a transaction is tied to its closure, not to its thread.
  private func flags(for access: Options.Access) -> UInt32 {
    var flags = MDB_NOTLS
    if access == .readOnly || access == .readOnlyUnlocked { flags |= MDB_RDONLY }
    if access == .readOnlyUnlocked { flags |= MDB_NOLOCK }
    if !options.isSynced { flags |= MDB_NOSYNC }
    if !options.readAhead { flags |= MDB_NORDAHEAD }
    return UInt32(flags)
  }

  /// Opens all handles in one transaction; they are the environment's once it has committed.
  private func openTables(
    of environment: OpaquePointer, access: Options.Access
  ) throws(LMDBError) {
    var transaction: OpaquePointer?
    let kind = access == .create ? 0 : UInt32(MDB_RDONLY)
    try check(unsafe mdb_txn_begin(environment, nil, kind, &transaction), .open)
    do throws(LMDBError) {
      for (index, name) in tableNames.enumerated() {
        let flags = access == .create ? UInt32(MDB_CREATE) : 0
        let status = unsafe mdb_dbi_open(transaction, name, flags, &tables[index])
        if status == MDB_NOTFOUND { throw LMDBError(.missingTable(name), .open, path: directory) }
        try check(status, .open)
      }
    } catch {
      unsafe mdb_txn_abort(transaction)
      throw error
    }
    // Whatever it returns, the transaction is freed.
    try check(unsafe mdb_txn_commit(transaction), .open)
  }
}

extension Environment {
  @inline(__always)
  func check(_ status: CInt, _ operation: LMDBError.Operation) throws(LMDBError) {
    try LMDBError.check(status, operation, path: directory)
  }

  /// Runs with the open handle, which stays open meanwhile: hence `@safe`, as long as the closure keeps no
  /// copy.
  @safe func withHandle<R>(
    _ operation: LMDBError.Operation, _ body: (OpaquePointer) throws(LMDBError) -> R
  ) throws(LMDBError) -> R {
    gate.enter()
    defer { gate.leave() }
    guard let handle = unsafe handle else { throw LMDBError(.closed, operation, path: directory) }
    return try unsafe body(handle)
  }
}
