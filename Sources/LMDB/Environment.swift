import CLMDB
import Synchronization

/// A directory with an LMDB environment: `data.mdb`, which holds the tables, and `lock.mdb`, which holds the
/// readers.
///
/// One process has an environment open once, under whatever path: share the object. Every function may be
/// called from any thread; write transactions queue up, over all processes.
///
/// ```swift
/// let environment = try Environment(directory: path, tables: ["records"], options: .init(access: .create))
/// let records = environment.table("records")
/// try environment.write { try $0.put(bytes.span, for: position, in: records, mode: .append) }
/// let first = try environment.read { try $0.get(0, in: records) { $0.count } }
/// ```
///
/// An environment must not cross a `fork`, nor lie on a network file system, nor may its files be opened by
/// anything else in this process: that drops the locks which protect readers.
@safe public final class Environment: Sendable {
  /// The directory as it was given.
  public let directory: String

  let tableNames: [String]
  let options: Options

  // Written by whoever is alone behind the gate, read by whoever has entered it.
  nonisolated(unsafe) var handle: OpaquePointer?
  nonisolated(unsafe) var file: FileIdentity?
  nonisolated(unsafe) var isClosedForGood = false

  // The tables' LMDB handles, allocated once; the elements are guarded as above.
  nonisolated(unsafe) let tables: UnsafeMutableBufferPointer<MDB_dbi>

  let gate = Gate()

  /// The thread inside a write transaction, as `pthread_self` names it; 0 if none.
  let writingThread = Atomic<UInt>(0)

  /// Opens an environment and its tables.
  ///
  /// - Parameters:
  ///   - directory: An existing directory on a local file system.
  ///   - tables: The names of all tables that will be used.
  ///   - options: Access, sizes and durability.
  /// - Throws: ``LMDBError``, all with operation ``LMDBError/Operation/open``:
  ///   ``LMDBError/Code/alreadyOpen``, ``LMDBError/Code/noSuchFile``, ``LMDBError/Code/missingTable(_:)``,
  ///   ``LMDBError/Code/invalid``, ``LMDBError/Code/versionMismatch``, and what the file system reports.
  public init(directory: String, tables: [String], options: Options) throws(LMDBError) {
    self.directory = directory
    self.tableNames = tables
    self.options = options
    unsafe self.tables = .allocate(capacity: tables.count)
    unsafe self.tables.initialize(repeating: 0)
    try open(access: options.access)
  }

  deinit {
    // Transactions hold the environment, so none is left.
    shut()
    unsafe tables.deallocate()
  }

  /// The handle of a table. The name must be among those the environment was opened with.
  public func table(_ name: String) -> Table {
    guard let index = tableNames.firstIndex(of: name) else {
      preconditionFailure("table \"\(name)\" was not named when the environment was opened")
    }
    return Table(index: index)
  }

  /// Closes the environment for good, once running transactions have ended. Closing again does nothing.
  ///
  /// Every later call throws ``LMDBError/Code/closed``. Called inside a transaction of this
  /// environment it waits for itself.
  public func close() {
    gate.alone {
      unsafe isClosedForGood = true
      shut()
    }
  }

  /// Closes the environment and opens it again, once running transactions have ended: needed after a
  /// commit that failed on the device, and after ``LMDBError/Code/mapResized``.
  ///
  /// Nothing is created: file and tables must be there. If opening fails the environment stays closed, and
  /// this may be tried again. Called inside a transaction of this environment it waits for itself.
  ///
  /// - Throws: as ``init(directory:tables:options:)`` does; ``LMDBError/Code/closed`` after ``close()``.
  public func reopen() throws(LMDBError) {
    try gate.alone { () throws(LMDBError) in
      if unsafe isClosedForGood { throw LMDBError(.closed, .open, path: directory) }
      shut()
      try open(access: options.access == .create ? .readWrite : options.access)
    }
  }
}
