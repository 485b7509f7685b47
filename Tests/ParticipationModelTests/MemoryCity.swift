import EventModel
import Testing
import TransparencyLog

/// Constraint rows in memory, kept as the bytes that a ledger would keep.
final class MemoryRows: ConstraintRows {
  private(set) var rows: [ConstraintKey: [UInt8]] = [:]
  /// Everything that was ever stored, by the type of its value.
  private(set) var stored: [(type: any ConstraintValue.Type, row: [UInt8])] = []
  private(set) var writes = 0

  func row<Value: ConstraintValue>(_ key: ConstraintKey, as type: Value.Type) -> Value? {
    guard let row = rows[key] else { return nil }
    let value = Value(row: row)
    #expect(value != nil, "the row of kind \(key.kind) of \(key.stream) is no \(type)")
    return value
  }

  func set(_ key: ConstraintKey, to value: some ConstraintValue) {
    writes += 1
    rows[key] = value.row
    stored.append((type(of: value), value.row))
  }

  func remove(_ key: ConstraintKey) {
    writes += 1
    rows[key] = nil
  }
}

/// A city without a disk: decides acts one by one, at a time that the test sets.
final class MemoryCity {
  let rows = MemoryRows()
  private(set) var records: [[UInt8]] = []
  private var streams: [StreamName: [Position]] = [:]
  var now = Instant(microseconds: 1_700_000_000_000_000)

  /// A moment so many minutes from the start.
  static func minute(_ minutes: Int64) -> Instant {
    Instant(microseconds: 1_700_000_000_000_000 + minutes * 60_000_000)
  }

  /// The position that the next event takes.
  var next: Position { Position(UInt64(records.count)) }

  /// The envelope of an act proposed now.
  private func envelope(
    of act: some Act, by actor: Actor, onBehalfOf: Actor?, mandate: Position?, channel: Channel, recorder: String,
    occurredAt: Instant?, reference: ActReference?, under: Position?
  ) -> Envelope {
    Envelope(
      stream: act.stream, version: version(of: act.stream), recordedAt: now, type: type(of: act).type, actor: actor,
      onBehalfOf: onBehalfOf, mandate: mandate, channel: channel, recorder: recorder, occurredAt: occurredAt,
      actReference: reference, under: under)
  }

  /// What is known when the next event is decided; `version` is that of its stream before it.
  private func decision(_ envelope: Envelope, version: UInt64) -> Decision {
    Decision(
      position: next, streamVersion: version, now: now, actor: envelope.actor, onBehalfOf: envelope.onBehalfOf,
      mandate: envelope.mandate, channel: envelope.channel, occurredAt: envelope.occurredAt,
      actReference: envelope.actReference, recorder: envelope.recorder, under: envelope.under)
  }

  /// What an act becomes; nothing is written meanwhile.
  func decide<Value: Act>(
    _ act: Value, by actor: Actor = person("office:desk"), onBehalfOf: Actor? = nil, mandate: Position? = nil,
    channel: Channel = .unspecified, recorder: String = "", occurredAt: Instant? = nil,
    reference: ActReference? = nil, under: Position? = nil
  ) throws -> [any Act] {
    try decide(
      act,
      envelope(
        of: act, by: actor, onBehalfOf: onBehalfOf, mandate: mandate, channel: channel, recorder: recorder,
        occurredAt: occurredAt, reference: reference, under: under))
  }

  private func decide<Value: Act>(_ act: Value, _ envelope: Envelope) throws -> [any Act] {
    let writes = rows.writes
    defer { #expect(rows.writes == writes, "deciding wrote a row") }
    let decision = decision(envelope, version: envelope.version)
    let acts: [any Act]
    do { acts = try act.prepared(over: self).decide(decision, rows) } catch let refusal as Rejection {
      #expect(Value.refusals.contains(refusal.code), "\(Value.type) does not list \(refusal.code)")
      throw refusal
    }
    #expect(acts.first is Value, "the first act of a decision is the one proposed")
    return acts
  }

  /// Decides an act and records what it becomes.
  ///
  /// - Returns: the position of the first event.
  @discardableResult func record(
    _ act: some Act, by actor: Actor = person("office:desk"), onBehalfOf: Actor? = nil, mandate: Position? = nil,
    channel: Channel = .unspecified, recorder: String = "", occurredAt: Instant? = nil,
    reference: ActReference? = nil, under: Position? = nil
  ) throws -> Position {
    let first = next
    let proposed = envelope(
      of: act, by: actor, onBehalfOf: onBehalfOf, mandate: mandate, channel: channel, recorder: recorder,
      occurredAt: occurredAt, reference: reference, under: under)
    for act in try decide(act, proposed) {
      var envelope = proposed
      let version = version(of: act.stream)
      (envelope.stream, envelope.version, envelope.type) = (act.stream, version + 1, type(of: act).type)
      let decision = decision(envelope, version: version)
      streams[act.stream, default: []].append(next)
      var writer = WireWriter()
      envelope.write(act: act.wire, to: &writer)
      records.append(writer.bytes)
      act.evolve(EventContext(decision, record: records[records.count - 1]), rows)
    }
    return first
  }

  /// Expects an act to be refused with a code, a rule, and grounds that exist.
  func expect(
    _ code: RejectionCode, _ act: some Act, by actor: Actor = person("office:desk"), onBehalfOf: Actor? = nil,
    mandate: Position? = nil, channel: Channel = .unspecified, recorder: String = "", occurredAt: Instant? = nil,
    reference: ActReference? = nil, under: Position? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let refusal = #expect(throws: Rejection.self, sourceLocation: sourceLocation) {
      try self.decide(
        act, by: actor, onBehalfOf: onBehalfOf, mandate: mandate, channel: channel, recorder: recorder,
        occurredAt: occurredAt, reference: reference, under: under)
    }
    guard let refusal else { return }
    #expect(refusal.code == code, "\(refusal)", sourceLocation: sourceLocation)
    #expect(!refusal.message.isEmpty && !refusal.rule.isEmpty, sourceLocation: sourceLocation)
    #expect(refusal.positions.allSatisfy { $0 < next }, sourceLocation: sourceLocation)
  }
}

extension MemoryCity: EventHistory {
  struct NoSuchEvent: Error {}

  func version(of stream: StreamName) -> UInt64 { UInt64(streams[stream]?.count ?? 0) }

  func forEachEvent(
    in stream: StreamName, _ body: (Position, EventScan, borrowing Span<UInt8>) throws -> Void
  ) throws {
    for position in streams[stream] ?? [] { try withEvent(at: position) { try body(position, $0, $1) } }
  }

  func withEvent<Result>(
    at position: Position, _ body: (EventScan, borrowing Span<UInt8>) throws -> Result
  ) throws -> Result {
    guard position < next else { throw NoSuchEvent() }
    let record = records[Int(position.rawValue)]
    return try body(EventScan(record.span), record.span)
  }
}
