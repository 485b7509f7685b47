import CLMDB
import Glibc

extension LMDBError {
  /// The one place where a C return code becomes an error.
  @inline(never)
  package init(status: CInt, _ operation: Operation, path: String?) {
    var code = Code(status: status)
    if code == .inputOutput, let path, isNearlyFull(path) { code = .noSpace }
    self.init(code, operation, path: path)
  }

  /// Throws unless the status is zero.
  @inline(__always)
  static func check(
    _ status: CInt, _ operation: Operation, path: @autoclosure () -> String?
  ) throws(LMDBError) {
    if status != 0 { throw LMDBError(status: status, operation, path: path()) }
  }
}

/// Whether the file system has less room than one write of LMDB (64 pages) may need.
///
/// LMDB reports a short write as EIO; on a full disk that is what a commit meets first.
private func isNearlyFull(_ path: String) -> Bool {
  var status = statvfs()
  // `unsafe`: the pointer to a local lasts for the call.
  guard unsafe statvfs(path, &status) == 0 else { return false }
  return status.f_bavail &* status.f_frsize < 64 * 4096
}

extension LMDBError.Code {
  init(status: CInt) {
    self = Self.ofLibrary(status) ?? Self.ofSystem(status)
  }

  private static func ofLibrary(_ status: CInt) -> Self? {
    switch status {
    case MDB_KEYEXIST: .keyExists
    case MDB_NOTFOUND: .notFound
    case MDB_PAGE_NOTFOUND: .pageNotFound
    case MDB_CORRUPTED: .corrupted
    case MDB_PANIC: .panic
    case MDB_VERSION_MISMATCH: .versionMismatch
    case MDB_INVALID: .invalid
    case MDB_MAP_FULL: .mapFull
    case MDB_DBS_FULL: .tablesFull
    case MDB_READERS_FULL: .readersFull
    case MDB_TLS_FULL: .tlsFull
    case MDB_TXN_FULL: .transactionFull
    case MDB_CURSOR_FULL: .cursorFull
    case MDB_PAGE_FULL: .pageFull
    case MDB_MAP_RESIZED: .mapResized
    case MDB_INCOMPATIBLE: .incompatible
    case MDB_BAD_RSLOT: .badReaderSlot
    case MDB_BAD_TXN: .badTransaction
    case MDB_BAD_VALSIZE: .badValueSize
    case MDB_BAD_DBI: .badTable
    default: nil
    }
  }

  private static func ofSystem(_ status: CInt) -> Self {
    switch status {
    case ENOSPC, EDQUOT: .noSpace
    case EIO: .inputOutput
    case EACCES, EPERM: .accessDenied
    case EROFS: .readOnlyFileSystem
    case ENOENT: .noSuchFile
    case EEXIST: .fileExists
    case ENOMEM: .outOfMemory
    default: .system(status)
    }
  }
}
