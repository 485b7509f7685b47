import DequeModule
import Synchronization

/// What waits to be recorded: bounded, and taken in turn from each lane.
///
/// There is no timer. What arrives while a commit is on its way to disk forms the next batch.
package struct WriterQueue: ~Copyable {
  package struct Request: Sendable {
    package var command: PreparedCommand
    package var group: RequestGroup
    package var index: Int

    package init(command: PreparedCommand, group: RequestGroup, index: Int) {
      (self.command, self.group, self.index) = (command, group, index)
    }
  }

  static let capacity = 16_384
  /// 256 MiB of acts may wait.
  static let capacityBytes = 256 << 20
  static let batchCount = 1024
  static let batchBytes = 8 << 20

  private var lanes: [UInt64: Deque<Request>] = [:]
  private var turn: Deque<UInt64> = []
  package private(set) var count = 0
  private var bytes = 0
  /// Whether somebody is taking batches; whoever finds it false starts.
  var isDraining = false
  package var isClosed = false

  package init() {}

  /// Adds requests of one lane, all or none.
  package mutating func append(_ requests: [Request], lane: UInt64) throws(LedgerError) {
    guard !isClosed else { throw LedgerError(.closed, "the ledger is closed") }
    let bytes = requests.reduce(0) { $0 + $1.command.byteCount }
    guard count + requests.count <= Self.capacity, self.bytes + bytes <= Self.capacityBytes else {
      throw LedgerError(.busy, "\(count) commands are waiting to be recorded: try again, with the same ids")
    }
    if lanes[lane, default: []].isEmpty { turn.append(lane) }
    lanes[lane, default: []].append(contentsOf: requests)
    count += requests.count
    self.bytes += bytes
  }

  /// The next batch, one request of each lane in turn.
  package mutating func nextBatch() -> [Request] {
    var batch: [Request] = []
    var bytes = 0
    while let lane = turn.popFirst() {
      guard let request = lanes[lane]?.popFirst() else { continue }
      batch.append(request)
      bytes += request.command.byteCount
      if lanes[lane]?.isEmpty == true { lanes[lane] = nil } else { turn.append(lane) }
      if batch.count == Self.batchCount || bytes >= Self.batchBytes { break }
    }
    count -= batch.count
    self.bytes -= bytes
    return batch
  }
}

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

  func answer(_ index: Int, _ answer: Answer) {
    let waiting = state.withLock { state -> (CheckedContinuation<[Answer], Never>, [Answer])? in
      guard state.answers[index] == nil else { return nil }
      state.answers[index] = answer
      state.missing -= 1
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
