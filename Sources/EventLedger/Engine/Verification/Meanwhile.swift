import Dispatch
import Synchronization

/// Work that another thread may do while this one goes on.
///
/// Whoever asks for the value does the work if nobody has begun it: nothing waits for a thread that the pool does not
/// have.
package final class Meanwhile<Value: Sendable>: Sendable {
  private let body: @Sendable () throws -> Value
  private let state = Mutex<(isBegun: Bool, result: Result<Value, any Error>?)>((false, nil))
  private let done = DispatchSemaphore(value: 0)

  /// Offers the work to another thread.
  package init(_ body: @escaping @Sendable () throws -> Value) {
    self.body = body
    DispatchQueue.global().async { self.run() }
  }

  private func run() {
    let isMine = state.withLock { state in
      defer { state.isBegun = true }
      return !state.isBegun
    }
    guard isMine else { return }
    let result = Result { try body() }
    state.withLock { $0.result = result }
    done.signal()
  }

  /// Waits for the value; called once.
  ///
  /// - Throws: what the work threw.
  package func value() throws -> Value {
    run()
    done.wait()
    guard let result = state.withLock({ $0.result }) else { preconditionFailure("the work has no result") }
    return try result.get()
  }
}
