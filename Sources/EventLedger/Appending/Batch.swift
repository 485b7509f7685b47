import EventModel
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
      let acts = try decide(command, at: now)
      if let failure = rows.failure { throw failure }
      try record(acts, of: command, at: now)
    } catch {
      if let failure = rows.failure { throw failure }
      refuse(error)
    }
  }

  private mutating func refuse(_ error: any Error) { answers.append(.refused(error)) }

  /// The command that has an id already.
  private func find(_ id: CommandID, _ snapshot: LogSnapshot?) throws -> (row: CommandRow, answer: Answer)? {
    if let row = builder.command(id) { return (row, .repeatedInBatch(row)) }
    if let pending, let row = pending.commands[id] { return (row, .repeated(row, size: pending.end)) }
    guard let largestID, id <= largestID, let row = try snapshot?.command(id) else { return nil }
    return (row, .repeated(row, size: nil))
  }

  /// An act of a command, with its message and its stream.
  private struct DecidedAct {
    var act: (any Act)?
    var type: ActType
    var stream: StreamName
    var bytes: [UInt8]
  }

  /// The acts that a command becomes.
  private func decide(_ command: PreparedCommand, at now: Instant) throws -> [DecidedAct] {
    guard case .opaque(let acts) = command.content else {
      return try command.decide(rows, at: now, position: builder.next).map {
        DecidedAct(act: $0, type: Swift.type(of: $0).type, stream: $0.stream, bytes: $1)
      }
    }
    try command.check(rows, at: now)
    return acts.map { DecidedAct(act: nil, type: $0.type, stream: $0.stream, bytes: $0.bytes) }
  }

  /// Encodes the events of a command, and only then changes anything.
  private mutating func record(_ acts: [DecidedAct], of command: PreparedCommand, at now: Instant) throws {
    // The streams of this command before the present one.
    var versions: [StreamName: UInt64] = [:]
    var envelope = command.envelope
    envelope.recordedAt = now
    var surroundings = NewEvent.Surroundings(envelope)
    var events: [NewEvent] = []
    events.reserveCapacity(acts.count)
    for (index, act) in acts.enumerated() {
      if act.stream != envelope.stream {
        versions[envelope.stream] = envelope.version
        envelope.version = versions[act.stream] ?? rows.stream(act.stream)?.version ?? 0
        envelope.stream = act.stream
      }
      envelope.version += 1
      envelope.type = act.type
      let record = try encode(act, in: envelope)
      events.append(
        NewEvent(
          surroundings: surroundings, stream: act.stream, type: act.type, act: act.act, record: record,
          leafHash: .leaf(record)))
      guard index == 0, acts.count > 1 else { continue }
      // What follows from an act is caused by it, and has none of its personal content.
      (envelope.causedBy, envelope.commitments) = (Position(builder.next), [])
      surroundings = NewEvent.Surroundings(envelope)
    }
    let first = builder.next
    try builder.append(events, fingerprint: command.fingerprint)
    largestID = max(largestID ?? command.id, command.id)
    answers.append(.recorded(position: first, count: UInt32(events.count)))
  }

  private func encode(_ act: DecidedAct, in envelope: Envelope) throws -> [UInt8] {
    var writer = WireWriter(reservingCapacity: act.bytes.count + 160)
    envelope.write(act: act.bytes, to: &writer)
    guard writer.bytes.count <= EntryBundle.maximumEntryLength else {
      throw LedgerError(
        .recordTooLarge(bytes: writer.bytes.count),
        "the record of \(act.type) would have \(writer.bytes.count) bytes, and \(EntryBundle.maximumEntryLength) is the most: long documents stay outside and enter by their hash"
      )
    }
    return writer.bytes
  }
}

extension PreparedCommand {
  /// The acts that a proposal becomes, each with its message: the one place where a decider is asked before recording.
  ///
  /// - Throws: `Rejection`, `LedgerError`. Rows that could not be read are in `rows.failure`.
  func decide(_ rows: WorkingRows, at now: Instant, position: UInt64) throws -> [(any Act, wire: [UInt8])] {
    try check(rows, at: now)
    guard case .proposal(let act, let wire) = content else { return [] }
    let version = rows.stream(act.stream)?.version ?? 0
    let acts = try act.decide(
      Decision(envelope, position: Position(position), streamVersion: version, now: now), rows)
    // What was left as it was proposed is not encoded again.
    let isProposed = acts.first.map { act.isSame(as: $0) } ?? false && !Swift.type(of: act).isPreparedOverHistory
    return acts.enumerated().map { ($1, $0 == 0 && isProposed ? wire : $1.wire) }
  }
}
