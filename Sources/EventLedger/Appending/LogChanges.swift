import LogAudit
import Synchronization
package import TransparencyLog

/// How large the log is by now, and who waits for it to grow.
///
/// The writing process says so itself; any other looks every 20 ms, while somebody waits, whether a
/// transaction was committed: LMDB notifies nobody.
package final class LogChanges: Sendable {
  private struct State {
    var size: LogSize
    var waiting: [UInt64: CheckedContinuation<Void, Never>] = [:]
    var next: UInt64 = 0
    var isClosed = false
  }

  private let state: Mutex<State>
  /// Reads the size from the log; nil in the writing process, which knows it.
  private let poll: (@Sendable () throws -> LogSize)?

  package init(size: LogSize, poll: (@Sendable () throws -> LogSize)?) {
    state = Mutex(State(size: size))
    self.poll = poll
  }

  package var size: LogSize { state.withLock { $0.size } }

  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// Says that the log has grown, and wakes everybody who waits.
  package func grow(to size: LogSize) {
    wake { $0.size = max($0.size, size) }
  }

  /// Wakes everybody for good.
  package func close() { wake { $0.isClosed = true } }

  private func wake(_ change: (inout State) -> Void) {
    let waiting = state.withLock { state in
      change(&state)
      defer { state.waiting = [:] }
      return state.waiting.values
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Waits until the log has more events than this.
  ///
  /// - Throws: `CancellationError`; `LedgerError` once the ledger is closed.
  package func wait(past size: LogSize) async throws {
    while true {
      try Task.checkCancellation()
      if let poll { grow(to: try poll()) }
      if self.size > size { return }
      if isClosed { throw LedgerError(.closed, "the ledger is closed") }
      if poll != nil {
        // Another process commits without notice: looking costs a read of shared memory.
        try await Task.sleep(for: .milliseconds(20))
      } else {
        await suspend(past: size)
      }
    }
  }

  private func suspend(past size: LogSize) async {
    let ticket = state.withLock { state in
      state.next += 1
      return state.next
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isDue = state.withLock { state in
          guard state.size <= size, !state.isClosed, !Task.isCancelled else { return true }
          state.waiting[ticket] = continuation
          return false
        }
        if isDue { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: ticket) }?.resume()
    }
  }
}
