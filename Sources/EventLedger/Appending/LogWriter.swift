import Dispatch
import EventModel
import LocalFiles
import LogAudit
import Synchronization
import TransparencyLog

/// The one writer of a log, in two stages: while one delta is committed, the next is decided; never more than one ahead.
///
/// Every answer waits until everything is on disk that it was decided over. If a commit fails, both stages stop, the
/// tables are opened anew, and what was decided over the lost delta is decided again, in its order, before newer requests.
final class LogWriter: Sendable {
  let committer: LogCommitter
  let engine: LogEngine
  let registry: ActRegistry
  let changes: LogChanges
  /// Let go when the writer is closed.
  private let lock: Mutex<FileLock?>
  private let queue = Mutex(WriterQueue())
  private let thread = DispatchQueue(label: "albo.log.decider")
  /// Touched on `thread`, by `restore` while nothing is submitted, and in `init`.
  let state: Mutex<State>

  struct State {
    var edge: TreeEdge
    var recordedAt: Instant
    var clock: ClockGuard
    var largestID: CommandID?
    var rows = WorkingRows()
    /// What is being committed.
    var flight: CommitFlight?
    /// Records that are known to be on disk.
    var held: LogSize
    /// Why the tables are to be opened anew before anything is appended.
    var failure: CommitVerdict?
    var commits = 0
  }

  init(
    _ engine: LogEngine, end: LogEnd, key: SigningKey, registry: ActRegistry, clock: any LedgerClock,
    acceptsClockJump: Bool, lock: FileLock, changes: LogChanges, record: (any LogOfRecord)?, term: UInt64,
    atStep: @escaping CommitStep.Hook
  ) throws {
    self.engine = engine
    committer = LogCommitter(engine, key: key, record: record, term: term, atStep: atStep)
    self.registry = registry
    self.changes = changes
    self.lock = Mutex(lock)
    state = Mutex(
      State(
        edge: end.edge, recordedAt: end.recordedAt,
        clock: try ClockGuard(clock, last: end.recordedAt, acceptsJump: acceptsClockJump), largestID: end.largestID,
        held: end.edge.size))
    // What the log of record has and these tables lack was decided before.
    if record != nil {
      let size = try state.withLock { state in
        try catchUp(&state)
        return state.edge.size
      }
      changes.grow(to: size)
    }
  }

  /// Queues commands.
  ///
  /// - Returns: the group that has their answers once they are on disk, or refused.
  func enqueue(_ commands: [PreparedCommand], lane: UInt64) throws -> RequestGroup {
    let group = RequestGroup(count: commands.count)
    let requests = commands.enumerated().map { WriterQueue.Request(command: $1, group: group, index: $0) }
    guard !requests.isEmpty else { return group }
    let starts = try queue.withLock { queue in
      try queue.append(requests, lane: lane)
      defer { queue.isDraining = true }
      return !queue.isDraining
    }
    if starts { thread.async { self.drain() } }
    return group
  }

  /// How many commands wait to be decided.
  var waiting: Int { queue.withLock { $0.count } }

  /// Queues commands and waits until they are on disk, or refused.
  func submit(_ commands: [PreparedCommand], lane: UInt64) async throws -> [RequestGroup.Answer] {
    try await enqueue(commands, lane: lane).all()
  }

  /// Refuses what comes from now on, and waits until what was accepted is on disk.
  func finish() async {
    queue.withLock { $0.isClosed = true }
    await withCheckedContinuation { continuation in
      thread.async {
        self.drain()
        self.state.withLock { self.land(&$0) }
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
      // Decided again if what it was decided over is lost; a commit that fails answers its own requests.
      state.withLock { state in
        while !take(batch, &state) {}
      }
    }
  }

  /// Decides a batch, and hands it over to be committed; false if it must be decided again.
  private func take(_ batch: [WriterQueue.Request], _ state: inout State) -> Bool {
    let isAlone = state.flight?.hasLanded ?? true
    let decided: Decided
    do {
      try recover(&state)
    } catch {
      return fail(batch, CommitVerdict(error, engine).error)
    }
    do {
      decided = try decide(batch, &state)
    } catch {
      land(&state)
      guard state.failure == nil else { return false }
      // The rows may hold half of the batch.
      state.rows.reset()
      let verdict = CommitVerdict(error, engine)
      if verdict.isOfTables { state.failure = verdict }
      return fail(batch, verdict.error)
    }
    // What it was decided over is on disk, or lost.
    land(&state)
    guard state.failure == nil else { return false }
    (state.edge, state.recordedAt) = (decided.delta.edge, decided.delta.recordedAt)
    (state.clock, state.largestID) = (decided.clock, decided.largestID)
    guard !decided.delta.isEmpty else {
      answer(batch, decided)
      return true
    }
    let flight = CommitFlight(decided.delta)
    state.flight = flight
    // With nothing to decide meanwhile, another thread would only cost time.
    if isAlone, queue.withLock({ $0.count == 0 }) {
      run(flight, batch, decided)
      land(&state)
    } else {
      committer.thread.async { self.run(flight, batch, decided) }
    }
    return true
  }

  private func fail(_ batch: [WriterQueue.Request], _ error: any Error) -> Bool {
    answer(batch) { _ in .failure(error) }
    return true
  }

  /// A batch as it was decided.
  private struct Decided: Sendable {
    var delta: LogDelta
    var answers: [Batch.Answer]
    var clock: ClockGuard
    var largestID: CommandID?
  }

  private func decide(_ requests: [WriterQueue.Request], _ state: inout State) throws -> Decided {
    let rows = state.rows
    rows.beginBatch()
    return try engine.read { snapshot in
      var pending = state.flight?.delta
      let size = try snapshot.size
      if pending?.end == size { pending = nil }
      let expected = pending?.start ?? state.edge.size
      guard size == expected else { throw LedgerError.changed(present: size, left: expected) }
      var batch = Batch(
        registry: registry, rows: rows, pending: pending, largestID: state.largestID, clock: state.clock,
        after: state.edge, recordedAt: state.recordedAt)
      try rows.reading(snapshot) {
        for request in requests { try batch.add(request.command, snapshot) }
      }
      let (answers, clock, largestID) = (batch.answers, batch.clock, batch.largestID)
      return Decided(delta: batch.finish(), answers: answers, clock: clock, largestID: largestID)
    }
  }

  /// Commits a delta and answers; on either thread.
  private func run(_ flight: CommitFlight, _ batch: [WriterQueue.Request], _ decided: Decided) {
    do {
      try committer.commit(flight.delta)
      changes.grow(to: flight.delta.end)
      answer(batch, decided)
      flight.land(nil)
    } catch {
      let verdict = CommitVerdict(error, engine)
      _ = fail(batch, verdict.error)
      flight.land(verdict)
    }
  }

  /// Waits for the commit that is on its way.
  func land(_ state: inout State) {
    guard let flight = state.flight else { return }
    state.failure = flight.wait()
    state.flight = nil
    guard state.failure == nil else { return }
    state.held = flight.delta.end
    clearStaleReaders(&state)
  }

  private func answer(_ batch: [WriterQueue.Request], _ decided: Decided) {
    answer(batch) { answer(decided.answers[$0], size: decided.delta.end) }
  }

  /// Answers the requests of a batch by their places in it; those that were submitted together at once.
  private func answer(_ batch: [WriterQueue.Request], _ answer: (Int) -> RequestGroup.Answer) {
    var start = 0
    while start < batch.count {
      let group = batch[start].group
      let end = batch[start...].firstIndex { $0.group !== group } ?? batch.count
      group.answer((start..<end).map { (batch[$0].index, answer($0)) })
      start = end
    }
  }

  private func answer(_ answer: Batch.Answer, size: LogSize) -> RequestGroup.Answer {
    switch answer {
    case .recorded(let position, let count):
      .success(Recorded(position: Position(position), count: Int(count), size: size, isRepeated: false))
    case .repeatedInBatch(let row):
      .success(Recorded(position: Position(row.first), count: Int(row.count), size: size, isRepeated: true))
    case .repeated(let row, let size):
      Result {
        let last = row.first + UInt64(row.count) - 1
        let size = try size ?? engine.read { try $0.signedSize(above: last) }
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
    try? engine.clearStaleReaders()
  }
}
