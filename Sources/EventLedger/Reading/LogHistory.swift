package import EventModel
package import LMDB
package import TransparencyLog

/// What is recorded, within one transaction.
package struct LogHistory: EventHistory {
  let transaction: LentTransaction
  let tables: LogTables

  package func version(of stream: StreamName) throws -> UInt64 {
    guard let number = try streamNumber(stream, tables, transaction) else { return 0 }
    return try lastVersion(of: number, in: tables.streams, transaction)
  }

  package func forEachEvent(
    in stream: StreamName, _ body: (Position, EventScan, borrowing Span<UInt8>) throws -> Void
  ) throws {
    guard let number = try streamNumber(stream, tables, transaction) else { return }
    try transaction.forEach(in: tables.streams, from: pairKey(number, 1).span, limit: .max) { key, value in
      guard BigEndian.read(from: key, at: 0) == number, let position = BigEndian.read(from: value) else {
        return false
      }
      try withEvent(at: Position(position)) { try body(Position(position), $0, $1) }
      return true
    }
  }

  package func withEvent<Result>(
    at position: Position, _ body: (EventScan, borrowing Span<UInt8>) throws -> Result
  ) throws -> Result {
    let result = try transaction.get(position.rawValue, in: tables.records) { record in
      try body(EventScan(record), record)
    }
    guard let result else {
      throw LedgerError(.noSuchPosition(position), "there is no event at position \(position)")
    }
    return result
  }
}

/// Lends the history of a log for as long as a transaction runs.
package func withHistory<Result>(
  _ transaction: borrowing some Transaction & ~Copyable, _ tables: LogTables,
  _ body: (LogHistory) throws -> Result
) throws -> Result {
  try transaction.lend { try body(LogHistory(transaction: $0, tables: tables)) }
}
