import EventModel
import LMDB
public import TransparencyLog

extension ViewKeeper {
  /// Lends the rows of a view as they stood when the log had a size; nil is the present one.
  ///
  /// If an event has changed the view since, it is replayed up to the size; the few that were asked for last are kept.
  /// - Throws: `InvalidAct` naming `at` for a size that the log has not reached; `LedgerError.noSuchView`; what `body`
  ///   throws.
  public func read<Result>(
    _ name: String, at size: LogSize?, _ body: (ViewSnapshot) throws -> Result
  ) throws -> Result {
    guard let size else { return try read(name, body) }
    try checkReached(size)
    let served = try serving(name) { view in
      try view.generation.environment.read { transaction -> Result? in
        guard try view.speaks(of: size, transaction) else { return nil }
        return try lend(view.generation, size, transaction, body)
      }
    }
    if let served { return served }
    let generation = try past.generation(name, at: size) { path in
      try empty(name, in: path)
    } fill: { generation in
      try fill(generation, to: size)
    }
    return try generation.environment.read { try lend(generation, size, $0, body) }
  }

  /// - Throws: `InvalidAct` naming `at`, for a size that the log has not reached.
  private func checkReached(_ size: LogSize) throws {
    let known = try store.size
    guard size <= known else {
      throw InvalidAct(field: "at", reason: "the log has not reached size \(size): it has \(known) events")
    }
  }

  private func lend<Result>(
    _ generation: ViewGeneration, _ size: LogSize, _ transaction: borrowing ReadTransaction,
    _ body: (ViewSnapshot) throws -> Result
  ) throws -> Result {
    try transaction.lend { try body(ViewSnapshot(transaction: $0, tables: generation.tables, size: size)) }
  }

  /// The views of past sizes that are kept, the one that was asked for last at the end.
  package var keptPastViews: [(name: String, size: LogSize)] { past.contents }
}

extension ServedView {
  /// Whether the rows are those of a size.
  fileprivate func speaks(of size: LogSize, _ transaction: borrowing ReadTransaction) throws -> Bool {
    span.reaches(size, from: try generation.size(transaction))
  }
}
