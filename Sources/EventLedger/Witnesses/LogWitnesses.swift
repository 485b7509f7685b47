import LogAudit
import Synchronization
import TransparencyLog

/// The witnesses of a log as this process knows them: which of them failed lately, and whether one has shown what this
/// log does not hold.
final class LogWitnesses: Sendable {
  private struct State {
    var failures: [VerifierKey: Failure] = [:]
    var evidence: LedgerError?
    var consultation: Task<Void, any Error>?
  }

  private struct Failure {
    var count: Int
    var until: ContinuousClock.Instant
    var reason: String
  }

  let access: WitnessAccess
  private let state = Mutex(State())

  init(_ access: WitnessAccess) { self.access = access }

  /// Nobody records or publishes any more once a witness has shown another history, until the process starts anew.
  func checkEvidence() throws {
    if let evidence = state.withLock({ $0.evidence }) { throw evidence }
  }

  var hasEvidence: Bool { state.withLock { $0.evidence != nil } }

  /// Keeps an error that shows another history, or says that it does not.
  func keep(_ error: LedgerError) -> Bool {
    switch error.code {
    case .restoredBackup, .forkedHistory:
      state.withLock { $0.evidence = $0.evidence ?? error }
      return true
    default: return false
    }
  }

  /// Runs a consultation once, however many wait for it; its failure stays.
  func consultOnce(_ body: @escaping @Sendable () async throws -> Void) async throws {
    let task = state.withLock { state in
      let task = state.consultation ?? Task { try await body() }
      state.consultation = task
      return task
    }
    try await task.value
  }

  /// Why a witness is left alone for now; nil if it may be asked.
  func restingReason(_ key: VerifierKey) -> String? {
    state.withLock { state in
      guard let failure = state.failures[key], failure.until > .now else { return nil }
      return failure.reason
    }
  }

  /// Leaves nobody alone.
  func forgetFailures() { state.withLock { $0.failures = [:] } }

  /// Leaves a witness alone after a failure: 1 s, 2 s, and so on up to five minutes.
  func note(_ outcome: WitnessRound.Outcome, by key: VerifierKey) {
    state.withLock { state in
      if case .cosigned = outcome { return state.failures[key] = nil }
      let count = (state.failures[key]?.count ?? 0) + 1
      let rest = Duration.seconds(min(300, 1 << min(count - 1, 9)))
      state.failures[key] = Failure(count: count, until: .now + rest, reason: "\(outcome)")
    }
  }

  /// Asks all witnesses at once.
  ///
  /// - Parameter onAnswer: takes each answer as it comes, nil for that of a witness that did not answer in time;
  ///   returns true to give the others no more than the access's grace.
  func ask<Answer: Sendable>(
    _ witnesses: [TrustPolicy.Witness], within limit: Duration,
    _ ask: @escaping @Sendable (TrustPolicy.Witness) async -> Answer,
    onAnswer: (TrustPolicy.Witness, Answer?) -> Bool
  ) async {
    await withTaskGroup(of: (place: Int, answer: Answer)?.self) { group in
      for (place, witness) in witnesses.enumerated() { group.addTask { (place, await ask(witness)) } }
      group.addTask {
        try? await Task.sleep(for: limit)
        return nil
      }
      var waiting = Set(witnesses.indices)
      while !waiting.isEmpty, let event = await group.next(), let (place, answer) = event {
        waiting.remove(place)
        guard onAnswer(witnesses[place], answer) else { continue }
        group.addTask {
          try? await Task.sleep(for: self.access.grace)
          return nil
        }
      }
      group.cancelAll()
      for place in waiting.sorted() { _ = onAnswer(witnesses[place], nil) }
    }
  }
}
