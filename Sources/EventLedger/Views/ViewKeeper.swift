import Dispatch
import EventModel
import LMDB
import LocalFiles
import LogAudit
import Synchronization
import TransparencyLog

/// Keeps the views of a ledger: follows the log, serves queries, rebuilds and exports.
///
/// One process at a time feeds the views of a directory; another one reads what that one has committed.
public final class ViewKeeper: Sendable {
  let store: EventStore
  let types: [String: any Projection.Type]
  /// The views' names, sorted.
  public let names: [String]
  let root: String
  /// The views of past sizes that were asked for last.
  let past: PastViews
  /// Whether this keeper made the directory of the views, and removes it.
  private let ownsRoot: Bool
  let thread = DispatchQueue(label: "albo.views")
  private let mutex = Mutex(())
  /// Touched with the mutex held alone; feeds are objects that the mutex itself cannot own.
  nonisolated(unsafe) private var state = State()

  struct State {
    /// Held while this process feeds the views; otherwise another one does.
    var lock: FileLock?
    /// The views this process feeds.
    var feeds: [String: ViewFeed] = [:]
    /// What the passes over the log have found, of these views and others.
    var pass = ViewPass()
    /// The generations that this process only reads.
    var served: [String: ViewGeneration] = [:]
    var isClosed = false
  }

  func locked<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
    try mutex.withLock { _ in try body(&state) }
  }

  /// Opens the views of a ledger, where they lie or, on media that cannot be written, in `scratch`.
  ///
  /// - Parameter scratch: a directory for views of read-only media; nil makes one under the system's.
  /// - Throws: `LedgerError` if neither can be written.
  public init(_ store: EventStore, _ types: [any Projection.Type], scratch: String? = nil) throws {
    self.store = store
    self.types = .init(uniqueKeysWithValues: types.map { ($0.definition.name, $0) })
    names = self.types.keys.sorted()
    let isWritable = Files.isWritable(store.directory.views)
    root = isWritable ? store.directory.views : try scratch ?? Files.makeTemporaryDirectory()
    ownsRoot = !isWritable && scratch == nil
    past = PastViews(root)
    if keepsFeeding { _ = try locked { try feedIfFree(&$0) } }
  }

  func noSuchView(_ name: String) -> LedgerError {
    LedgerError(
      .noSuchView,
      "there is no view “\(name)”.\(NearestName.question(name, among: names)) There are \(names.joined(separator: ", "))"
    )
  }

  /// The definitions of all views, by name.
  public var definitions: [ViewDefinition] { names.compactMap { types[$0]?.definition } }

  /// Closes the files.
  public func close() {
    locked { state in
      state.isClosed = true
      for feed in state.feeds.values { feed.generation.environment.close() }
      for generation in state.served.values { generation.environment.close() }
      (state.feeds, state.served, state.lock) = ([:], [:], nil)
    }
    past.close()
    if ownsRoot { try? Files.removeTree(root) }
  }
}
