import EventModel
import TransparencyLog

/// Makes a delta of records in their order: versions of streams, counts, tree, and the rows that acts evolve.
///
/// Deciding, restoring, replaying and following all go through it: what follows from a record is written in one place.
struct DeltaBuilder {
  let rows: WorkingRows
  private(set) var delta: LogDelta
  private var types = TypeCounts()

  /// - Parameter rows: the rows of the log at that edge.
  init(after edge: TreeEdge, recordedAt: Instant, rows: WorkingRows) {
    delta = LogDelta(after: edge, recordedAt: recordedAt)
    self.rows = rows
  }

  /// The position of the next record.
  var next: UInt64 { delta.start.rawValue + UInt64(delta.records.count) }

  /// What became of a command whose events are in the delta.
  func command(_ id: CommandID) -> CommandRow? { delta.commands[id] }

  /// Takes the records of one command.
  ///
  /// - Parameters:
  ///   - events: one or more, each the next of its stream.
  ///   - fingerprint: what the command was.
  /// - Throws: what kept rows from being read; the delta then is not to be used.
  mutating func append(_ events: [NewEvent], fingerprint: Fingerprint) throws {
    guard let envelope = events.first?.envelope else { return }
    let first = next
    for event in events { append(event) }
    if let failure = rows.failure { throw failure }
    if let cause = envelope.reactionCause { delta.reacted = max(delta.reacted ?? 0, cause) }
    guard let id = envelope.commandID else { return }
    delta.commands[id] = CommandRow(first: first, count: UInt32(events.count), fingerprint: fingerprint)
  }

  private mutating func append(_ event: NewEvent) {
    let (position, envelope) = (next, event.envelope)
    let stream = rows.advance(envelope.stream, at: position)
    if stream.version == 1 { delta.names.append((envelope.stream, position)) }
    delta.streams.append(.init(number: stream.number, version: stream.version, position: position))
    types.count(envelope.type, at: position)
    delta.records.append(event.record)
    delta.recordedAt = envelope.recordedAt
    delta.edge.append(event.leafHash) { coordinate, nodes in delta.tiles.append((coordinate, nodes)) }
    guard let act = event.act else { return }
    let decision = Decision(
      envelope, position: Position(position), streamVersion: stream.version - 1, now: envelope.recordedAt)
    act.evolve(EventContext(decision, leafHash: event.leafHash), rows)
  }

  /// The delta of all records that were taken.
  consuming func finish() -> LogDelta {
    delta.types = types.rows
    delta.constraints = rows.changes()
    return delta
  }
}

/// A record with what is known of it: its envelope, and its act if this program knows the type.
struct NewEvent {
  var envelope: Envelope
  var act: (any Act)?
  var record: [UInt8]
  var leafHash: MerkleHash
}

extension Envelope {
  /// The event to which the ledger itself reacts with this one.
  var reactionCause: UInt64? { actor == .ledger ? causedBy?.rawValue : nil }
}
