import EventModel
import LMDB
import TransparencyLog

/// Derives every constraint row from the events, in a place of its own, and compares.
final class DerivedConstraints {
  private let environment: Environment
  private let table: Table
  private let rows = WorkingRows()
  /// Streams with acts that this program cannot read, whose rows it therefore does not know.
  private var uncheckedStreams: Set<UInt64> = []

  /// - Parameter scratch: an empty directory for what is derived. Where it is full, LMDB says so, which it could not if
  ///   pages were changed in the map itself: the process would die, as over a damaged ledger.
  init(in scratch: String) throws {
    environment = try Environment(
      directory: scratch, tables: ["constraints"],
      options: .init(access: .create, mapSize: 1 << 37, isSynced: false))
    table = environment.table("constraints")
  }

  /// The rows that were derived so far, of streams that have events by now.
  private final class Stored: RowSource {
    private let log: LogSnapshot
    private let derived: LentTransaction
    private let table: Table
    /// The event that is applied.
    var position: UInt64 = 0

    init(_ log: LogSnapshot, _ derived: LentTransaction, _ table: Table) {
      (self.log, self.derived, self.table) = (log, derived, table)
    }

    func stream(_ name: StreamName) throws -> (number: UInt64, version: UInt64)? {
      guard let number = try log.number(of: name), number <= position else { return nil }
      // The events say the versions.
      return (number, 0)
    }

    func constraint(_ key: RowKey) throws -> [UInt8]? {
      try derived.get(key.bytes.span, in: table) { $0.bytes(0..<$0.count) }
    }
  }

  /// Applies the events of a page, the next one.
  func apply(_ page: EventDecoder.Page, _ log: LogSnapshot) throws {
    try environment.write { target in
      try target.lend { target in
        let stored = Stored(log, target, table)
        try rows.reading(stored) {
          for (index, event) in page.events.enumerated() {
            stored.position = page.start + UInt64(index)
            try apply(event, at: stored.position)
          }
        }
      }
      for (key, row) in rows.changes() {
        if let row {
          try target.put(row.span, for: key.bytes.span, in: table)
        } else {
          try target.delete(key.bytes.span, in: table)
        }
      }
    }
    rows.beginBatch()
  }

  private func apply(_ event: EventDecoder.Event, at position: UInt64) throws {
    let envelope = event.envelope
    guard let act = event.act else {
      if let stream = rows.stream(envelope.stream) { uncheckedStreams.insert(stream.number) }
      return
    }
    let decision = Decision(
      envelope, position: Position(position), streamVersion: envelope.version - 1, now: envelope.recordedAt)
    act.evolve(EventContext(decision, record: event.record), rows)
    if let failure = rows.failure { throw failure }
  }

  /// Compares the rows with those of the log.
  ///
  /// - Throws: `Damage` naming the first row that differs.
  func compare(with log: LogSnapshot) throws {
    try environment.read { derived in
      try derived.lend { derived in
        let isUnchecked = { (key: [UInt8]) in
          BigEndian.read(from: key.span).map(self.uncheckedStreams.contains) ?? false
        }
        let theirs = log.tables.constraints
        if let key = try compareTables(log.transaction, theirs, derived, table, except: isUnchecked) {
          throw Damage("the constraint row is wrong at \(try describe(key, log))")
        }
      }
    }
  }

  private func describe(_ key: [UInt8], _ log: LogSnapshot) throws -> String {
    guard key.count >= 9, let number = BigEndian.read(from: key.span) else { return "key \(Hex.text(key))" }
    let stream = try log.record(at: number) { try EventScan($0).stream(in: $0) }
    return "\(stream?.description ?? "stream \(number)"), kind \(key[8]), key \(Hex.text(key[9...]))"
  }
}
