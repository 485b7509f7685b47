import Dispatch
import Glibc
import LMDB
import LocalFiles
import LogAudit
public import TransparencyLog

extension ViewKeeper {
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

  /// The writing process feeds the views for as long as it runs, and so does whoever has them alone; a reader
  /// feeds them for a moment, so that it stands in nobody's way.
  var keepsFeeding: Bool { store.mode == .writer || root != store.directory.views }

  /// Starts to feed the views if no other process does, or if it has stopped.
  ///
  /// - Returns: whether this process feeds them.
  func feedIfFree(_ state: inout State) throws -> Bool {
    guard !state.isClosed else { throw LedgerError(.closed, "the views are closed") }
    if state.lock != nil { return true }
    guard let lock = try FileLock.take(root + "/writer", note: "\(getpid())\n") else { return false }
    for generation in state.served.values { generation.environment.close() }
    state.served = [:]
    let pass = try readPass()
    var feeds: [String: ViewFeed] = [:]
    for name in names { feeds[name] = try openFeed(name, pass) }
    (state.feeds, state.pass, state.lock) = (feeds, pass, lock)
    return true
  }

  /// What earlier passes have found; nothing if the log is shorter than then, as a restored copy is.
  private func readPass() throws -> ViewPass {
    let pass = ViewPass(in: root)
    if try pass.largest <= store.size { return pass }
    try ViewPass.remove(in: root)
    return ViewPass()
  }

  private func openFeed(_ name: String, _ pass: ViewPass) throws -> ViewFeed {
    guard let type = types[name] else { throw noSuchView(name) }
    let (place, span) = (ViewPlace(root, name), pass.span(of: type.definition))
    try place.removeOthers()
    if let current = place.current(),
      // A generation that cannot be opened is made again: views are disposable.
      let generation = try? ViewGeneration(
        type.definition, path: "\(place.directory)/\(current)", access: .readWrite)
    {
      let isCurrent = try generation.version() == type.definition.version || generation.size() == .zero
      if isCurrent, try generation.size() <= store.size { return try ViewFeed(generation, type, span: span) }
      generation.environment.close()
    }
    let next = try place.makeNext()
    let generation = try ViewGeneration(
      type.definition, path: "\(place.directory)/\(next)", access: .create, mapSize: mapSize())
    try place.serve(next)
    try place.removeOthers()
    return try ViewFeed(generation, type, span: span)
  }

  /// A view is given no more address space than its log: a program with many small ledgers has room for their views.
  func mapSize() throws -> Int { try min(ViewGeneration.largestMap, store.engine.mapSize) }

  /// Feeds the views if no other process does.
  private func feed(to target: LogSize, _ progress: (LogSize, LogSize) -> Void) throws -> Bool {
    if !keepsFeeding && !isBehind(target) { return true }
    return try locked { state in
      guard try feedIfFree(&state) else { return false }
      defer { if !keepsFeeding { stopFeeding(&state) } }
      let feeds = Array(state.feeds.values)
      try store.feed(feeds, to: target) { size in
        for feed in feeds { state.pass.note(feed.span) }
        try state.pass.write(in: root)
        progress(size, target)
      }
      return true
    }
  }

  func stopFeeding(_ state: inout State) {
    for feed in state.feeds.values { feed.generation.environment.close() }
    (state.feeds, state.lock) = ([:], nil)
  }

  /// Whether a view has not reached a size; one that another process is still making cannot be opened yet.
  private func isBehind(_ size: LogSize) -> Bool {
    let pass = ViewPass(in: root)
    return names.contains { ((try? served($0, pass).size()) ?? .zero) < size }
  }
}
