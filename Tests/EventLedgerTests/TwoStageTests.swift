import Dispatch
import EventLedger
import EventModel
import LMDB
import LocalFiles
import LogAudit
import Synchronization
import Testing
import TransparencyLog

/// While one delta is committed the next is decided; what is lost with a failed commit is decided again.
@Suite struct TwoStageTests {
  private func open(
    _ path: String, _ clock: any LedgerClock, atStep: @escaping CommitStep.Hook = { _ in }
  ) throws -> EventStore {
    var options = OpeningOptions(clock: clock, program: "tests")
    options.atCommitStep = atStep
    return try EventStore.open(at: path, mode: .writer, registry: .test, options: options)
  }

  /// A ledger that is closed, for tests that open it with a hook.
  private func withClosedLedger(_ body: (TestLedger) async throws -> Void) async throws {
    try await TestLedger.with { ledger in
      try await ledger.set("a", 1)
      await ledger.store.close()
      try await body(ledger)
    }
  }

  /// Holds the first commit until a later batch waits behind it, and lets it fail at a step.
  private final class Obstacle: Sendable {
    private let isDue = Mutex(true)
    private let reached = DispatchSemaphore(value: 0)
    private let go = DispatchSemaphore(value: 0)
    let step: CommitStep
    let operation: LMDBError.Operation

    init(_ step: CommitStep, _ operation: LMDBError.Operation) { (self.step, self.operation) = (step, operation) }

    @Sendable func pass(_ step: CommitStep) throws {
      guard step == self.step,
        isDue.withLock({ isDue in
          defer { isDue = false }; return isDue
        })
      else { return }
      reached.signal()
      go.wait()
      throw LMDBError(.inputOutput, operation, path: "")
    }

    func wait() async {
      await withCheckedContinuation { continuation in
        DispatchQueue.global().async {
          self.reached.wait()
          continuation.resume()
        }
      }
    }

    func open() { go.signal() }
  }

  /// Three groups of one lane: the first is held while the others are queued behind it.
  private func record(_ store: EventStore, behind obstacle: Obstacle) async throws -> [Result<Recorded, any Error>] {
    // Two lanes, so that the second batch is not committed by the deciding thread itself.
    async let first = store.record([proposal(id(101), CounterSet("z", 2))], by: .tester)
    await obstacle.wait()
    async let second = store.record(
      [proposal(id(102), CounterSet("a", 3)), proposal(id(103), CounterSet("b", 1))], by: .tester)
    async let third = store.record([proposal(id(104), CounterSet("a", 1))], by: Submitter(recorder: "tester", lane: 2))
    async let fourth = store.record([proposal(id(101), CounterSet("z", 2))], by: Submitter(recorder: "tester", lane: 3))
    while store.waiting < 4 { try await Task.sleep(for: .milliseconds(1)) }
    obstacle.open()
    return try await first + second + third + fourth
  }

  @Test(arguments: CommitStep.allCases.filter { $0 != .taken }, [LMDBError.Operation.put, .commit])
  func whatIsLostWithAFailedCommitIsDecidedAgain(step: CommitStep, operation: LMDBError.Operation) async throws {
    try await withClosedLedger { ledger in
      let obstacle = Obstacle(step, operation)
      let store = try open(ledger.path, ledger.clock, atStep: obstacle.pass)
      let answers = try await record(store, behind: obstacle)
      let failure = #expect(throws: LedgerError.self) { try answers[0].get() }
      #expect(failure?.code == .outcomeUnknown || failure?.code == .damaged)
      // Later ones have their answers over what is there: a counter never decreases.
      #expect(try [answers[1].get().count, answers[2].get().count] == [1, 1])
      await expectRejection(.counterDecreases) { try answers[3].get() }
      // The fourth is the first again: recorded if it reached the disk, else now.
      #expect(try answers[4].get().count == 1)
      let again = try await store.record(proposal(id(101), CounterSet("z", 2)), by: .tester)
      let due = try answers[4].get().position
      #expect(again.isRepeated && again.position == due)
      for (answer, number) in zip(answers[1...2], [102, 103] as [UInt64]) {
        let recorded = try answer.get()
        #expect(try store.event(at: recorded.position).envelope.commandID == id(number))
        #expect(try store.receipt(of: recorded.position).proof.size == recorded.size)
      }
      await store.close()
      #expect(try LogVerifier.verify(ledger.path, registry: .test).damage == nil)
    }
  }

  /// What a process that dies at a step leaves is a ledger that verifies and goes on.
  @Test(arguments: CommitStep.allCases.filter { $0 != .taken })
  func whoDiesAtAStepLeavesAWholeLog(step: CommitStep) async throws {
    try await withClosedLedger { ledger in
      let copy = ledger.path + "-killed"
      let path = ledger.path
      let store = try open(ledger.path, ledger.clock) { reached in
        guard reached == step, !Files.exists(copy) else { return }
        // Another process that copies the files sees what the kernel has of them, as a kill would leave it.
        try copyTree(path, to: copy)
      }
      _ = try await store.record(
        [proposal(id(101), CounterSet("a", 100)), proposal(id(102), CounterSet("b", 7))], by: .tester)
      await store.close()
      #expect(try LogVerifier.verify(copy, registry: .test).damage == nil)
      let later = try open(copy, ledger.clock)
      let isThere = step == .committed
      let again = try await later.record(proposal(id(101), CounterSet("a", 100)), by: .tester)
      #expect(again.isRepeated == isThere && again.count == 2)
      await later.close()
      #expect(try LogVerifier.verify(copy, registry: .test).damage == nil)
    }
  }

  /// Batches decided ahead are decided over what is not on disk yet: rows, versions, names, ids.
  @Test func whatIsDecidedAheadIsWhatWouldBeDecidedAfterwards() async throws {
    try await withClosedLedger { ledger in
      let isSlow = Mutex(true)
      let store = try open(ledger.path, ledger.clock) { step in
        if step == .signed, isSlow.withLock({ $0 }) { DispatchSemaphore(value: 0).wait(milliseconds: 2) }
      }
      var generator = SplitMix64(seed: 5)
      var proposals: [[Proposal]] = []
      var number: UInt64 = 1000
      for _ in 0..<40 {
        proposals.append(
          (0..<generator.int(1...9)).map { _ in
            // Some ids come twice, with the same act.
            if generator.int(0...4) > 0 { number += 1 }
            return proposal(id(number), CounterSet("c\(number % 5)", (number - 1000) / 3))
          })
      }
      let answers = try await withThrowingTaskGroup(of: (Int, [Result<Recorded, any Error>]).self) { tasks in
        for (index, batch) in proposals.enumerated() {
          tasks.addTask { (index, try await store.record(batch, by: .tester)) }
        }
        return try await tasks.reduce(into: [Int: [Result<Recorded, any Error>]]()) { $0[$1.0] = $1.1 }
      }
      isSlow.withLock { $0 = false }
      var positions: [CommandID: Position] = [:]
      for (index, batch) in proposals.enumerated() {
        for (proposal, answer) in zip(batch, answers[index] ?? []) {
          guard case .success(let recorded) = answer else { continue }
          #expect(positions[proposal.id] ?? recorded.position == recorded.position)
          positions[proposal.id] = recorded.position
          #expect(recorded.size > LogSize(recorded.position.rawValue))
          #expect(try store.receipt(of: recorded.position).proof.size == recorded.size)
        }
      }
      await store.close()
      #expect(try LogVerifier.verify(ledger.path, registry: .test).damage == nil)
    }
  }
}

extension DispatchSemaphore {
  fileprivate func wait(milliseconds: Int) { _ = wait(timeout: .now() + .milliseconds(milliseconds)) }
}
