import CLMDB
import Glibc

extension Environment {
  /// Writes a consistent copy of the environment, as of now, while others read and write.
  ///
  /// It is a read transaction as long as the copy takes: `data.mdb` grows meanwhile if there is writing. The
  /// copy has the permissions and the map size of the original, and is on disk when this returns.
  ///
  /// - Parameters:
  ///   - directory: An existing directory without a `data.mdb`.
  ///   - isCompacting: Leaves free pages out. Transaction numbers then start again at 1. Without it the copy
  ///     is of the same size, and waits for a running write transaction before it starts.
  /// - Throws: ``LMDBError/Code/fileExists``, ``LMDBError/Code/noSuchFile``, ``LMDBError/Code/noSpace``, with
  ///   the target's path; after a failure nothing is left there. ``LMDBError/Code/incompatible`` when pages
  ///   have leaked: then copy without compacting.
  public func copy(to directory: String, compacting isCompacting: Bool) throws(LMDBError) {
    try withHandle(.copy) { (handle) throws(LMDBError) in
      let path = "\(directory)/data.mdb"
      // `unsafe`: variadic C; the string lasts for the call.
      let file = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, options.permissions)
      if file < 0 { throw LMDBError(status: errno, .copy, path: directory) }
      defer { Glibc.close(file) }
      do throws(LMDBError) {
        let flags = isCompacting ? UInt32(MDB_CP_COMPACT) : 0
        try LMDBError.check(unsafe mdb_env_copyfd2(handle, file, flags), .copy, path: directory)
        if fsync(file) != 0 { throw LMDBError(status: errno, .copy, path: directory) }
        try flush(directory)
      } catch {
        _ = unsafe unlink(path)
        throw error
      }
    }
  }

  /// Flushes a directory, so that the name of a new file survives a crash.
  private func flush(_ directory: String) throws(LMDBError) {
    let file = unsafe Glibc.open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard file >= 0 else { throw LMDBError(status: errno, .copy, path: directory) }
    defer { Glibc.close(file) }
    if fsync(file) != 0 { throw LMDBError(status: errno, .copy, path: directory) }
  }

  /// Clears the reader slots of processes that have died. Until then their snapshots keep pages from being
  /// reused.
  ///
  /// - Returns: how many slots were cleared.
  /// - Throws: ``LMDBError`` when the environment is closed or its lock cannot be taken.
  @discardableResult
  public func checkReaders() throws(LMDBError) -> Int {
    try withHandle(.checkReaders) { (handle) throws(LMDBError) in
      var dead: CInt = 0
      try check(unsafe mdb_reader_check(handle, &dead), .checkReaders)
      return Int(dead)
    }
  }

  /// Flushes everything committed to disk. Of use after unsynced work only.
  ///
  /// - Throws: ``LMDBError/Code/accessDenied`` when opened read-only; what the device reports.
  public func sync() throws(LMDBError) {
    try withHandle(.sync) { (handle) throws(LMDBError) in
      try check(unsafe mdb_env_sync(handle, 1), .sync)
    }
  }
}
