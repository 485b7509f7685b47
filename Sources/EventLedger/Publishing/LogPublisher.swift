import Dispatch
import Glibc
import LocalFiles
public import LogAudit
import Synchronization
public import TransparencyLog

/// Publishes a log as static files: hash tiles, entry bundles and the signed checkpoint (c2sp.org/tlog-tiles).
///
/// What is written of each size, in this order: tiles and bundles, which nobody reads before a checkpoint speaks of
/// them; then the checkpoint. A process that dies on the way leaves a folder that holds what its checkpoint says, and
/// the next time whatever is missing is written again.
public final class LogPublisher: Sendable {
  /// The folder.
  public let folder: String

  private let store: EventStore
  private let firstWithheld: @Sendable () throws -> Position?
  private let afterStep: @Sendable () throws -> Void
  private let thread = DispatchQueue(label: "albo.publisher")
  /// Held from the tiles to the checkpoint: nobody else publishes into the folder meanwhile.
  private let lock = Mutex<FileLock?>(nil)
  /// What was written last, if its checkpoint was not published.
  private let written = Mutex<PublishedSize?>(nil)
  /// The witnesses that failed when it was last published.
  private let told = Mutex("")

  /// A publisher of a log into a folder, which is made if it does not exist.
  ///
  /// - Parameter firstWithheld: the first position whose entry may not be read by everybody yet; nil if all may.
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
  /// The ledger remembers the folder, and from then on records nothing while the folder shows a larger size. Under a
  /// policy the checkpoint is published only if the cosignatures that are there already meet the quorum:
  /// ``publishCosigned(within:progress:)`` asks for them.
  ///
  /// - Parameter progress: called after each entry bundle with the entries done and those to do.
  /// - Throws: `LedgerError`: `foreignPublication` for the folder of another log; `restoredBackup` and `forkedHistory`
  ///   if the folder shows what this log does not hold; `ledgerBusy` while another process publishes into it;
  ///   `quorumNotMet`, and then the folder keeps the checkpoint that it has.
  @discardableResult
  public func publish(progress: (LogSize, LogSize) -> Void = { _, _ in }) throws -> PublishedSize {
    defer { lock.withLock { $0 = nil } }
    return try publishCheckpoint(of: publishTiles(progress))
  }

  /// Publishes the last signed size once the witnesses of the ledger's policy have cosigned it; without a policy at
  /// once.
  ///
  /// - Parameter limit: what all witnesses have together to answer in.
  /// - Throws: as ``publish(progress:)``; `restoredBackup` and `forkedHistory` also if a witness shows what this log
  ///   does not hold.
  @discardableResult
  public func publishCosigned(
    within limit: Duration = .seconds(10), progress: @escaping @Sendable (LogSize, LogSize) -> Void = { _, _ in }
  ) async throws -> PublishedSize {
    defer { lock.withLock { $0 = nil } }
    let draft = try await aside { try self.publishTiles(progress) }
    let round = try await store.cosign(draft.published.size, within: limit)
    do {
      let published = try await aside { try self.publishCheckpoint(of: draft) }
      tell(round?.failures ?? "")
      return published
    } catch let error as LedgerError where error.code == .quorumNotMet {
      throw LedgerError(
        .quorumNotMet, [error.message, round?.failures ?? ""].filter { $0 != "" }.joined(separator: "; "))
    }
  }

  /// Publishes what is new, once a second at most, until the task is cancelled; then once more.
  ///
  /// - Parameters:
  ///   - didPublish: called with each new size.
  ///   - didFail: called if too few witnesses have cosigned, once for each reason; it is tried again, at the end by
  ///     whoever publishes next.
  /// - Throws: as ``publishCosigned(within:progress:)``; `LedgerError.closed` once the ledger is closed.
  public func run(
    _ didPublish: (PublishedSize) -> Void = { _ in }, didFail: (LedgerError) -> Void = { _ in }
  ) async throws {
    var size = LogSize.zero
    var told = ""
    do {
      while true {
        try await store.changes.wait(past: size)
        do {
          let published = try await publishCosigned()
          if published.files > 0 { didPublish(published) }
          (size, told) = (published.size, "")
        } catch let error as LedgerError where error.code == .quorumNotMet && !Task.isCancelled {
          if error.message != told { didFail(error) }
          told = error.message
        }
        try await Task.sleep(for: .seconds(1))
      }
    } catch  where Task.isCancelled {
      // The task is cancelled, and witnesses are asked once more all the same, those too that failed just now: perhaps
      // because it was cancelled.
      store.witnesses?.forgetFailures()
      let last = Task { try await self.publishCosigned(within: .seconds(3)) }
      do {
        let published = try await last.value
        if published.files > 0 { didPublish(published) }
      } catch let error as LedgerError where error.code == .quorumNotMet {
        if error.message != told { didFail(error) }
      }
    }
  }

  /// Reports witnesses that did not cosign what was published all the same, once for each reason.
  private func tell(_ failures: String) {
    let isNew = told.withLock { told in
      defer { told = failures }
      return told != failures && !failures.isEmpty
    }
    if isNew { store.witnesses?.access.notice("witnesses: \(failures)") }
  }

  /// Works off the caller's thread.
  private func aside<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      thread.async { continuation.resume(with: Swift.Result { try body() }) }
    }
  }

  /// What was published, but for the checkpoint.
  private struct Draft: Sendable {
    var folder: PublishedFolder
    /// The checkpoint that the folder shows: nobody else publishes there meanwhile.
    var shown: SignedNote?
    var published: PublishedSize
  }

  private func publishTiles(_ progress: (LogSize, LogSize) -> Void) throws -> Draft {
    let published = PublishedFolder(try store.outside(folder))
    var writer = try FolderWriter(published.path, temporaryName: PublishedFolder.temporaryName, afterStep: afterStep)
    let held = try published.lock(key: store.firstKey)
    lock.withLock { $0 = held }
    // The size first: what is withheld of it then can only become less.
    let size = try store.size
    let open = try firstWithheld().map { min(size, LogSize($0.rawValue)) } ?? size
    let shown = try published.checkpoint(keys: store.keys)
    let before = try writtenBefore(published, shown)
    var after = PublishedSize(size: size, entries: max(open, before.entries), files: 0)
    if before != after {
      try store.remember(published)
      try writeTiles(from: before, to: after, &writer, published, progress)
      try writer.write(Array("\(after.entries)\n".utf8), to: PublishedFolder.entriesName)
      for (path, proof) in try published.missingKeyChanges(of: store.keyChanges()) { try writer.write(proof, to: path) }
      try writer.sync()
      after.files = writer.files
    }
    return Draft(folder: published, shown: shown?.note, published: after)
  }

  private func publishCheckpoint(of draft: Draft) throws -> PublishedSize {
    var published = draft.published
    let note: SignedNote
    do { note = try store.publishable(at: published.size) } catch {
      written.withLock { $0 = PublishedSize(size: published.size, entries: published.entries, files: 0) }
      throw error
    }
    guard draft.shown != note else { return published }
    var writer = try FolderWriter(draft.folder.path, temporaryName: PublishedFolder.temporaryName, afterStep: afterStep)
    try writer.write(Array(note.serialized.utf8), to: PublishedFolder.checkpointName)
    try writer.sync()
    published.files += writer.files
    return published
  }

  /// What the folder holds of this log: more than its checkpoint says, if that waits for witnesses.
  private func writtenBefore(_ folder: PublishedFolder, _ shown: Checkpoint?) throws -> PublishedSize {
    let before = try publishedBefore(folder, shown)
    guard let written = written.withLock({ $0 }), written.size >= before.size,
      try folder.entryCount() == written.entries
    else { return before }
    return written
  }

  /// What the folder shows of this log.
  private func publishedBefore(_ folder: PublishedFolder, _ shown: Checkpoint?) throws -> PublishedSize {
    guard let checkpoint = shown else {
      return PublishedSize(size: .zero, entries: .zero, files: 0)
    }
    try store.check(checkpoint, shownBy: folder.path)
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
