import Bytes
import EventModel
import LMDB
import TransparencyLog

/// Derives every constraint row from the events, and compares it with the log's.
///
/// Most rows are set once, to what the log has at its end: of those it is enough to know that they were set, and they
/// are read where they lie. Only what is not, or not yet, as in the log is kept in a place of its own; at the end
/// nothing may be left there, and the log may have no row that was not set.
final class DerivedConstraints {
  /// The rows that are not as in the log.
  private let environment: Environment
  private let table: Table
  private let settled = SettledRows()
  private let rows = WorkingRows()
  /// Streams with acts that this program cannot read, whose rows it therefore does not know.
  private var uncheckedStreams: Set<UInt64> = []

  /// - Parameter scratch: an empty directory for what is not as in the log.
  init(in scratch: String) throws {
    environment = try Environment(
      directory: scratch, tables: ["constraints"],
      options: .init(access: .create, mapSize: 1 << 37, isSynced: false))
    table = environment.table("constraints")
  }

  /// The rows as the events have left them so far, of streams that have events by now.
  private final class Stored: RowSource {
    private let log: LogSnapshot
    private let differing: LentTransaction
    private let table: Table
    private let settled: SettledRows
    /// The event that is applied.
    var position: UInt64 = 0

    init(_ log: LogSnapshot, _ differing: LentTransaction, _ table: Table, _ settled: SettledRows) {
      (self.log, self.differing, self.table, self.settled) = (log, differing, table, settled)
    }

    func stream(_ name: StreamName) throws -> (number: UInt64, version: UInt64)? {
      guard let number = try log.number(of: name), number <= position else { return nil }
      // The events say the versions.
      return (number, 0)
    }

    func constraint(_ key: RowKey) throws -> [UInt8]? {
      if settled.contains(key) { return try log.constraint(key) }
      return try differing.get(key.bytes.span, in: table) { $0.bytes(0..<$0.count) }
    }
  }

  /// Applies the events of a page, the next one.
  func apply(_ page: EventDecoder.Page, _ log: LogSnapshot) throws {
    try environment.write { target in
      try target.lend { target in
        let stored = Stored(log, target, table, settled)
        try rows.reading(stored) {
          for (index, event) in page.events.enumerated() {
            stored.position = page.start + UInt64(index)
            try apply(event, at: stored.position)
          }
        }
      }
      for (key, row) in rows.changes() { try keep(key, row, log, &target) }
    }
    rows.beginBatch()
  }

  /// Keeps a row as the events have left it.
  private func keep(_ key: RowKey, _ row: [UInt8]?, _ log: LogSnapshot, _ target: inout WriteTransaction) throws {
    let bytes = key.bytes
    let isAsInLog =
      try row.flatMap { row in
        try log.transaction.get(bytes.span, in: log.tables.constraints) { $0.equals(row.span) }
      } ?? false
    if isAsInLog { settled.insert(key) } else { settled.remove(key) }
    if let row, !isAsInLog {
      try target.put(row.span, for: bytes.span, in: table)
    } else {
      try target.delete(bytes.span, in: table)
    }
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

  /// Compares what the events have left with the rows of the log.
  ///
  /// - Throws: `Damage` naming the first row that differs.
  func compare(with log: LogSnapshot) throws {
    let left = try environment.read { try $0.lend { try firstKey(of: table, in: $0) { _ in true } } }
    let unset = try firstKey(of: log.tables.constraints, in: log.transaction) { !settled.contains($0) }
    guard let key = [left, unset].compactMap({ $0 }).min() else { return }
    let stream = try log.record(at: key.stream) { try EventScan($0).stream(in: $0) }
    throw Damage(
      "the constraint row is wrong at \(stream?.description ?? "stream \(key.stream)"), kind \(key.kind), key \(Hex.text(key.key))"
    )
  }

  /// The first key for which something holds, of streams whose acts can be read; nil if there is none.
  private func firstKey(
    of table: Table, in transaction: LentTransaction, where isWanted: (RowKey) -> Bool
  ) throws -> RowKey? {
    var found: RowKey?
    try transaction.forEach(in: table) { bytes, _ in
      guard let key = RowKey(bytes) else {
        throw Damage("the constraint row is wrong at key \(Hex.text(bytes.bytes(0..<bytes.count)))")
      }
      if uncheckedStreams.contains(key.stream) || !isWanted(key) { return true }
      found = key
      return false
    }
    return found
  }
}
