import CLMDB

/// Changes to the environment, and what it holds with them, lent by ``Environment/write(_:)``.
///
/// A change may move what was read before: the compiler refuses one inside a closure that holds a lent value.
///
/// When a change throws anything but ``LMDBError/Code/keyExists`` or ``LMDBError/Code/badValueSize``, let the
/// error leave the closure: the transaction cannot commit any more.
public struct WriteTransaction: Transaction, ~Copyable {
  /// The running transaction.
  public let snapshot: Snapshot

  /// What to do about a key that exists.
  public enum PutMode: Sendable, Hashable {
    /// Replace its value.
    case upsert
    /// Throw ``LMDBError/Code/keyExists``.
    case insert
    /// The key must sort behind all others, else throw ``LMDBError/Code/keyExists``. Fills pages densely.
    case append
  }

  /// Writes a row.
  ///
  /// - Throws: ``LMDBError/Code/keyExists`` as the mode says; ``LMDBError/Code/badValueSize`` for an empty or
  ///   overlong key; ``LMDBError/Code/mapFull``; ``LMDBError/Code/noSpace`` if a large transaction
  ///   overflows to disk.
  public mutating func put(
    _ value: Span<UInt8>, for key: Span<UInt8>, in table: Table, mode: PutMode = .upsert
  ) throws(LMDBError) {
    let operation = mode.operation
    try snapshot.check(key, operation)
    let database = try snapshot.database(of: table, operation)
    let status = unsafe key.withUnsafeBufferPointer { key in
      unsafe value.withUnsafeBufferPointer { value in
        var key = unsafe MDB_val(lending: key)
        var value = unsafe MDB_val(lending: value)
        return unsafe mdb_put(snapshot.handle, database, &key, &value, mode.flags)
      }
    }
    try snapshot.check(status, operation)
  }

  /// Writes a row with an integer key, its eight big-endian bytes.
  ///
  /// - Throws: as for a key of bytes.
  public mutating func put(
    _ value: Span<UInt8>, for key: UInt64, in table: Table, mode: PutMode = .upsert
  ) throws(LMDBError) {
    try withKey(key) { (key) throws(LMDBError) in
      try put(value, for: key, in: table, mode: mode)
    }
  }

  /// Deletes a row.
  ///
  /// - Returns: whether there was one.
  /// - Throws: ``LMDBError/Code/badValueSize`` for an empty or overlong key; ``LMDBError/Code/mapFull``.
  @discardableResult
  public mutating func delete(_ key: Span<UInt8>, in table: Table) throws(LMDBError) -> Bool {
    try snapshot.check(key, .delete)
    let database = try snapshot.database(of: table, .delete)
    let status = unsafe key.withUnsafeBufferPointer { key in
      var key = unsafe MDB_val(lending: key)
      return unsafe mdb_del(snapshot.handle, database, &key, nil)
    }
    if status == MDB_NOTFOUND { return false }
    try snapshot.check(status, .delete)
    return true
  }

  /// Deletes the row of an integer key.
  ///
  /// - Returns: whether there was one.
  /// - Throws: as for a key of bytes.
  @discardableResult
  public mutating func delete(_ key: UInt64, in table: Table) throws(LMDBError) -> Bool {
    try withKey(key) { (key) throws(LMDBError) in try delete(key, in: table) }
  }

  /// Deletes all rows of a table.
  ///
  /// - Throws: ``LMDBError/Code/mapFull``, ``LMDBError/Code/transactionFull``.
  public mutating func clear(_ table: Table) throws(LMDBError) {
    let database = try snapshot.database(of: table, .clear)
    try snapshot.check(unsafe mdb_drop(snapshot.handle, database, 0), .clear)
  }
}

extension WriteTransaction {
  @usableFromInline
  var identity: UInt { unsafe UInt(bitPattern: snapshot.handle) }

  /// Two lent transactions can be swapped, the one escape the compiler does not refuse: end the process, not
  /// the wrong one.
  func checkIdentity(_ identity: UInt) {
    precondition(self.identity == identity, "two lent write transactions were swapped")
  }
}

extension WriteTransaction.PutMode {
  @inline(__always)
  var flags: UInt32 {
    switch self {
    case .upsert: 0
    case .insert: UInt32(MDB_NOOVERWRITE)
    case .append: UInt32(MDB_APPEND)
    }
  }

  @inline(__always)
  var operation: LMDBError.Operation {
    switch self {
    case .upsert: .put
    case .insert: .insert
    case .append: .append
    }
  }
}
