package import EventModel
import LMDB
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
    try forEachVersion(ofStream: number) { _, position in
      try withEvent(at: Position(position)) { try body(Position(position), $0, $1) }
      return true
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
