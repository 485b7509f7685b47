import Synchronization

/// Limits how much of a connection is in flight, by suspending the one task that admits requests.
final class AdmissionGate: Sendable {
  private struct State {
    var inFlight = Load()
    var waiting: (load: Load, continuation: CheckedContinuation<Void, Never>)?
  }

  private let limit: Load
  private let state = Mutex(State())

  init(limit: Load) { self.limit = limit }

  /// Returns once the load fits; a load that never would is admitted when nothing else is in flight.
  /// Only one task may wait at a time.
  func admit(_ load: Load) async {
    if tryToAdmit(load) { return }
    await withCheckedContinuation { continuation in
      let isAdmitted = state.withLock { state in
        if fits(load, state.inFlight) {
          state.inFlight += load
          return true
        }
        state.waiting = (load, continuation)
        return false
      }
      if isAdmitted { continuation.resume() }
    }
  }

  /// Takes a load out of flight.
  func release(_ load: Load) {
    let admitted = state.withLock { state -> CheckedContinuation<Void, Never>? in
      state.inFlight -= load
      guard let waiting = state.waiting, fits(waiting.load, state.inFlight) else { return nil }
      state.waiting = nil
      state.inFlight += waiting.load
      return waiting.continuation
    }
    admitted?.resume()
  }

  private func tryToAdmit(_ load: Load) -> Bool {
    state.withLock { state in
      guard fits(load, state.inFlight) else { return false }
      state.inFlight += load
      return true
    }
  }

  private func fits(_ load: Load, _ inFlight: Load) -> Bool {
    inFlight.requests == 0
      || inFlight.requests + load.requests <= limit.requests && inFlight.bytes + load.bytes <= limit.bytes
  }
}
