import LedgerProtocol
import Synchronization

/// The calls of a connection that wait for their answers.
///
/// Each belongs to one suspended caller, so there are never more calls than callers.
final class PendingCalls: Sendable {
  typealias Answer = Result<[UInt8], any Error>

  fileprivate enum Call {
    /// The caller is still sending.
    case sent
    case waiting(CheckedContinuation<[UInt8], any Error>)
    /// The caller has not fetched it yet.
    case answered(Answer)
  }

  fileprivate struct State {
    var last: Int64 = 0
    var calls: [Int64: Call] = [:]
    var failure: (any Error)?
  }

  private let state = Mutex(State())

  /// Begins a call and gives it its id.
  ///
  /// - Throws: the error that ended the connection.
  func begin() throws -> Int64 {
    try state.withLock { state in
      if let failure = state.failure { throw failure }
      state.last += 1
      state.calls[state.last] = .sent
      return state.last
    }
  }

  /// Waits for the answer to a call that was begun. To be called once.
  func answer(to id: Int64) async throws -> [UInt8] {
    try await withCheckedThrowingContinuation { continuation in
      let answer = state.withLock { state -> Answer? in
        if case .answered(let answer) = state.calls.removeValue(forKey: id) { return answer }
        state.calls[id] = .waiting(continuation)
        return nil
      }
      if let answer { continuation.resume(with: answer) }
    }
  }

  /// Answers a call.
  ///
  /// - Returns: false for an id that no call has had. An answer to an abandoned call is ignored.
  func resolve(_ id: Int64, with answer: Answer) -> Bool {
    let (known, continuation) = state.withLock { state in
      (id >= 1 && id <= state.last, state.take(id, answer))
    }
    continuation?.resume(with: answer)
    return known
  }

  /// Forgets a call whose request could not be sent.
  func forget(_ id: Int64) {
    state.withLock { _ = $0.calls.removeValue(forKey: id) }
  }

  /// Ends all calls, and those to come.
  func fail(_ error: any Error) {
    let continuations = state.withLock { state in
      if state.failure == nil { state.failure = error }
      return state.calls.keys.compactMap { state.take($0, .failure(error)) }
    }
    for continuation in continuations { continuation.resume(throwing: error) }
  }
}

extension PendingCalls.State {
  /// Stores an answer; if the caller already waits, returns the caller to resume.
  fileprivate mutating func take(
    _ id: Int64, _ answer: PendingCalls.Answer
  ) -> CheckedContinuation<[UInt8], any Error>? {
    switch calls[id] {
    case .waiting(let continuation):
      calls[id] = nil
      return continuation
    case .sent:
      calls[id] = .answered(answer)
      return nil
    case .answered, nil:
      return nil
    }
  }
}
