import EventLedger
import EventModel
import LogAudit
import ParticipationModel
import Testing
import TransparencyLog

/// The law of replay: consecutive events of one command, decided again from the first of them without its
/// computed fields, over the rows before it, are the same bytes.
enum ReplayLaw {
  /// Checks every command of a log.
  ///
  /// - Returns: how many commands were decided again.
  static func check(_ records: [[UInt8]], _ comment: Comment) throws -> Int {
    let ledger = MemoryLedger()
    var (commands, index) = (0, 0)
    while index < records.count {
      let events = try command(at: index, records)
      if events[0].envelope.type != LedgerOpened.type {
        commands += 1
        try decideAgain(events, ledger, comment)
      }
      for event in events { ledger.append(event.record, event.envelope, event.act(.albo)) }
      index += events.count
    }
    return commands
  }

  /// The events from one on that have the same command id.
  private static func command(at index: Int, _ records: [[UInt8]]) throws -> [RecordedEvent] {
    var events = [try RecordedEvent(position: Position(UInt64(index)), record: records[index])]
    while index + events.count < records.count {
      let next = index + events.count
      let event = try RecordedEvent(position: Position(UInt64(next)), record: records[next])
      guard let id = event.envelope.commandID, id == events[0].envelope.commandID else { break }
      events.append(event)
    }
    return events
  }

  private static func decideAgain(
    _ events: [RecordedEvent], _ ledger: MemoryLedger, _ comment: Comment
  ) throws {
    let first = try #require(events[0].act(.albo), comment)
    let acts = try first.proposed.prepared(over: ledger).decide(ledger.decision(events[0].envelope), ledger.rows)
    #expect(acts.map(\.wire) == events.map(\.act), "position \(events[0].position), \(comment)")
    #expect(acts.map { type(of: $0).type } == events.map(\.envelope.type), comment)
    #expect(acts.map(\.stream) == events.map(\.envelope.stream), comment)
    for (offset, event) in events.enumerated() {
      #expect(event.envelope.recordedAt == events[0].envelope.recordedAt, comment)
      if offset > 0 {
        #expect(event.envelope.causedBy == events[0].position, comment)
      } else if let cause = event.envelope.causedBy {
        // A reaction of the ledger to an earlier event; nobody else's command has a cause.
        #expect(event.envelope.actor.isReserved && cause < event.position, comment)
      }
    }
  }
}
