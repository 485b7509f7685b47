import EventModel
import TransparencyLog

/// A log in memory, rebuilt event by event: what deciders ask is derived here by `evolve` alone.
final class MemoryLedger: EventHistory {
  private(set) var records: [[UInt8]] = []
  private(set) var rows = MemoryRows()
  private var streams: [StreamName: [Position]] = [:]

  struct NoSuchEvent: Error {}

  final class MemoryRows: ConstraintRows {
    private(set) var rows: [ConstraintKey: [UInt8]] = [:]

    func row<Value: ConstraintValue>(_ key: ConstraintKey, as type: Value.Type) -> Value? {
      rows[key].flatMap { Value(row: $0) }
    }

    func set(_ key: ConstraintKey, to value: some ConstraintValue) { rows[key] = value.row }

    func remove(_ key: ConstraintKey) { rows[key] = nil }
  }

  /// What a decider knows of a recorded event.
  func decision(_ event: Envelope) -> Decision {
    Decision(
      position: Position(UInt64(records.count)), streamVersion: UInt64(streams[event.stream]?.count ?? 0),
      now: event.recordedAt, actor: event.actor, onBehalfOf: event.onBehalfOf, mandate: event.mandate,
      channel: event.channel, occurredAt: event.occurredAt, actReference: event.actReference,
      commitments: event.commitments, recorder: event.recorder, under: event.under)
  }

  /// Takes an event in.
  func append(_ record: [UInt8], _ event: Envelope, _ act: (any Act)?) {
    let decision = decision(event)
    streams[event.stream, default: []].append(decision.position)
    records.append(record)
    act?.evolve(EventContext(decision, record: record), rows)
  }

  func version(of stream: StreamName) throws -> UInt64 { UInt64(streams[stream]?.count ?? 0) }

  func forEachEvent(
    in stream: StreamName, _ body: (Position, EventScan, borrowing Span<UInt8>) throws -> Void
  ) throws {
    for position in streams[stream] ?? [] { try withEvent(at: position) { try body(position, $0, $1) } }
  }

  func withEvent<Result>(
    at position: Position, _ body: (EventScan, borrowing Span<UInt8>) throws -> Result
  ) throws -> Result {
    guard position.rawValue < records.count else { throw NoSuchEvent() }
    let record = records[Int(position.rawValue)]
    return try body(EventScan(record.span), record.span)
  }
}
