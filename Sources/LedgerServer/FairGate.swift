import DequeModule
import Synchronization

/// Limits how many queries run at once, and takes waiting ones from each connection in turn: a client that asks a
/// thousand things delays another client by one of them, not by a thousand.
final class FairGate: Sendable {
  private struct State {
    var free: Int
    var waiting: [UInt64: Deque<CheckedContinuation<Void, Never>>] = [:]
    var turn: Deque<UInt64> = []
  }

  private let state: Mutex<State>

  init(limit: Int) { state = Mutex(State(free: limit)) }

  /// Runs the body when it is the lane's turn.
  func run<Result>(lane: UInt64, _ body: () async throws -> Result) async rethrows -> Result {
    await enter(lane)
    defer { leave() }
    return try await body()
  }

  private func enter(_ lane: UInt64) async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        guard state.free == 0 else {
          state.free -= 1
          return true
        }
        if state.waiting[lane, default: []].isEmpty { state.turn.append(lane) }
        state.waiting[lane, default: []].append(continuation)
        return false
      }
      if isFree { continuation.resume() }
    }
  }

  private func leave() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard let lane = state.turn.popFirst(), let next = state.waiting[lane]?.popFirst() else {
        state.free += 1
        return nil
      }
      if state.waiting[lane]?.isEmpty == true { state.waiting[lane] = nil } else { state.turn.append(lane) }
      return next
    }
    next?.resume()
  }
}
