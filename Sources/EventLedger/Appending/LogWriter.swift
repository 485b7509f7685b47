import Dispatch
import EventModel
import LMDB
import Synchronization
import TransparencyLog

/// The one writer of a log: takes batches from its queue, commits each durably, and only then answers.
final class LogWriter: Sendable {
  private let environment: Environment
  private let tables: LogTables
  private let registry: ActRegistry
  private let key: SigningKey
  private let changes: LogChanges
  /// Let go when the writer is closed.
  private let lock: Mutex<ProcessLock?>
  private let queue = Mutex(WriterQueue())
  private let thread = DispatchQueue(label: "albo.log.writer")
  /// Touched on `thread` alone, and in `init`.
  private let state: Mutex<State>

  private struct State {
    var edge: TreeEdge
    var clock: ClockGuard
    var largestID: CommandID?
    var rows = WorkingRows()
    var isFull = false
    var isBroken = false
    var commits = 0
  }

  init(
    _ environment: Environment, key: SigningKey, registry: ActRegistry, clock: any LedgerClock,
    acceptsClockJump: Bool, lock: ProcessLock, changes: LogChanges
  ) throws {
    self.environment = environment
    tables = LogTables(environment)
    self.registry = registry
    self.key = key
    self.changes = changes
    self.lock = Mutex(lock)
    let end = try LogEnd.read(environment, tables)
    state = Mutex(
      State(
        edge: end.edge, clock: try ClockGuard(clock, last: end.recordedAt, acceptsJump: acceptsClockJump),
        largestID: end.largestID))
    try end.check(environment, tables)
  }

  /// Queues commands and waits until they are on disk, or refused.
  func submit(_ commands: [PreparedCommand], lane: UInt64) async throws -> [RequestGroup.Answer] {
    guard !commands.isEmpty else { return [] }
    let group = RequestGroup(count: commands.count)
    let requests = commands.enumerated().map { WriterQueue.Request(command: $1, group: group, index: $0) }
    let starts = try queue.withLock { queue in
      try queue.append(requests, lane: lane)
      defer { queue.isDraining = true }
      return !queue.isDraining
    }
    if starts { thread.async { self.drain() } }
    return await group.all()
  }

  /// Refuses what comes from now on, and waits until what was accepted is on disk.
  func finish() async {
    queue.withLock { $0.isClosed = true }
    await withCheckedContinuation { continuation in
      thread.async {
        self.drain()
        continuation.resume()
      }
    }
  }

  /// Lets another process write.
  func release() { lock.withLock { $0 = nil } }

  private func drain() {
    while true {
      let batch = queue.withLock { queue in
        let batch = queue.nextBatch()
        if batch.isEmpty { queue.isDraining = false }
        return batch
      }
      guard !batch.isEmpty else { return }
      state.withLock { state in
        for (request, answer) in zip(batch, commit(batch, &state)) {
          request.group.answer(request.index, answer)
        }
      }
    }
  }

  /// Decides and commits a batch. Every request has its answer, and none before the commit.
  private func commit(_ requests: [WriterQueue.Request], _ state: inout State) -> [RequestGroup.Answer] {
    do {
      try recover(&state)
      var batch = Batch(
        registry: registry, rows: state.rows, tables: tables, largestID: state.largestID, clock: state.clock,
        next: state.edge.size.rawValue)
      var edge = state.edge
      try environment.write { transaction in
        try checkUnchanged(edge, transaction)
        try batch.rows.reading(transaction, tables) {
          for request in requests { try batch.add(request.command, transaction) }
        }
        if !batch.isEmpty { try batch.write(to: &transaction, edge: &edge, key: key) }
      }
      state.edge = edge
      state.clock = batch.clock
      state.largestID = batch.largestCommandID
      state.rows.settle()
      if !batch.isEmpty { changes.grow(to: edge.size) }
      clearStaleReaders(&state)
      return batch.answers.map { answer($0, size: edge.size) }
    } catch {
      state.rows.reset()
      let failure = classify(error, &state)
      return requests.map { _ in .failure(failure) }
    }
  }

  /// Appends records that this log had before, as one commit: the same bytes at the same positions.
  ///
  /// - Parameters:
  ///   - root: the root that the log has with them.
  ///   - key: the log's key for the size that it has with them.
  /// - Throws: `LedgerError.notRestorable` where they are not what follows; then nothing is written.
  func restore(_ records: ArraySlice<[UInt8]>, root: MerkleHash, key: SigningKey) throws {
    try state.withLock { state in
      defer { state.rows.reset() }
      var batch = Batch(
        registry: registry, rows: state.rows, tables: tables, largestID: nil, clock: state.clock,
        next: state.edge.size.rawValue)
      var edge = state.edge
      try environment.write { transaction in
        try checkUnchanged(edge, transaction)
        try batch.rows.reading(transaction, tables) { try batch.restore(records) }
        try batch.write(to: &transaction, edge: &edge, key: key)
        guard edge.root == root else {
          throw LedgerError(.notRestorable, "the entries changed while they were read: nothing of them was written")
        }
      }
      state.edge = edge
      changes.grow(to: edge.size)
    }
  }

  private func answer(_ answer: Batch.Answer, size: LogSize) -> RequestGroup.Answer {
    switch answer {
    case .recorded(let position, let count):
      .success(Recorded(position: Position(position), count: Int(count), size: size, isRepeated: false))
    case .repeatedInBatch(let row):
      .success(Recorded(position: Position(row.first), count: Int(row.count), size: size, isRepeated: true))
    case .repeated(let row):
      Result {
        let last = row.first + UInt64(row.count) - 1
        let size = try environment.read { try signedSize(above: last, tables, $0) }
        return Recorded(position: Position(row.first), count: Int(row.count), size: size, isRepeated: true)
      }
    case .refused(let error): .failure(error)
    }
  }

  /// A reader that died in a transaction pins every page that was freed since: looked for now and then.
  private func clearStaleReaders(_ state: inout State) {
    state.commits += 1
    guard state.commits.isMultiple(of: 256) else { return }
    // What was committed is committed, whether or not the slots can be looked at.
    _ = try? environment.checkReaders()
  }

  private func checkUnchanged(_ edge: TreeEdge, _ transaction: borrowing WriteTransaction) throws {
    let count = try transaction.withCursor(over: tables.records) { cursor in
      try cursor.last { key, _ in BigEndian.read(from: key).map { $0 + 1 } }
    }
    guard (count ?? nil) ?? 0 == edge.size.rawValue else {
      throw LedgerError(
        .ledgerChanged,
        "the log has \((count ?? nil) ?? 0) records, and this process left \(edge.size): another program wrote to it")
    }
  }

  /// What a failed batch means to those who wait, and to the batches after it.
  private func classify(_ error: any Error, _ state: inout State) -> any Error {
    guard let failure = error as? LMDBError else {
      if let ledger = error as? LedgerError, ledger.code == .ledgerChanged { state.isBroken = true }
      return error
    }
    let isShort = room() < Self.neededBytes
    if failure.code == .noSpace || failure.code == .mapFull || (failure.code == .inputOutput && isShort) {
      (state.isFull, state.isBroken) = (true, true)
      return LedgerError(.diskFull, "the disk is full: nothing is recorded until there is room", cause: failure)
    }
    state.isBroken = true
    guard failure.operation == .commit else {
      return LedgerError(.damaged, "the log cannot be written", cause: failure)
    }
    return LedgerError(
      .outcomeUnknown, "the commit failed and may have reached the disk: retry with the same id", cause: failure)
  }

  /// Bytes that must be free before a full disk counts as having room again.
  private static let neededBytes: UInt64 = 256 << 10

  /// Bytes that a commit can still write: what the disk has free, and what the file has behind its last page, as
  /// a batch that did not fit leaves it.
  private func room() -> UInt64 {
    let free = Files.freeBytes(at: environment.directory)
    guard let statistics = try? environment.statistics() else { return free }
    let used = UInt64(statistics.pages) * UInt64(statistics.pageSize)
    let allocated = Files.allocatedBytes(of: environment.directory + "/data.mdb")
    return free + (allocated > used ? allocated - used : 0)
  }

  /// After a failure: opens the environment anew and derives the edge again before anything is appended.
  private func recover(_ state: inout State) throws {
    guard state.isBroken else { return }
    if state.isFull, room() < Self.neededBytes {
      throw LedgerError(.diskFull, "the disk is full: nothing is recorded until there is room")
    }
    try environment.reopen()
    let end = try LogEnd.read(environment, tables)
    try end.check(environment, tables)
    guard end.edge.size >= state.edge.size else {
      throw LedgerError(.ledgerChanged, "the log has lost records: \(end.edge.size) are left of \(state.edge.size)")
    }
    (state.edge, state.largestID) = (end.edge, end.largestID)
    state.clock.raise(to: end.recordedAt)
    (state.isBroken, state.isFull) = (false, false)
    changes.grow(to: end.edge.size)
  }
}

/// The smallest signed size above a position.
func signedSize(
  above position: UInt64, _ tables: LogTables, _ transaction: borrowing some Transaction & ~Copyable
) throws -> LogSize {
  let size = try transaction.withCursor(over: tables.checkpoints) { cursor in
    try cursor.seek(atLeast: position + 1) { key, _ in BigEndian.read(from: key) }
  }
  guard let size = size ?? nil else {
    throw LedgerError(.noSuchPosition(Position(position)), "no signed checkpoint covers position \(position)")
  }
  return LogSize(size)
}
