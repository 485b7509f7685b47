import Glibc

extension LMDBError {
  /// What happened and what to do about it, in one line of English.
  public var message: String {
    let place = path.map { "\($0): " } ?? ""
    return "\(place)\(operation.rawValue): \(explanation)"
  }

  private var explanation: String {
    switch code {
    case .keyExists where operation == .append: "the key does not sort after the last key of the table"
    case .keyExists: "the key exists already"
    case .notFound: "there is no such key"
    case .badTransaction: "an operation in this transaction failed before; let its error leave the closure"
    case .badValueSize: "a key must have 1 to 511 bytes, a value fewer than 4 GiB"
    case .badTable: "the table handle is not of this environment"
    case .nestedWrite: "this thread is inside a write transaction already; pass that one along"
    case .closed: "the environment is closed; open it anew"
    case .alreadyOpen: "this process has the same data.mdb open already; share that environment"
    case .missingTable(let name): "there is no table \"\(name)\"; was the environment made by this program?"
    case .panic: "an earlier commit failed on the device; reopen the environment and check what was written"
    case .system(let number): String(describingErrno: number)
    default: limitExplanation ?? damageExplanation ?? systemExplanation
    }
  }

  private var limitExplanation: String? {
    switch code {
    case .mapFull: "the map size is exhausted; copy the environment into one with a larger map"
    case .mapResized: "another process has enlarged the map; reopen the environment"
    case .tablesFull: "more tables are opened than the environment was opened for"
    case .readersFull: "all reader slots are taken; check for stale readers or raise maxReaders"
    case .tlsFull: "no thread-local keys are left"
    case .transactionFull: "the transaction changes too many pages; split it"
    default: nil
    }
  }

  private var damageExplanation: String? {
    switch code {
    case .pageNotFound, .corrupted, .cursorFull: "data.mdb is damaged; restore a backup"
    case .pageFull, .badReaderSlot: "an internal check of LMDB failed; reopen the environment and verify it"
    case .versionMismatch: "data.mdb or lock.mdb has the format of another LMDB version"
    case .invalid: "data.mdb is not an LMDB database, or its first pages are damaged; restore a backup"
    case .incompatible where operation == .copy: "pages have leaked; copy without compacting"
    case .incompatible: "the table has another layout than this program expects"
    default: nil
    }
  }

  private var systemExplanation: String {
    switch code {
    case .noSpace: "the file system is full; make room, then reopen the environment"
    case .inputOutput: "the device failed; reopen the environment and check what was written"
    case .accessDenied where operation == .open: "permission denied; readers too need to write lock.mdb"
    case .accessDenied where operation == .copy: "permission denied in the target directory"
    case .accessDenied: "the environment was opened read-only"
    case .readOnlyFileSystem: "the file system is read-only; open the environment read-only"
    case .noSuchFile: "the directory or its data.mdb does not exist; create it first"
    case .fileExists: "the target holds a data.mdb already; copy into an empty directory"
    case .outOfMemory: "memory or address space is exhausted; is there a limit on virtual memory?"
    default: "failed"
    }
  }
}

extension String {
  init(describingErrno number: Int32) {
    var text: [UInt8] = Array(repeating: 0, count: 128)
    // `unsafe`: strerror_r writes inside the array and ends with a zero.
    unsafe text.withUnsafeMutableBytes { text in
      guard let start = text.baseAddress else { return }
      _ = unsafe strerror_r(number, start.assumingMemoryBound(to: CChar.self), text.count)
    }
    self = "\(String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)) (errno \(number))"
  }
}
