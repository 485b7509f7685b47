import Synchronization

/// Requests that were submitted together and whose submitter waits once for all of their answers.
package final class RequestGroup: Sendable {
  package typealias Answer = Result<Recorded, any Error>

  private struct State {
    var answers: [Answer?]
    var missing: Int
    var continuation: CheckedContinuation<[Answer], Never>?
  }

  private let state: Mutex<State>

  package init(count: Int) { state = Mutex(State(answers: Array(repeating: nil, count: count), missing: count)) }

  /// Answers requests by their places in the group; an answer that was given stays.
  func answer(_ answers: some Sequence<(index: Int, answer: Answer)>) {
    let waiting = state.withLock { state -> (CheckedContinuation<[Answer], Never>, [Answer])? in
      for (index, answer) in answers where state.answers[index] == nil {
        state.answers[index] = answer
        state.missing -= 1
      }
      guard state.missing == 0, let continuation = state.continuation else { return nil }
      state.continuation = nil
      return (continuation, state.answers.compactMap { $0 })
    }
    if let (continuation, answers) = waiting { continuation.resume(returning: answers) }
  }

  /// Waits until every request has its answer; called once.
  func all() async -> [Answer] {
    await withCheckedContinuation { continuation in
      let ready = state.withLock { state -> [Answer]? in
        guard state.missing > 0 else { return state.answers.compactMap { $0 } }
        state.continuation = continuation
        return nil
      }
      if let ready { continuation.resume(returning: ready) }
    }
  }
}
