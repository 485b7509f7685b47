public import LogAudit
public import TransparencyLog

/// Events from a position on, from the past to the live end without a seam, for ever.
///
/// Events of another process arrive within 50 ms. Iteration ends with an error when the task is cancelled or
/// the ledger closed.
public struct EventFollower: AsyncSequence, Sendable {
  /// An event.
  public typealias Element = RecordedEvent

  let store: EventStore
  let start: Position

  /// Reads page after page, and waits at the end.
  public func makeAsyncIterator() -> Iterator { Iterator(store: store, next: start) }

  /// Where a follower stands.
  public struct Iterator: AsyncIteratorProtocol {
    let store: EventStore
    var next: Position
    private var page: ArraySlice<RecordedEvent> = []

    init(store: EventStore, next: Position) { (self.store, self.next) = (store, next) }

    /// The next event; waits until there is one.
    ///
    /// - Throws: `CancellationError`; `LedgerError`.
    public mutating func next() async throws -> RecordedEvent? {
      while page.isEmpty {
        page = try store.read(from: next, limit: 256).events[...]
        if page.isEmpty { try await store.changes.wait(past: LogSize(next.rawValue)) }
      }
      guard let event = page.popFirst() else { return nil }
      next = Position(event.position.rawValue + 1)
      return event
    }
  }
}

extension EventStore {
  /// All events after a size of the log, those that are there and those that will come.
  public func follow(after size: LogSize) -> EventFollower {
    EventFollower(store: self, start: Position(size.rawValue))
  }
}
