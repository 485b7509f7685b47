import EventModel
import LogAudit
import TransparencyLog

/// Applies records that exist already: nothing is decided, and the rows evolve from what the records say.
///
/// Restoring a backup, replaying, and taking what a log of record holds are the same work.
struct RecordFold {
  private let registry: ActRegistry
  private var builder: DeltaBuilder
  /// The events of the command that is not known to be whole yet.
  private var events: [NewEvent] = []
  private var bytes: [[UInt8]] = []

  /// - Parameter rows: the rows of the log at that edge.
  init(after edge: TreeEdge, recordedAt: Instant, rows: WorkingRows, registry: ActRegistry) {
    builder = DeltaBuilder(after: edge, recordedAt: recordedAt, rows: rows)
    self.registry = registry
  }

  /// The position of the next record.
  private var next: UInt64 { builder.next + UInt64(events.count) }

  /// Takes the next record.
  ///
  /// - Throws: `LedgerError.notRestorable` for a record that is not an event or not the next of its stream;
  ///   `unknownActs`.
  mutating func apply(_ record: [UInt8]) throws {
    let scan: EventScan
    let envelope: Envelope
    do {
      scan = try EventScan(record.span)
      envelope = try scan.envelope(in: record.span)
    } catch {
      throw LedgerError(.notRestorable, "record \(next) is not an event", cause: error)
    }
    if envelope.commandID == nil || envelope.commandID != events.first?.envelope.commandID { try takeCommand() }
    let wire = record.span.bytes(scan.act)
    let act = try act(envelope.type, wire: wire)
    let before = (builder.rows.stream(envelope.stream)?.version ?? 0) + inCommand(envelope.stream)
    if let failure = builder.rows.failure { throw failure }
    guard envelope.version == before + 1 else {
      throw LedgerError(
        .notRestorable,
        "record \(next) is version \(envelope.version) of \(envelope.stream), but \(before + 1) comes next")
    }
    events.append(NewEvent(envelope: envelope, act: act, record: record, leafHash: .leaf(record)))
    bytes.append(wire)
  }

  private func inCommand(_ stream: StreamName) -> UInt64 { UInt64(events.count { $0.envelope.stream == stream }) }

  /// The act as a value; nil for one of which the ledger knows only the bytes.
  private func act(_ type: ActType, wire: [UInt8]) throws -> (any Act)? {
    guard registry.knows(type) else {
      throw LedgerError(.unknownActs([type]), "the log holds \(type), which this program does not know")
    }
    do { return try registry[type]?.init(wire: wire) } catch {
      throw LedgerError(.notRestorable, "the act of record \(next) cannot be read as \(type)", cause: error)
    }
  }

  private mutating func takeCommand() throws {
    guard !events.isEmpty else { return }
    let fingerprint = Fingerprint(
      events[0].act, in: events[0].envelope, events: zip(events, bytes).map { ($0.envelope, $1) })
    try builder.append(events, fingerprint: fingerprint)
    (events, bytes) = ([], [])
  }

  /// The delta of all records that were taken.
  consuming func finish() throws -> LogDelta {
    try takeCommand()
    return builder.finish()
  }
}
