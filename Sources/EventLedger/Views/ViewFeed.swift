import EventModel
import LMDB
import TransparencyLog

/// Applies events to one view and keeps its rows between batches.
final class ViewFeed {
  let generation: ViewGeneration
  private var projection: any Projection
  private let rows = ViewRows()
  private(set) var size: LogSize

  init(_ generation: ViewGeneration, _ type: any Projection.Type) throws {
    self.generation = generation
    projection = type.init()
    size = try generation.size()
  }

  /// Lends the rows what is on disk while `body` runs.
  func reading(_ body: () throws -> Void) throws {
    try generation.environment.read { transaction in
      try transaction.lend { try rows.reading($0, generation.tables, body) }
    }
  }

  /// Applies an event, while the rows are read.
  func apply(_ event: ViewEvent, _ record: borrowing Span<UInt8>, history: LogSnapshot) throws {
    try projection.apply(event, record, to: rows, history: history)
  }

  /// Writes what the events since the last commit have changed.
  func commit(size: LogSize) throws {
    try generation.commit(rows, size: size)
    self.size = size
  }

  /// Forgets what the events since the last commit have changed.
  func abandon() {
    rows.forget()
    projection = type(of: projection).init()
  }
}

extension EventStore {
  /// Feeds views the events after the least of their sizes, one pass for all, until a size of the log.
  ///
  /// - Parameter progress: called after each batch with the size reached.
  func feed(
    _ feeds: [ViewFeed], to target: LogSize, batch: Int = 10_000, progress: (LogSize) -> Void = { _ in }
  ) throws {
    while let start = feeds.map(\.size).min(), start < target {
      let end = LogSize(min(target.rawValue, start.rawValue + UInt64(batch)))
      let due = feeds.filter { $0.size == start }
      // A view that is ahead waits for the others; no batch may run over where it stands.
      let limit = feeds.map(\.size).filter { $0 > start }.min().map { min($0, end) } ?? end
      do {
        try engine.read { try apply(start.rawValue..<limit.rawValue, to: due[...], all: due, $0) }
        for feed in due { try feed.commit(size: limit) }
      } catch {
        for feed in due { feed.abandon() }
        throw error
      }
      progress(limit)
    }
  }

  /// Has each view read its rows, one within the other, and then passes once over the events for all.
  private func apply(
    _ range: Range<UInt64>, to rest: ArraySlice<ViewFeed>, all feeds: [ViewFeed], _ history: LogSnapshot
  ) throws {
    if let first = rest.first {
      return try first.reading { try apply(range, to: rest.dropFirst(), all: feeds, history) }
    }
    var names = TypeNames()
    try history.forEachRecord(from: range.lowerBound, limit: range.count) { position, record in
      let scan = try EventScan(record)
      let event = ViewEvent(position: Position(position), scan: scan, type: names.type(of: scan, in: record))
      for feed in feeds { try feed.apply(event, record, history: history) }
      return true
    }
  }
}
