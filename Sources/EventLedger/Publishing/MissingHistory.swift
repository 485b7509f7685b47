public import EventModel
import LocalFiles
import LogAudit
public import TransparencyLog

/// What a restored backup lacks: events that were published, and that the ledger no longer holds.
public struct MissingHistory: Sendable, Hashable {
  /// The folder that shows the log with the largest size.
  public let folder: String
  /// How many events the ledger holds.
  public let held: LogSize
  /// The size of the published checkpoint.
  public let published: LogSize
  /// How many entries the folder says it serves, from the first one on.
  public let entries: LogSize
}

extension EventStore {
  /// What published folders show of this log beyond what the ledger holds; nil if that is nothing.
  ///
  /// - Parameter others: folders beside those that the ledger remembers.
  /// - Throws: `LedgerError`: `forkedHistory`; `foreignPublication` if a checkpoint cannot be read.
  public func missingHistory(in others: [String] = []) throws -> MissingHistory? {
    try missing(in: others).map(\.history)
  }

  private func missing(in others: [String]) throws -> (history: MissingHistory, checkpoint: Checkpoint)? {
    var largest: (history: MissingHistory, checkpoint: Checkpoint)?
    let held = try size
    for path in try publishedFolders + others {
      let folder = PublishedFolder(path)
      guard let checkpoint = try folder.checkpoint(keys: keys) else { continue }
      guard checkpoint.size > held else {
        try check(checkpoint, shownBy: folder.path)
        continue
      }
      guard checkpoint.size > largest?.checkpoint.size ?? .zero else { continue }
      let entries = try folder.entryCount() ?? checkpoint.size
      let history = MissingHistory(
        folder: path, held: held, published: checkpoint.size, entries: min(entries, checkpoint.size))
      largest = (history, checkpoint)
    }
    return largest
  }

  /// Brings back what a restored backup lacks, from the folder that the log was published into: the exact bytes of each
  /// record, all checked against the published checkpoint before the first is written.
  ///
  /// What was recorded and not published before the loss does not come back, nor do contents and salts of the vault.
  /// If the work is interrupted, it goes on the next time.
  ///
  /// - Parameter progress: called after each page with the entries read or written so far, and those to read and write.
  /// - Returns: what was brought back; nil if nothing was missing.
  /// - Throws: `LedgerError.notRestorable` if entries are withheld or missing, or are not what the checkpoint signs;
  ///   else as opening to write does.
  public static func restore(
    at path: String, registry: ActRegistry, options: OpeningOptions, progress: (UInt64, UInt64) -> Void = { _, _ in }
  ) async throws -> MissingHistory? {
    var options = options
    // A backup may be old; nothing is recorded here at the present time.
    options.acceptsClockJump = true
    let store = try openUnchecked(at: path, mode: .writer, registry: registry, options: options, isRestoring: true)
    let result = Result { try store.restore(from: options.publishedFolders, progress) }
    await store.close()
    return try result.get()
  }

  private func restore(from folders: [String], _ progress: (UInt64, UInt64) -> Void) throws -> MissingHistory? {
    guard let writer, let (history, checkpoint) = try missing(in: folders) else { return nil }
    var keys = try keys
    let entries = PublishedEntries(PublishedFolder(history.folder), size: checkpoint.size)
    let (held, missing) = (history.held.rawValue, history.published.rawValue - history.held.rawValue)
    var edge = try engine.read { try TreeEdge(size: history.held, reading: $0) }
    let changes = try FolderFiles(history.folder).keyChanges()
    let signed = try LogKeys(trusting: keys.first, changes: changes).lastCheckpoints(in: changes)
    // Where each page ends, and the root there: the second reading must not see anything else.
    var roots: [MerkleHash] = []
    try entries.forEachPage(after: history.held) { page in
      for entry in page {
        try LogKeyChanged(record: entry.span)?.apply(to: &keys, at: Position(edge.size.rawValue))
        edge.append(.leaf(entry))
        guard let last = signed.first(where: { $0.size == edge.size }), last.root != edge.root else { continue }
        throw LedgerError(
          .notRestorable,
          "the first \(last.size) entries in \(history.folder) are not those signed by the key that was replaced there"
        )
      }
      roots.append(edge.root)
      progress(edge.size.rawValue - held, 2 * missing)
    }
    guard edge.root == checkpoint.root else {
      throw LedgerError(
        .notRestorable,
        "the \(missing) entries in \(history.folder) do not continue this ledger to the root that the published checkpoint signs"
      )
    }
    var next = roots[...]
    try entries.forEachPage(after: history.held) { page in
      guard let root = next.popFirst() else {
        throw LedgerError(.notRestorable, "the entries in \(history.folder) changed while they were read")
      }
      try writer.restore(page, root: root, key: signingKey(for: keys.key(at: size.advanced(by: page.count))))
      progress(missing + (try size).rawValue - held, 2 * missing)
    }
    try SigningKeys(directory).putInPlace(keys.current)
    // An old backup may not know the folder.
    try remember(PublishedFolder(try Files.absolute(history.folder)))
    return history
  }

  /// The private half of the key that signs a restored size.
  private func signingKey(for key: VerifierKey) throws -> SigningKey {
    guard let signingKey = try SigningKeys(directory).anyKey(for: key) else {
      throw LedgerError(
        .signingKeyMissing,
        "the log's key has changed since this backup: put the keys that it had, \(key) among them, back into \(directory.keys)"
      )
    }
    return signingKey
  }
}
