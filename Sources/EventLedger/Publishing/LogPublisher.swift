import Dispatch
import Glibc
import LMDB
public import TransparencyLog

/// Publishes a log as static files: hash tiles, entry bundles and the signed checkpoint (c2sp.org/tlog-tiles).
///
/// What is written of each size, in this order: tiles and bundles, which nobody reads before a checkpoint speaks of
/// them; then the checkpoint. Whoever dies on the way leaves a folder that holds what its checkpoint says, and the next
/// time whatever is missing is written again.
public final class LogPublisher: Sendable {
  /// The folder.
  public let folder: String

  private let store: EventStore
  private let firstWithheld: @Sendable () throws -> Position?
  private let afterStep: @Sendable () throws -> Void
  private let thread = DispatchQueue(label: "albo.publisher")

  /// A publisher of a log into a folder, which is made where it does not exist.
  ///
  /// - Parameter firstWithheld: the first position whose entry may not be read by everybody yet; nil where all may.
  ///   Entry bundles end before it, hash tiles and checkpoints go on.
  public convenience init(
    _ store: EventStore, folder: String, firstWithheld: @escaping @Sendable () throws -> Position? = { nil }
  ) {
    self.init(store, folder: folder, firstWithheld: firstWithheld, afterStep: {})
  }

  /// - Parameter afterStep: called after each step that changes the disk: tests let the process die there.
  package init(
    _ store: EventStore, folder: String, firstWithheld: @escaping @Sendable () throws -> Position?,
    afterStep: @escaping @Sendable () throws -> Void
  ) {
    (self.store, self.firstWithheld, self.afterStep) = (store, firstWithheld, afterStep)
    self.folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
  }

  /// Publishes the last signed size, and of the log only what the folder does not have yet.
  ///
  /// The ledger remembers the folder, and from then on records nothing while the folder shows a larger size.
  ///
  /// - Parameter progress: called after each entry bundle with the entries done and those to do.
  /// - Throws: `LedgerError`: `foreignPublication` for the folder of another log; `restoredBackup` and `forkedHistory`
  ///   where the folder shows what this log does not hold; `ledgerBusy` while another process publishes into it.
  @discardableResult
  public func publish(progress: (LogSize, LogSize) -> Void = { _, _ in }) throws -> PublishedSize {
    let published = PublishedFolder(try store.outside(folder))
    var writer = try FolderWriter(published.path, afterStep: afterStep)
    let lock = try published.lock(key: store.firstKey)
    defer { withExtendedLifetime(lock) {} }
    // The size first: what is withheld of it then can only become less.
    let size = try store.size
    let open = try firstWithheld().map { min(size, LogSize($0.rawValue)) } ?? size
    let before = try publishedBefore(published)
    let after = PublishedSize(size: size, entries: max(open, before.entries), files: 0)
    guard before != after else { return after }
    try store.remember(published)
    try writeTiles(from: before, to: after, &writer, published, progress)
    try writer.write(Array("\(after.entries)\n".utf8), to: PublishedFolder.entriesName)
    for (path, proof) in try published.missingKeyChanges(of: store.keyChanges()) { try writer.write(proof, to: path) }
    try writer.sync()
    let note = try store.checkpoint(at: size).note.serialized
    try writer.write(Array(note.utf8), to: PublishedFolder.checkpointName)
    try writer.sync()
    return PublishedSize(size: size, entries: after.entries, files: writer.files)
  }

  /// Publishes what is new, once a second at most, until the task is cancelled; then once more.
  ///
  /// - Parameter didPublish: called with each new size.
  /// - Throws: as ``publish(progress:)``; `LedgerError.closed` once the ledger is closed.
  public func run(_ didPublish: (PublishedSize) -> Void = { _ in }) async throws {
    var size = LogSize.zero
    do {
      while true {
        try await store.changes.wait(past: size)
        let published = try await publishAside()
        if published.files > 0 { didPublish(published) }
        size = published.size
        try await Task.sleep(for: .seconds(1))
      }
    } catch is CancellationError {
      let published = try await publishAside()
      if published.files > 0 { didPublish(published) }
    }
  }

  /// Publishes off the caller's thread.
  private func publishAside() async throws -> PublishedSize {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<PublishedSize, any Error>) in
      thread.async { continuation.resume(with: Result { try self.publish() }) }
    }
  }

  /// What the folder shows of this log.
  private func publishedBefore(_ folder: PublishedFolder) throws -> PublishedSize {
    guard let checkpoint = try folder.checkpoint(keys: store.keys) else {
      return PublishedSize(size: .zero, entries: .zero, files: 0)
    }
    try store.check(checkpoint, of: folder)
    let entries = try folder.entryCount() ?? .zero
    // Whoever changed that number made bundles be written again, nothing else.
    let isPossible = entries <= (try store.size)
    return PublishedSize(size: checkpoint.size, entries: isPossible ? entries : .zero, files: 0)
  }

  private func writeTiles(
    from before: PublishedSize, to after: PublishedSize, _ writer: inout FolderWriter, _ folder: PublishedFolder,
    _ progress: (LogSize, LogSize) -> Void
  ) throws {
    for tile in TileCoordinate.tiles(from: before.size, to: after.size) {
      try writer.write(store.tile(tile).bytes, to: tile.path)
    }
    for bundle in TileCoordinate.bundles(from: before.entries, to: after.entries) {
      try writer.write(store.bundle(bundle), to: bundle.entriesPath)
      progress(LogSize(bundle.index << 8 + UInt64(bundle.width)), after.entries)
    }
    if before.entries < before.size { try writeMissedBundles(to: after.entries, &writer, folder) }
    try writer.sync()
    // A reader that misses a narrower one now takes the complete one, which lasts.
    for tile in TileCoordinate.tiles(from: before.size, to: after.size) where tile.isComplete {
      try removeIncomplete(besides: tile.path, &writer, folder)
    }
    for bundle in TileCoordinate.bundles(from: before.entries, to: after.entries) where bundle.isComplete {
      try removeIncomplete(besides: bundle.entriesPath, &writer, folder)
    }
  }

  /// Writes the bundles of sizes that were published while their entries were withheld: those of the last bundle, all
  /// before it are complete.
  private func writeMissedBundles(
    to entries: LogSize, _ writer: inout FolderWriter, _ folder: PublishedFolder
  ) throws {
    guard let last = TileCoordinate(level: 0, index: entries.rawValue >> 8, width: 1)?.at(entries) else { return }
    let served = Set(try folder.widths(besides: last.entriesPath))
    for width in try folder.widths(besides: last.path) where width < last.width && !served.contains(width) {
      guard let bundle = TileCoordinate(level: 0, index: last.index, width: width) else { continue }
      try writer.write(store.bundle(bundle), to: bundle.entriesPath)
    }
  }

  /// Removes the incomplete forms of what is there complete; other files are not ours.
  private func removeIncomplete(besides path: String, _ writer: inout FolderWriter, _ folder: PublishedFolder) throws {
    for width in try folder.widths(besides: "\(path).p/") { try writer.removeFile("\(path).p/\(width)") }
    try writer.removeDirectoryIfEmpty("\(path).p")
  }
}
