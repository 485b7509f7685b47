import EventModel
import LogAudit
import Synchronization
import TransparencyLog

extension LogWriter {
  /// After a failure: opens the tables anew, and goes on from what is there.
  func recover(_ state: inout State) throws {
    guard let failure = state.failure else { return }
    state.rows.reset()
    guard failure.mayGoOn(engine) else { throw failure.error }
    try engine.reopen()
    try goOn(&state)
    guard state.edge.size >= state.held else {
      throw LedgerError(.ledgerChanged, "the log has lost records: \(state.edge.size) of \(state.held) are left")
    }
    try catchUp(&state)
    state.failure = nil
    changes.grow(to: state.edge.size)
  }

  /// Starts from the end that the tables have.
  private func goOn(_ state: inout State) throws {
    let end = try engine.read { snapshot in
      let end = try LogEnd.read(snapshot)
      try end.check(snapshot)
      return end
    }
    (state.edge, state.recordedAt, state.largestID) = (end.edge, end.recordedAt, end.largestID)
    state.held = max(state.held, end.edge.size)
    state.clock.raise(to: end.recordedAt)
  }

  /// Takes what the log of record has and the tables lack.
  func catchUp(_ state: inout State) throws {
    while let taken = try committer.taken(after: state.edge.size) {
      state.rows.beginBatch()
      try committer.commit(try fold(taken.records, state), taken: taken.checkpoint)
      try goOn(&state)
    }
  }

  /// The delta of records that exist already.
  private func fold(_ records: some Sequence<[UInt8]>, _ state: State) throws -> LogDelta {
    try engine.read { snapshot in
      try state.rows.reading(snapshot) {
        var fold = RecordFold(after: state.edge, recordedAt: state.recordedAt, rows: state.rows, registry: registry)
        for record in records { try fold.apply(record) }
        return try fold.finish()
      }
    }
  }

  /// Appends records that this log had before, as one commit: the same bytes at the same positions.
  ///
  /// - Parameters:
  ///   - root: the root that the log has with them.
  ///   - key: the log's key for the size that it has with them.
  /// - Throws: `LedgerError.notRestorable` if they are not what follows; then nothing is written.
  func restore(_ records: ArraySlice<[UInt8]>, root: MerkleHash, key: SigningKey) throws {
    try state.withLock { state in
      land(&state)
      state.rows.reset()
      defer { state.rows.reset() }
      var delta = try fold(records, state)
      guard delta.edge.root == root else {
        throw LedgerError(.notRestorable, "the entries changed while they were read: none of them was written")
      }
      try delta.sign(key)
      do { try engine.commit(delta) } catch { throw CommitVerdict(error, engine).error }
      (state.edge, state.recordedAt, state.held) = (delta.edge, delta.recordedAt, delta.end)
      changes.grow(to: delta.end)
    }
  }
}
