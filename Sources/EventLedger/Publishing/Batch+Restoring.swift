import EventModel
import TransparencyLog

extension Batch {
  /// Takes records as they were recorded: nothing is decided, and the rows evolve from what the records say.
  ///
  /// - Throws: `LedgerError.notRestorable` for a record that is no event or not the next of its stream; `unknownActs`.
  mutating func restore(_ records: ArraySlice<[UInt8]>) throws {
    var command: RestoredCommand?
    for record in records {
      let event = try restore(record)
      if let id = event.envelope.commandID, id == command?.id {
        command?.events.append(event)
      } else {
        try note(command)
        command = RestoredCommand(event)
      }
    }
    try note(command)
  }

  /// Takes one record.
  private mutating func restore(_ record: [UInt8]) throws -> RestoredCommand.Event {
    let (scan, envelope) = try Self.read(record, at: next)
    let wire = record.span.bytes(scan.act)
    let act = try act(envelope.type, wire: wire)
    let before = rows.stream(envelope.stream)?.version ?? 0
    guard envelope.version == before + 1 else {
      throw LedgerError(
        .notRestorable,
        "record \(next) is version \(envelope.version) of \(envelope.stream), where \(before + 1) is due")
    }
    restored += record
    ends.append(restored.count)
    leaves.append(.leaf(record))
    let stream = rows.advance(envelope.stream, at: next)
    if stream.version == 1 { newNames.append((envelope.stream, next)) }
    streamRows.append(StreamRow(number: stream.number, version: stream.version, position: next))
    count(envelope.type)
    act?.evolve(
      EventContext(
        Decision(envelope, position: Position(next), streamVersion: before, now: envelope.recordedAt),
        leafHash: leaves[leaves.count - 1]), rows)
    if let failure = rows.failure { throw failure }
    defer { next += 1 }
    return RestoredCommand.Event(position: next, envelope: envelope, act: act, wire: wire)
  }

  private static func read(_ record: [UInt8], at position: UInt64) throws -> (EventScan, Envelope) {
    do {
      let scan = try EventScan(record.span)
      return (scan, try scan.envelope(in: record.span))
    } catch {
      throw LedgerError(.notRestorable, "record \(position) is no event", cause: error)
    }
  }

  /// The act as a value; nil for one of which the ledger knows only the bytes.
  private func act(_ type: ActType, wire: [UInt8]) throws -> (any Act)? {
    guard registry.knows(type) else {
      throw LedgerError(.unknownActs([type]), "the published log holds \(type), which this program does not know")
    }
    do { return try registry[type]?.init(wire: wire) } catch {
      throw LedgerError(.notRestorable, "the act of record \(next) is no \(type)", cause: error)
    }
  }

  /// Notes a command once all of its events are known.
  private mutating func note(_ command: RestoredCommand?) throws {
    guard let command, let first = command.events.first else { return }
    if let cause = first.envelope.reactionCause { reacted = max(reacted ?? 0, cause) }
    guard let id = command.id else { return }
    commands[id] = CommandRow(
      first: first.position, count: UInt32(command.events.count), fingerprint: command.fingerprint)
  }
}

/// The events of one command, as the log has them.
private struct RestoredCommand {
  struct Event {
    var position: UInt64
    var envelope: Envelope
    var act: (any Act)?
    var wire: [UInt8]
  }

  let id: CommandID?
  var events: [Event]

  init(_ event: Event) { (id, events) = (event.envelope.commandID, [event]) }

  /// What the command was, so that a retry is known as one. The versions that it expected are not in the log: a retry
  /// that expects some is answered as another command.
  var fingerprint: [UInt8] {
    guard let first = events.first else { return [] }
    let acts: [Fingerprint.Act] =
      first.act.map { [(first.envelope.type, nil, $0.proposed.wire)] }
      ?? events.map { ($0.envelope.type, $0.envelope.stream, $0.wire) }
    return Fingerprint.of(
      acts: acts, actor: first.envelope.actor, occurredAt: first.envelope.occurredAt, expectedVersions: [:])
  }
}
