import CLMDB
import Glibc
import Synchronization

extension Environment {
  /// Runs a closure over one snapshot: what was committed when the transaction began.
  ///
  /// Keep it short. While a snapshot lives, pages freed after it cannot be used again, and `data.mdb` grows.
  ///
  /// - Returns: what the closure returns.
  /// - Throws: what the closure throws; ``LMDBError`` from beginning, for instance
  ///   ``LMDBError/Code/readersFull``.
  @inlinable
  public func read<R>(_ body: (borrowing ReadTransaction) throws -> R) throws -> R {
    let transaction = try beginRead()
    defer { end(transaction) }
    return try body(transaction)
  }

  /// Runs a closure that may write: returning commits, throwing rolls back.
  ///
  /// Waits for other write transactions, of other processes too, without a time limit. When this returns, the
  /// changes are on disk, unless the environment was opened unsynced.
  ///
  /// - Returns: what the closure returns.
  /// - Throws: what the closure throws; ``LMDBError/Code/nestedWrite`` inside a write transaction of this
  ///   environment; and with operation ``LMDBError/Operation/commit`` what a commit met. Then nothing is
  ///   visible, but after ``LMDBError/Code/inputOutput`` some of it may be found on disk later: ``reopen()``
  ///   and look.
  @inlinable
  public func write<R>(_ body: (inout WriteTransaction) throws -> R) throws -> R {
    var transaction = try beginWrite()
    let identity = transaction.identity
    let result: R
    do {
      result = try body(&transaction)
    } catch {
      rollBack(transaction, begunAs: identity)
      throw error
    }
    try commit(transaction, begunAs: identity)
    return result
  }
}

// What follows is not generic, so it is compiled here once; calls from other modules cost a call.
extension Environment {
  @usableFromInline
  func beginRead() throws(LMDBError) -> ReadTransaction {
    gate.enter()
    do throws(LMDBError) {
      return try unsafe ReadTransaction(snapshot: Snapshot(begin(UInt32(MDB_RDONLY)), of: self))
    } catch {
      gate.leave()
      throw error
    }
  }

  @usableFromInline
  func end(_ transaction: borrowing ReadTransaction) {
    unsafe mdb_txn_abort(transaction.snapshot.handle)
    gate.leave()
  }

  @usableFromInline
  func beginWrite() throws(LMDBError) -> WriteTransaction {
    let thread = pthread_self()
    // LMDB's lock would wait for itself.
    if writingThread.load(ordering: .relaxed) == thread {
      throw LMDBError(.nestedWrite, .begin, path: directory)
    }
    gate.enter()
    do throws(LMDBError) {
      let transaction = try unsafe WriteTransaction(snapshot: Snapshot(begin(0), of: self))
      writingThread.store(thread, ordering: .relaxed)
      return transaction
    } catch {
      gate.leave()
      throw error
    }
  }

  @usableFromInline
  func rollBack(_ transaction: borrowing WriteTransaction, begunAs identity: UInt) {
    transaction.checkIdentity(identity)
    writingThread.store(0, ordering: .relaxed)
    unsafe mdb_txn_abort(transaction.snapshot.handle)
    gate.leave()
  }

  @usableFromInline
  func commit(_ transaction: borrowing WriteTransaction, begunAs identity: UInt) throws(LMDBError) {
    transaction.checkIdentity(identity)
    writingThread.store(0, ordering: .relaxed)
    // The transaction is freed whatever this returns: an abort after a failure would free it twice.
    let status = unsafe mdb_txn_commit(transaction.snapshot.handle)
    gate.leave()
    try check(status, .commit)
  }

  private func begin(_ flags: UInt32) throws(LMDBError) -> OpaquePointer {
    guard let handle = unsafe handle else { throw LMDBError(.closed, .begin, path: directory) }
    var transaction: OpaquePointer?
    try check(unsafe mdb_txn_begin(handle, nil, flags, &transaction), .begin)
    guard let transaction = unsafe transaction else { throw LMDBError(.outOfMemory, .begin, path: directory) }
    return unsafe transaction
  }
}
