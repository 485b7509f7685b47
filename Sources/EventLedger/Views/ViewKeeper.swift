import Dispatch
import EventModel
import Glibc
import LMDB
import Synchronization
public import TransparencyLog

/// Keeps the views of a ledger: follows the log, serves queries, rebuilds and exports.
///
/// One process at a time feeds the views of a directory; another one reads what that one has committed.
public final class ViewKeeper: Sendable {
  private let store: EventStore
  private let types: [String: any Projection.Type]
  /// The views' names, sorted.
  public let names: [String]
  private let root: String
  /// Whether this keeper made the directory of the views, and removes it.
  private let ownsRoot: Bool
  private let thread = DispatchQueue(label: "albo.views")
  private let mutex = Mutex(())
  /// Touched with the mutex held alone; feeds are objects that the mutex itself cannot own.
  nonisolated(unsafe) private var state = State()

  private struct State {
    /// Held while this process feeds the views; another one does otherwise.
    var lock: ProcessLock?
    /// The views this process feeds.
    var feeds: [String: ViewFeed] = [:]
    /// The generations that this process only reads.
    var served: [String: ViewGeneration] = [:]
    var isClosed = false
  }

  private func locked<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
    try mutex.withLock { _ in try body(&state) }
  }

  /// Opens the views of a ledger, where they lie or, on media that cannot be written, in `scratch`.
  ///
  /// - Parameter scratch: a directory for views of read-only media; nil makes one under the system's.
  /// - Throws: `LedgerError` where neither can be written.
  public init(_ store: EventStore, _ types: [any Projection.Type], scratch: String? = nil) throws {
    self.store = store
    self.types = .init(uniqueKeysWithValues: types.map { ($0.definition.name, $0) })
    names = self.types.keys.sorted()
    let isWritable = Files.isWritable(store.directory.views)
    root = isWritable ? store.directory.views : try scratch ?? Files.makeTemporaryDirectory()
    ownsRoot = !isWritable && scratch == nil
    if keepsFeeding { _ = try locked { try feedIfFree(&$0) } }
  }

  /// The writing process feeds the views for as long as it runs, and so does whoever has them alone; a reader
  /// feeds them for a moment, so that it stands in nobody's way.
  private var keepsFeeding: Bool { store.mode == .writer || root != store.directory.views }

  /// Starts to feed the views where no other process does, or no longer.
  ///
  /// - Returns: whether this process feeds them.
  private func feedIfFree(_ state: inout State) throws -> Bool {
    guard !state.isClosed else { throw LedgerError(.closed, "the views are closed") }
    if state.lock != nil { return true }
    guard let lock = try ProcessLock.take(root + "/writer", note: "\(getpid())\n") else { return false }
    for generation in state.served.values { generation.environment.close() }
    state.served = [:]
    var feeds: [String: ViewFeed] = [:]
    for name in names { feeds[name] = try openFeed(name) }
    (state.feeds, state.lock) = (feeds, lock)
    return true
  }

  private func openFeed(_ name: String) throws -> ViewFeed {
    guard let type = types[name] else { throw noSuchView(name) }
    let place = ViewPlace(root, name)
    try place.removeOthers()
    if let current = place.current(),
      // A generation that cannot be opened is made again: views are disposable.
      let generation = try? ViewGeneration(
        type.definition, path: "\(place.directory)/\(current)", access: .readWrite)
    {
      let isCurrent = try generation.version() == type.definition.version || generation.size() == .zero
      if isCurrent, try generation.size() <= store.size { return try ViewFeed(generation, type) }
      generation.environment.close()
    }
    let next = try place.makeNext()
    let generation = try ViewGeneration(
      type.definition, path: "\(place.directory)/\(next)", access: .create, mapSize: mapSize())
    try place.serve(next)
    try place.removeOthers()
    return try ViewFeed(generation, type)
  }

  /// A view is given no more address space than its log: a program with many small ledgers has room for their views.
  private func mapSize() throws -> Int { try min(ViewGeneration.largestMap, store.engine.mapSize) }

  private func noSuchView(_ name: String) -> LedgerError {
    LedgerError(.noSuchView, "there is no view “\(name)”; there are \(names.joined(separator: ", "))")
  }

  /// Brings every view to the present size of the log, or waits up to two seconds until the process that feeds
  /// them has done so. Views that are still behind then say so by their size.
  ///
  /// - Parameter progress: called after each batch with the size reached and the size aimed at.
  public func catchUp(progress: (LogSize, LogSize) -> Void = { _, _ in }) throws {
    let target = try store.size
    for _ in 0..<200 {
      if try feed(to: target, progress) || !isBehind(target) { return }
      usleep(10_000)
    }
  }

  /// Feeds the views where no other process does.
  private func feed(to target: LogSize, _ progress: (LogSize, LogSize) -> Void) throws -> Bool {
    if !keepsFeeding && !isBehind(target) { return true }
    return try locked { state in
      guard try feedIfFree(&state) else { return false }
      defer { if !keepsFeeding { stopFeeding(&state) } }
      try store.feed(Array(state.feeds.values), to: target) { progress($0, target) }
      return true
    }
  }

  private func stopFeeding(_ state: inout State) {
    for feed in state.feeds.values { feed.generation.environment.close() }
    (state.feeds, state.lock) = ([:], nil)
  }

  /// Whether a view has not reached a size; one that another process is still making cannot be opened yet.
  private func isBehind(_ size: LogSize) -> Bool {
    names.contains { ((try? generation($0).size()) ?? .zero) < size }
  }

  /// The same, off the caller's thread.
  public func catchUp() async throws {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      thread.async { continuation.resume(with: Result { try self.catchUp(progress: { _, _ in }) }) }
    }
  }

  /// Follows the log until the task is cancelled: every 100 ms, or as soon as a query waits.
  public func run() async throws {
    var size = LogSize.zero
    while !Task.isCancelled {
      try await store.changes.wait(past: size)
      try await catchUp()
      size = try store.size
      // Lets events gather, so that the views commit ten times a second at most.
      try await Task.sleep(for: .milliseconds(100))
    }
  }

  /// Lends the rows of a view.
  ///
  /// - Throws: `LedgerError.noSuchView`; what `body` throws.
  public func read<Result>(_ name: String, _ body: (ViewSnapshot) throws -> Result) throws -> Result {
    try serving(name) { try read($0, body) }
  }

  /// Lends the generation that serves a view, once more where it was replaced between finding and reading it.
  private func serving<Result>(_ name: String, _ body: (ViewGeneration) throws -> Result) throws -> Result {
    do {
      return try body(try generation(name))
    } catch let error as LMDBError where error.code == .closed {
      return try body(try generation(name))
    }
  }

  private func read<Result>(
    _ generation: ViewGeneration, _ body: (ViewSnapshot) throws -> Result
  ) throws -> Result {
    try generation.environment.read { transaction in
      let size = try generation.size(transaction)
      return try transaction.lend {
        try body(ViewSnapshot(transaction: $0, tables: generation.tables, size: size))
      }
    }
  }

  /// The generation that serves a view, opened anew where another process has replaced it.
  private func generation(_ name: String) throws -> ViewGeneration {
    try locked { state in
      guard !state.isClosed else { throw LedgerError(.closed, "the views are closed") }
      if let feed = state.feeds[name] { return feed.generation }
      guard let type = types[name] else { throw noSuchView(name) }
      let place = ViewPlace(root, name)
      guard let current = place.current() else {
        throw LedgerError(.noSuchView, "the view “\(name)” has not been built yet")
      }
      let path = "\(place.directory)/\(current)"
      if let open = state.served[name], open.path == path { return open }
      state.served[name]?.environment.close()
      let generation = try ViewGeneration(type.definition, path: path, access: .readOnly)
      state.served[name] = generation
      return generation
    }
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
    if ownsRoot { try? Files.removeTree(root) }
  }
}

extension ViewKeeper {
  /// Writes a view as it stood at a size; the present one where nil.
  ///
  /// A size before the present one is replayed into a generation of its own, which is then removed.
  /// - Returns: the digest of what was written.
  public func export(
    _ name: String, at size: LogSize? = nil, to write: ([UInt8]) throws -> Void = { _ in }
  ) throws -> ViewDigest {
    try catchUp(progress: { _, _ in })
    let found = try serving(name) { try $0.export(at: size, to: write) }
    if let found { return found }
    guard let size else { throw noSuchView(name) }
    guard size <= (try store.size) else {
      throw LedgerError(.noSuchPosition(Position(size.rawValue)), "the log has not reached size \(size)")
    }
    let scratch = try Files.makeTemporaryDirectory()
    defer { try? Files.removeTree(scratch) }
    let replayed = try replay(name, into: scratch, to: size, progress: { _, _ in })
    defer { replayed.environment.close() }
    guard let digest = try replayed.export(at: size, to: write) else {
      throw LedgerError(.damaged, "the replay of “\(name)” did not end at size \(size)")
    }
    return digest
  }

  /// What a rebuild found.
  public struct Rebuild: Sendable {
    /// The digest of the rebuilt view.
    public let digest: ViewDigest
    /// The first key at which the view that served differed; nil where both were equal.
    public let firstDifference: String?
  }

  /// Replays the whole log into a new generation of a view, compares it with the one that serves, and
  /// replaces that.
  ///
  /// - Parameter progress: called after each batch with the size reached and the size aimed at.
  /// - Throws: `LedgerError.ledgerBusy` where another process feeds the views.
  public func rebuild(_ name: String, progress: (LogSize, LogSize) -> Void = { _, _ in }) throws -> Rebuild {
    try catchUp(progress: { _, _ in })
    guard let type = types[name] else { throw noSuchView(name) }
    let place = ViewPlace(root, name)
    return try locked { state in
      guard try feedIfFree(&state) else {
        throw LedgerError(
          .ledgerBusy(process: nil, program: nil, socket: nil), "another process keeps the views of this ledger")
      }
      defer { if !keepsFeeding { stopFeeding(&state) } }
      guard let serving = state.feeds[name] else { throw noSuchView(name) }
      let next = try place.makeNext()
      let built = try replay(
        name, into: "\(place.directory)/\(next)", to: serving.size, progress: progress)
      let difference = try built.firstDifference(from: serving.generation)
      guard let digest = try built.export(at: nil, to: { _ in }) else { throw noSuchView(name) }
      try built.environment.sync()
      built.environment.close()
      try place.serve(next)
      serving.generation.environment.close()
      let generation = try ViewGeneration(
        type.definition, path: "\(place.directory)/\(next)", access: .readWrite)
      state.feeds[name] = try ViewFeed(generation, type)
      try place.removeOthers()
      return Rebuild(digest: digest, firstDifference: difference)
    }
  }

  /// A new generation in an empty directory, fed up to a size; not synced, since it can be made again.
  private func replay(
    _ name: String, into path: String, to size: LogSize, progress: (LogSize, LogSize) -> Void
  ) throws -> ViewGeneration {
    guard let type = types[name] else { throw noSuchView(name) }
    let generation = try ViewGeneration(
      type.definition, path: path, access: .create, mapSize: mapSize(), isSynced: false)
    let feed = try ViewFeed(generation, type)
    try store.feed([feed], to: size) { progress($0, size) }
    return generation
  }
}
