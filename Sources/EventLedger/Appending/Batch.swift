import EventModel
import LogAudit
import TransparencyLog

/// The commands of one commit, decided one after the other over a snapshot and what is decided but not committed yet.
struct Batch {
  /// What became of a command.
  enum Answer {
    case recorded(position: UInt64, count: UInt32)
    /// Recorded before; the size is that of the delta which holds it, nil if it is on disk.
    case repeated(CommandRow, size: LogSize?)
    case repeatedInBatch(CommandRow)
    case refused(any Error)
  }

  private let registry: ActRegistry
  private let rows: WorkingRows
  /// What is decided and not committed yet.
  private let pending: LogDelta?
  /// The largest command id that was used: a larger one needs no look-up.
  private(set) var largestID: CommandID?
  private(set) var clock: ClockGuard
  private(set) var answers: [Answer] = []
  private var builder: DeltaBuilder

  init(
    registry: ActRegistry, rows: WorkingRows, pending: LogDelta? = nil, largestID: CommandID?, clock: ClockGuard,
    after edge: TreeEdge, recordedAt: Instant
  ) {
    (self.registry, self.rows, self.pending) = (registry, rows, pending)
    (self.largestID, self.clock) = (largestID, clock)
    builder = DeltaBuilder(after: edge, recordedAt: recordedAt, rows: rows)
  }

  /// The delta of everything that was decided.
  consuming func finish() -> LogDelta { builder.finish() }

  /// Decides a command over the batch so far.
  ///
  /// - Throws: what aborts the whole batch: a failure to read. A refusal is an answer.
  mutating func add(_ command: PreparedCommand, _ snapshot: LogSnapshot?) throws {
    if let (earlier, answer) = try find(command.id, snapshot) {
      guard earlier.fingerprint == command.fingerprint else {
        return refuse(
          LedgerError(
            .commandMismatch, "the id \(command.id) was used for another command, recorded at \(earlier.first)"))
      }
      return answers.append(answer)
    }
    do {
      let now = try clock.read()
      let events = try events(of: command, at: now)
      if let failure = rows.failure { throw failure }
      try record(events, of: command)
    } catch {
      if let failure = rows.failure { throw failure }
      refuse(error)
    }
  }

  private mutating func refuse(_ error: any Error) { answers.append(.refused(error)) }

  /// The command that has an id already.
  private func find(_ id: CommandID, _ snapshot: LogSnapshot?) throws -> (row: CommandRow, answer: Answer)? {
    guard let largestID, id <= largestID else { return nil }
    if let row = builder.command(id) { return (row, .repeatedInBatch(row)) }
    if let pending, let row = pending.commands[id] { return (row, .repeated(row, size: pending.end)) }
    guard let row = try snapshot?.command(id) else { return nil }
    return (row, .repeated(row, size: nil))
  }

  /// What a command becomes; nothing is changed yet.
  private func events(of command: PreparedCommand, at now: Instant) throws -> [NewEvent] {
    var events = CommandEvents(of: command, at: now, position: builder.next, rows)
    switch command.content {
    case .proposal(let act):
      for act in try command.decide(act, rows, at: now, position: builder.next) {
        try events.append(act, type(of: act).type, act.stream, act.wire)
      }
    case .opaque(let acts):
      try command.check(rows, at: now)
      for act in acts { try events.append(nil, act.type, act.stream, act.bytes) }
    }
    return events.events
  }

  private mutating func record(_ events: [NewEvent], of command: PreparedCommand) throws {
    let first = builder.next
    try builder.append(events, fingerprint: command.fingerprint)
    largestID = max(largestID ?? command.id, command.id)
    answers.append(.recorded(position: first, count: UInt32(events.count)))
  }
}

/// The events of one command, encoded one after the other.
private struct CommandEvents {
  private(set) var events: [NewEvent] = []
  private let position: UInt64
  private let rows: WorkingRows
  private var envelope: Envelope
  /// The streams of this command before the present one.
  private var versions: [StreamName: UInt64] = [:]

  /// - Parameter position: that of the first event.
  init(of command: PreparedCommand, at now: Instant, position: UInt64, _ rows: WorkingRows) {
    (self.position, self.rows) = (position, rows)
    envelope = command.envelope
    envelope.recordedAt = now
  }

  mutating func append(_ act: (any Act)?, _ type: ActType, _ stream: StreamName, _ bytes: [UInt8]) throws {
    if events.count == 1 {
      // What follows from an act is caused by it, and has none of its personal content.
      (envelope.causedBy, envelope.commitments) = (Position(position), [])
    }
    if stream != envelope.stream {
      if !events.isEmpty { versions[envelope.stream] = envelope.version }
      envelope.version = versions[stream] ?? rows.stream(stream)?.version ?? 0
      envelope.stream = stream
    }
    envelope.version += 1
    envelope.type = type
    let record = try encode(bytes)
    events.append(NewEvent(envelope: envelope, act: act, record: record, leafHash: .leaf(record)))
  }

  private func encode(_ act: [UInt8]) throws -> [UInt8] {
    var writer = WireWriter(reservingCapacity: act.count + 160)
    envelope.write(act: act, to: &writer)
    guard writer.bytes.count <= EntryBundle.maximumEntryLength else {
      throw LedgerError(
        .recordTooLarge(bytes: writer.bytes.count),
        "the record of \(envelope.type) would have \(writer.bytes.count) bytes, but \(EntryBundle.maximumEntryLength) is the maximum: keep long documents outside and record their hash"
      )
    }
    return writer.bytes
  }
}

extension PreparedCommand {
  /// The acts that a proposal becomes: the one place where a decider is asked before recording.
  ///
  /// - Throws: `Rejection`, `LedgerError`. Rows that could not be read are in `rows.failure`.
  func decide(_ act: any Act, _ rows: WorkingRows, at now: Instant, position: UInt64) throws -> [any Act] {
    try check(rows, at: now)
    let version = rows.stream(act.stream)?.version ?? 0
    return try act.decide(
      Decision(envelope, position: Position(position), streamVersion: version, now: now), rows)
  }
}
