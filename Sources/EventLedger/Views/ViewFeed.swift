import EventModel
import LMDB
import TransparencyLog

/// Applies events to one view and keeps its rows between batches.
final class ViewFeed {
  let generation: ViewGeneration
  private var projection: any Projection
  private let rows = ViewRows()
  /// The size of the log that the rows speak of.
  private(set) var size: LogSize
  /// The size that the generation itself names: nothing in between has changed a row.
  private var committed: LogSize

  /// - Parameter span: what is known of the log for the view.
  init(_ generation: ViewGeneration, _ type: any Projection.Type, span: QuietSpan? = nil) throws {
    self.generation = generation
    projection = type.init()
    committed = try generation.size()
    size = span.size(of: committed)
  }

  /// The acts whose events the view is shown.
  var acts: ViewActs { generation.definition.acts }

  /// What the log has had for the view since it was committed: nothing.
  var span: QuietSpan { QuietSpan(generation.definition, from: committed, to: size) }

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

  /// Ends a batch: writes what its events have changed, if they have changed anything.
  func advance(to size: LogSize) throws {
    if rows.hasChanged { try commit(size) }
    self.size = size
  }

  /// Has the generation itself name the size that it has reached.
  func settle() throws {
    if committed < size { try commit(size) }
  }

  private func commit(_ size: LogSize) throws {
    try generation.commit(rows, size: size)
    committed = size
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
  /// - Parameters:
  ///   - batch: the number of events after which changes are written.
  ///   - advanced: called after each batch with the size reached.
  func feed(
    _ feeds: [ViewFeed], to target: LogSize, batch: Int = 32_768, advanced: (LogSize) throws -> Void
  ) throws {
    while let start = feeds.map(\.size).min(), start < target {
      let end = LogSize(min(target.rawValue, start.rawValue + UInt64(batch)))
      let due = feeds.filter { $0.size == start }
      // A view that is ahead waits for the others; no batch may run over where it stands.
      let limit = feeds.map(\.size).filter { $0 > start }.min().map { min($0, end) } ?? end
      do {
        try engine.read { try apply(start.rawValue..<limit.rawValue, to: due[...], all: due, $0) }
        for feed in due { try feed.advance(to: limit) }
      } catch {
        for feed in due { feed.abandon() }
        throw error
      }
      try advanced(limit)
    }
  }

  /// Has each view read its rows, one within the other, and then passes once over the events for all.
  private func apply(
    _ range: Range<UInt64>, to rest: ArraySlice<ViewFeed>, all feeds: [ViewFeed], _ history: LogSnapshot
  ) throws {
    if let first = rest.first {
      return try first.reading { try apply(range, to: rest.dropFirst(), all: feeds, history) }
    }
    var routes = ViewRoutes(feeds)
    try history.forEachRecord(from: range.lowerBound, limit: range.count) { position, record in
      let route = try routes.route(of: record)
      guard !route.feeds.isEmpty else { return true }
      let event = ViewEvent(position: Position(position), scan: try EventScan(record), type: route.type)
      for feed in route.feeds { try feed.apply(event, record, history: history) }
      return true
    }
  }
}
