package import EventModel
import LMDB
import LogAudit
package import TransparencyLog

extension LogSnapshot: EventHistory {
  package func version(of stream: StreamName) throws -> UInt64 {
    guard let number = try number(of: stream) else { return 0 }
    return try lastVersion(ofStream: number)
  }

  package func forEachEvent(
    in stream: StreamName, _ body: (Position, EventScan, borrowing Span<UInt8>) throws -> Void
  ) throws {
    guard let number = try number(of: stream) else { return }
    // Most events of a long stream stand one after the other: a cursor finds them sooner than a key each.
    var run: Range<UInt64> = 0..<0
    try forEachVersion(ofStream: number) { _, position in
      if position == run.upperBound, !run.isEmpty {
        run = run.lowerBound..<position + 1
      } else {
        try forEachEvent(at: run, body)
        run = position..<position + 1
      }
      return true
    }
    try forEachEvent(at: run, body)
  }

  private func forEachEvent(
    at positions: Range<UInt64>, _ body: (Position, EventScan, borrowing Span<UInt8>) throws -> Void
  ) throws {
    guard !positions.isEmpty else { return }
    var next = positions.lowerBound
    try forEachRecord(from: next, limit: positions.count) { position, record in
      guard position == next else { return false }
      try body(Position(position), EventScan(record), record)
      next += 1
      return true
    }
    guard next == positions.upperBound else {
      throw LedgerError(.noSuchPosition(Position(next)), "there is no event at position \(next)")
    }
  }

  package func withEvent<Result>(
    at position: Position, _ body: (EventScan, borrowing Span<UInt8>) throws -> Result
  ) throws -> Result {
    let result = try record(at: position.rawValue) { try body(EventScan($0), $0) }
    guard let result else {
      throw LedgerError(.noSuchPosition(position), "there is no event at position \(position)")
    }
    return result
  }
}
