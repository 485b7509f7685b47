import Glibc
import LocalFiles
import LogAudit
import Synchronization
import TransparencyLog

/// Views as they stood at past sizes of the log: the few that were asked for last.
///
/// Their files lose their names as soon as they are open. So they go with the last reader, or with the process, however
/// that ends. Only a process that was killed between the two leaves some, in `past.sizes/` beside the views; whoever
/// opens the views next removes them.
final class PastViews: Sendable {
  /// The most that are kept; those that are still read when they make room go with their readers.
  static let capacity = 4

  private let directory: String
  private let kept = Mutex(Kept())
  /// Held while a view is made: one at a time, since each reads the log from its start.
  private let making = Mutex(())

  private struct Kept {
    /// The one that was asked for last stands last.
    var views: [PastView] = []
    var isClosed = false
  }

  /// A view at a size.
  private struct PastView {
    let name: String
    let size: LogSize
    let generation: ViewGeneration
  }

  /// - Parameter views: the directory of the views. No view is called `past.sizes`, since names have no dot.
  init(_ views: String) {
    directory = views + "/past.sizes"
    // What cannot be removed now is in nobody's way, and the next one tries again.
    if Files.exists(directory), let lock = try? takeLock() { try? removeLeftovers(lock) }
  }

  /// A view at a size, made unless it is kept.
  ///
  /// - Parameters:
  ///   - open: opens a new generation in an empty directory.
  ///   - fill: feeds it up to the size.
  func generation(
    _ name: String, at size: LogSize, open: (String) throws -> ViewGeneration, fill: (ViewGeneration) throws -> Void
  ) throws -> ViewGeneration {
    if let found = find(name, size) { return found }
    return try making.withLock { _ in
      // Whoever was before may have made the same one.
      if let found = find(name, size) { return found }
      let generation = try unnamed(open)
      try fill(generation)
      keep(PastView(name: name, size: size, generation: generation))
      return generation
    }
  }

  /// Which views are kept, the one that was asked for last at the end.
  var contents: [(name: String, size: LogSize)] { kept.withLock { $0.views.map { ($0.name, $0.size) } } }

  /// Lets go of them all, and keeps none from now on.
  func close() { kept.withLock { $0 = Kept(isClosed: true) } }

  private func find(_ name: String, _ size: LogSize) -> ViewGeneration? {
    kept.withLock { kept in
      guard let index = kept.views.firstIndex(where: { $0.name == name && $0.size == size }) else { return nil }
      let view = kept.views.remove(at: index)
      kept.views.append(view)
      return view.generation
    }
  }

  private func keep(_ view: PastView) {
    kept.withLock { kept in
      guard !kept.isClosed else { return }
      kept.views.append(view)
      if kept.views.count > Self.capacity { kept.views.removeFirst() }
    }
  }

  /// A new generation whose files have no name any more.
  private func unnamed(_ open: (String) throws -> ViewGeneration) throws -> ViewGeneration {
    try Files.makeDirectory(directory)
    let lock = try waitForLock()
    try removeLeftovers(lock)
    let path = directory + "/new"
    try Files.makeDirectory(path)
    defer { try? removeLeftovers(lock) }
    return try open(path)
  }

  /// Removes what lies there: whoever holds the lock knows that no process needs it.
  private func removeLeftovers(_ lock: FileLock) throws {
    try withExtendedLifetime(lock) {
      for name in try Files.list(directory) where name != Self.lockName {
        try Files.removeTree(directory + "/" + name)
      }
    }
  }

  private func takeLock() throws -> FileLock? {
    try FileLock.take(directory + "/" + Self.lockName, note: "\(getpid())\n")
  }

  /// Another process needs it only while it opens files.
  private func waitForLock() throws -> FileLock {
    for _ in 0..<500 {
      if let lock = try takeLock() { return lock }
      usleep(10_000)
    }
    throw LedgerError(.busy, "another process is making a view of a past size: ask again")
  }

  private static let lockName = "lock"
}
