/// What LMDB, or the file system under it, refused, during which operation, and where.
///
/// Switch on ``code``; show ``message`` to a person.
public struct LMDBError: Error, Sendable, Hashable {
  /// What kind of failure it is.
  public let code: Code

  /// What was being done.
  public let operation: Operation

  /// The directory of the environment, or the target of a copy; `nil` if no environment is involved.
  public let path: String?

  /// What was being done when an error arose.
  public enum Operation: String, Sendable, Hashable, CaseIterable {
    /// Opening an environment and its tables, for the first time or again.
    case open
    /// Beginning a transaction.
    case begin
    /// Committing a write transaction. Whether the changes are on disk is then unknown, unless the code rules
    /// it out.
    case commit
    /// Looking up a key.
    case get
    /// Writing a row, whether or not its key exists.
    case put
    /// Writing a row whose key must not exist.
    case insert
    /// Writing a row after the last one.
    case append
    /// Deleting a row.
    case delete
    /// Deleting all rows of a table.
    case clear
    /// Opening or moving a cursor.
    case cursor
    /// Copying an environment.
    case copy
    /// Flushing buffers to disk.
    case sync
    /// Reading counts and sizes.
    case statistics
    /// Clearing reader slots left by dead processes.
    case checkReaders
  }

  package init(_ code: Code, _ operation: Operation, path: String?) {
    self.code = code
    self.operation = operation
    self.path = path
  }
}

extension LMDBError: CustomStringConvertible {
  /// The same sentence as ``message``.
  public var description: String { message }
}
