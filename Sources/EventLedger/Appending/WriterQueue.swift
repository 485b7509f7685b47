import DequeModule
package import LogAudit

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
  /// Requests of one batch; more of them if only one lane waits, so that a long import commits less often.
  static let batchCount = 1024
  static let lonelyBatchCount = 8192
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
    let limit = turn.count == 1 ? Self.lonelyBatchCount : Self.batchCount
    while batch.count < limit, bytes < Self.batchBytes, let lane = turn.popFirst() {
      guard var waiting = lanes.removeValue(forKey: lane) else { continue }
      // A lane that waits alone gives what it has.
      repeat {
        let request = waiting.removeFirst()
        batch.append(request)
        bytes += request.command.byteCount
      } while turn.isEmpty && !waiting.isEmpty && batch.count < limit && bytes < Self.batchBytes
      guard !waiting.isEmpty else { continue }
      lanes[lane] = waiting
      turn.append(lane)
    }
    count -= batch.count
    self.bytes -= bytes
    return batch
  }
}
