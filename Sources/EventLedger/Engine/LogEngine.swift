package import LMDB
import LocalFiles
import LogAudit

/// The tables of a log on disk: lends snapshots of them, and commits deltas. Nothing else touches them.
package final class LogEngine: Sendable {
  package let environment: Environment
  let tables: LogTables
  private let leaves = LeafCache()
  /// Checkpoints that were verified over these tables.
  let verified = VerifiedCheckpoints()

  /// What the tables are opened for.
  enum Access {
    /// Reading and writing; what is not there is made.
    case create
    /// Reading and writing.
    case readWrite
    /// Reading beside a writer.
    case readOnly
    /// Reading media that cannot be written, without locks.
    case readOnlyUnlocked

    fileprivate var option: Environment.Options.Access {
      switch self {
      case .create: .create
      case .readWrite: .readWrite
      case .readOnly: .readOnly
      case .readOnlyUnlocked: .readOnlyUnlocked
      }
    }
  }

  /// Opens the tables in a directory.
  ///
  /// - Parameters:
  ///   - access: what for; `create` makes what is not there.
  ///   - mapSize: bytes that new tables may ever grow to.
  ///   - isSynced: whether commits are to outlive a crash of the machine.
  /// - Throws: `LMDBError`.
  init(
    _ directory: LedgerDirectory, access: Access, mapSize: Int = 1 << 40, isSynced: Bool = true
  ) throws {
    environment = try Environment(
      directory: directory.log, tables: LogTables.names,
      options: .init(access: access.option, mapSize: mapSize, isSynced: isSynced))
    tables = LogTables(environment)
  }

  /// Lends the log as it stands.
  ///
  /// - Throws: what `body` throws; `LedgerError.closed` once the tables are closed.
  package func read<Result>(_ body: (LogSnapshot) throws -> Result) throws -> Result {
    do {
      return try environment.read { transaction in
        try transaction.lend { try body(LogSnapshot(transaction: $0, tables: tables, leaves: leaves)) }
      }
    } catch let error as LMDBError where error.code == .closed {
      throw LedgerError(.closed, "the ledger is closed", cause: error)
    }
  }

  /// Checks the pages of the file and its list of free ones, which LMDB trusts: a copy that was made while somebody wrote
  /// can hold every record and abort whoever writes to it.
  ///
  /// - Throws: `Damage` naming the page.
  func checkStructure() throws {
    do { _ = try environment.readWithPages { _, pages in try pages.check() } } catch let damage as StructuralDamage {
      throw Damage("the log's file is damaged: \(damage.message)")
    }
  }

  /// Opens the tables anew, after a commit that failed.
  func reopen() throws {
    try environment.reopen()
    leaves.forget()
    verified.forget()
  }

  /// Closes the tables for good.
  package func close() { environment.close() }

  /// Frees the slots of readers that died: each pins every page that was freed since it began.
  func clearStaleReaders() throws { try environment.checkReaders() }

  /// Bytes of address space that the tables may grow to.
  var mapSize: Int { get throws { try environment.mapSize } }

  /// Bytes that a commit can still write: what the disk has free, and what the file has behind its last page, as a
  /// commit that did not fit leaves it.
  var room: UInt64 {
    let free = Files.freeBytes(at: environment.directory)
    guard let statistics = try? environment.statistics() else { return free }
    let used = UInt64(statistics.pages) * UInt64(statistics.pageSize)
    let allocated = Files.allocatedBytes(of: environment.directory + "/data.mdb")
    return free + (allocated > used ? allocated - used : 0)
  }
}
