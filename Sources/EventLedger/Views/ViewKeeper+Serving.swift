import LMDB
import LogAudit
import TransparencyLog

/// A view as it is read: the generation that serves it, and what was known of the log before that was looked at.
///
/// In this order, since the generation may be written meanwhile: what it then names itself is more than what was known.
struct ServedView {
  let generation: ViewGeneration
  let span: QuietSpan?

  /// The size of the log that the rows of a snapshot speak of.
  func size(_ transaction: borrowing ReadTransaction) throws -> LogSize {
    span.size(of: try generation.size(transaction))
  }

  func size() throws -> LogSize { try generation.environment.read { try size($0) } }
}

extension ViewKeeper {
  /// Lends the rows of a view.
  ///
  /// - Throws: `LedgerError.noSuchView`; what `body` throws.
  public func read<Result>(_ name: String, _ body: (ViewSnapshot) throws -> Result) throws -> Result {
    try serving(name) { try read($0, body) }
  }

  /// Lends a view as it is served; tries once more if it was replaced between finding and reading it.
  func serving<Result>(_ name: String, _ body: (ServedView) throws -> Result) throws -> Result {
    do {
      return try body(try served(name))
    } catch let error as LMDBError where error.code == .closed {
      return try body(try served(name))
    }
  }

  private func read<Result>(_ view: ServedView, _ body: (ViewSnapshot) throws -> Result) throws -> Result {
    try view.generation.environment.read { transaction in
      let size = try view.size(transaction)
      return try transaction.lend {
        try body(ViewSnapshot(transaction: $0, tables: view.generation.tables, size: size))
      }
    }
  }

  /// A view as it is served, opened anew if another process has replaced its generation.
  ///
  /// - Parameter pass: what the process that feeds the views has found, if that was read already.
  func served(_ name: String, _ pass: ViewPass? = nil) throws -> ServedView {
    try locked { state in
      guard !state.isClosed else { throw LedgerError(.closed, "the views are closed") }
      if let feed = state.feeds[name] { return ServedView(generation: feed.generation, span: feed.span) }
      guard let type = types[name] else { throw noSuchView(name) }
      let span = (pass ?? ViewPass(in: root)).span(of: type.definition)
      return ServedView(generation: try generation(type.definition, &state), span: span)
    }
  }

  /// The generation that another process feeds, or that nobody feeds.
  private func generation(_ definition: ViewDefinition, _ state: inout State) throws -> ViewGeneration {
    let (name, place) = (definition.name, ViewPlace(root, definition.name))
    guard let current = place.current() else {
      throw LedgerError(.noSuchView, "the view “\(name)” has not been built yet")
    }
    let path = "\(place.directory)/\(current)"
    if let open = state.served[name], open.path == path { return open }
    state.served[name]?.environment.close()
    let generation = try ViewGeneration(definition, path: path, access: .readOnly)
    state.served[name] = generation
    return generation
  }
}
