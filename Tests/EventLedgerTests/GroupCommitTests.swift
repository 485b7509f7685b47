import Dispatch
import EventLedger
import EventModel
import LogAudit
import Synchronization
import Testing
import TransparencyLog

@Suite struct GroupCommitTests {
  private func command(_ number: UInt64, _ count: Int = 0) throws -> PreparedCommand {
    let bytes = [UInt8](repeating: 0, count: count)
    return try PreparedCommand(
      OpaqueCommand(id: id(number), acts: [blob("blob/a", bytes)], actor: actor), registry: .test, by: .tester)
  }

  private func requests(_ numbers: ClosedRange<UInt64>, bytes: Int = 0) throws -> [WriterQueue.Request] {
    let group = RequestGroup(count: numbers.count)
    return try numbers.map { WriterQueue.Request(command: try command($0, bytes), group: group, index: 0) }
  }

  private func ids(_ batch: [WriterQueue.Request]) -> [UInt64] { batch.map { $0.command.id.low & 0xFFFF } }

  @Test func lanesAreTakenInTurn() throws {
    var queue = WriterQueue()
    try queue.append(requests(10...13), lane: 1)
    try queue.append(requests(20...21), lane: 2)
    try queue.append(requests(14...14), lane: 1)
    try queue.append(requests(30...30), lane: 3)
    #expect(ids(queue.nextBatch()) == [10, 20, 30, 11, 21, 12, 13, 14])
    #expect(queue.count == 0 && queue.nextBatch().isEmpty)
    try queue.append(requests(22...22), lane: 2)
    try queue.append(requests(15...15), lane: 1)
    #expect(ids(queue.nextBatch()) == [22, 15])
  }

  @Test func aBatchHasAtMost1024RequestsIfSeveralLanesWait() throws {
    var queue = WriterQueue()
    try queue.append(requests(1...2500), lane: 1)
    try queue.append(requests(3000...4100), lane: 2)
    let batches = (0..<5).map { _ in queue.nextBatch() }
    #expect(batches.map(\.count) == [1024, 1024, 1024, 529, 0])
    #expect(ids(batches[0])[0...2] == [1, 3000, 2])
  }

  @Test func aBatchHasUpTo8192RequestsIfOneLaneWaits() throws {
    var queue = WriterQueue()
    let request = try requests(1...1)
    try queue.append(Array(repeating: request[0], count: 8200), lane: 1)
    #expect([queue.nextBatch(), queue.nextBatch(), queue.nextBatch()].map(\.count) == [8192, 8, 0])
  }

  @Test func aBatchEndsOnceItHas8MiB() throws {
    var queue = WriterQueue()
    try queue.append(requests(1...300, bytes: 65_408), lane: 1)
    // 128 bytes count for the envelope: 65,536 a request.
    #expect([queue.nextBatch(), queue.nextBatch(), queue.nextBatch()].map(\.count) == [128, 128, 44])
  }

  @Test func theQueueHolds16384RequestsAndTakesAllOrNone() throws {
    var queue = WriterQueue()
    let request = try requests(1...1)
    try queue.append(Array(repeating: request[0], count: 16_383), lane: 1)
    let two = request + request
    let error = #expect(throws: LedgerError.self) { try queue.append(two, lane: 2) }
    #expect(error?.code == .busy && queue.count == 16_383)
    try queue.append(request, lane: 2)
    #expect(throws: LedgerError.self) { try queue.append(request, lane: 3) }
    _ = queue.nextBatch()
    try queue.append(request, lane: 3)
  }

  @Test func aClosedQueueTakesNothing() throws {
    var queue = WriterQueue()
    queue.isClosed = true
    let request = try requests(1...1)
    #expect(throws: LedgerError.self) { try queue.append(request, lane: 1) }
  }

  @Test func oneCheckpointIsSignedForEachBatch() async throws {
    try await TestLedger.with { ledger in
      for _ in 0..<3 { try await ledger.setAll((0..<250).map { CounterSet("c\($0 % 7)", UInt64($0 / 30)) }) }
      #expect(try ledger.store.signedSizes().map(\.rawValue) == [1, 251, 501, 751])
      #expect(try await ledger.verify().damage == nil)
    }
  }

  @Test func whatComesDuringACommitFormsTheNextBatchAndTooMuchIsRefused() async throws {
    try await withDirectory { path in
      let clock = GatedClock()
      let store = try await EventStore.create(
        at: "\(path)/l", origin: try TestLedger.origin, registry: .test,
        options: .init(clock: clock, program: "tests", maximumLogSize: 1 << 32))
      clock.shut()
      async let first = store.record(proposal(id(1), CounterSet("a", 1)), by: .tester)
      await clock.reached()
      // The writer waits at its clock: of five times 4,096 only four can wait behind it.
      let outcomes = await withTaskGroup(of: [Bool].self) { tasks in
        for lane in 1...5 as ClosedRange<UInt64> {
          tasks.addTask {
            let acts = (0..<4096 as Range<UInt64>).map { proposal(id(lane << 13 | $0), CounterSet("b", 1)) }
            do {
              let submitter = Submitter(recorder: "tester", lane: lane)
              return try await store.record(acts, by: submitter).map { (try? $0.get()) != nil }
            } catch {
              #expect((error as? LedgerError)?.code == .busy)
              clock.open()
              return []
            }
          }
        }
        return await tasks.reduce(into: []) { $0.append($1) }
      }
      #expect(try await first.position == 1)
      #expect(outcomes.map(\.count).sorted() == [0, 4096, 4096, 4096, 4096] && outcomes.joined().allSatisfy { $0 })
      #expect(try store.signedSizes(limit: 3).map(\.rawValue) == [1, 2, 1026])
      await store.close()
    }
  }
}

/// A clock at which whoever reads it waits while it is shut.
private final class GatedClock: LedgerClock {
  private struct State {
    var isShut = false
    var hasArrived = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())
  private let gate = DispatchSemaphore(value: 0)
  private let held = HeldClock()

  var uptime: Int64 { held.uptime }

  var now: Instant {
    let waiting = state.withLock { state in
      state.hasArrived = state.isShut
      defer { if state.isShut { state.waiting = [] } }
      return state.isShut ? state.waiting : []
    }
    for continuation in waiting { continuation.resume() }
    if state.withLock({ $0.isShut }) { gate.wait() }
    return held.now
  }

  func shut() { state.withLock { $0.isShut = true } }

  func open() {
    state.withLock { $0.isShut = false }
    gate.signal()
  }

  /// Waits until somebody stands at the shut clock.
  func reached() async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        if !state.hasArrived { state.waiting.append(continuation) }
        return state.hasArrived
      }
      if isThere { continuation.resume() }
    }
  }
}
