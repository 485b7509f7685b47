extension LMDBError {
  /// The kind of a failure: LMDB's return codes, the errno values a program reacts to, and this module's own.
  public enum Code: Sendable, Hashable {
    /// The key exists already; for an append, it does not sort behind the last key (`MDB_KEYEXIST`).
    case keyExists
    /// There is no such key (`MDB_NOTFOUND`). Look-ups answer `nil` instead.
    case notFound
    /// A page that the tree refers to is not there: the file is damaged (`MDB_PAGE_NOTFOUND`).
    case pageNotFound
    /// A page has the wrong type: the file is damaged (`MDB_CORRUPTED`).
    case corrupted
    /// An earlier commit failed so badly that the environment has to be reopened (`MDB_PANIC`).
    case panic
    /// The file was written by an LMDB with another format (`MDB_VERSION_MISMATCH`).
    case versionMismatch
    /// The file is not an LMDB database (`MDB_INVALID`).
    case invalid
    /// The map size is exhausted (`MDB_MAP_FULL`).
    case mapFull
    /// More tables than the environment was opened for (`MDB_DBS_FULL`).
    case tablesFull
    /// Every reader slot is taken (`MDB_READERS_FULL`).
    case readersFull
    /// No thread-local keys are left; not seen on Linux (`MDB_TLS_FULL`).
    case tlsFull
    /// The transaction changed more pages than LMDB can track (`MDB_TXN_FULL`).
    case transactionFull
    /// The tree is deeper than a cursor: the file is damaged (`MDB_CURSOR_FULL`).
    case cursorFull
    /// A page has no room for a row that should fit: an error inside LMDB (`MDB_PAGE_FULL`).
    case pageFull
    /// Another process has enlarged the map (`MDB_MAP_RESIZED`).
    case mapResized
    /// The table has another layout than expected; for a copy, pages have leaked (`MDB_INCOMPATIBLE`).
    case incompatible
    /// A reader slot was used twice (`MDB_BAD_RSLOT`).
    case badReaderSlot
    /// The transaction is not usable any more, because an operation in it failed (`MDB_BAD_TXN`).
    case badTransaction
    /// A key is empty or too long, or a value is too long (`MDB_BAD_VALSIZE`).
    case badValueSize
    /// The table handle is not of this environment (`MDB_BAD_DBI`).
    case badTable
    /// The file system, or the user's quota, is full (`ENOSPC`, `EDQUOT`, or a short write on a full disk).
    case noSpace
    /// The device failed to read or write (`EIO`).
    case inputOutput
    /// A permission is missing, or a read-only environment was asked to write (`EACCES`, `EPERM`).
    case accessDenied
    /// The file system is mounted read-only (`EROFS`).
    case readOnlyFileSystem
    /// The directory, or its `data.mdb`, does not exist (`ENOENT`).
    case noSuchFile
    /// The target of a copy holds a `data.mdb` already (`EEXIST`).
    case fileExists
    /// Memory or address space is exhausted (`ENOMEM`).
    case outOfMemory
    /// This process has the same `data.mdb` open already, perhaps under another path.
    case alreadyOpen
    /// The environment was closed.
    case closed
    /// A write transaction was begun on a thread that is inside one already.
    case nestedWrite
    /// The environment has no table of this name.
    case missingTable(String)
    /// Any other errno value.
    case system(Int32)
  }
}
