import EventModel
import LMDB
import LocalFiles
import LogAudit
public import TransparencyLog

extension ViewKeeper {
  /// Writes a view as it stood at a size; nil is the present one.
  ///
  /// A size before the present one is replayed into a generation of its own, which is then removed.
  /// - Returns: the digest of what was written.
  public func export(
    _ name: String, at size: LogSize? = nil, to write: ([UInt8]) throws -> Void = { _ in }
  ) throws -> ViewDigest {
    try catchUp(progress: { _, _ in })
    let found = try serving(name) { try $0.generation.export(at: size, span: $0.span, to: write) }
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
    /// The first key at which the view that served differed; nil if both were equal.
    public let firstDifference: String?
  }

  /// Replays the whole log into a new generation of a view, compares it with the one that serves, and
  /// replaces that.
  ///
  /// - Parameter progress: called after each batch with the size reached and the size aimed at.
  /// - Throws: `LedgerError.ledgerBusy` if another process feeds the views.
  public func rebuild(_ name: String, progress: (LogSize, LogSize) -> Void = { _, _ in }) throws -> Rebuild {
    try catchUp(progress: { _, _ in })
    guard let type = types[name] else { throw noSuchView(name) }
    let place = ViewPlace(root, name)
    return try locked { state in
      guard try feedIfFree(&state) else {
        throw LedgerError(
          .ledgerBusy(process: nil, program: nil, socket: nil), "another process is updating the views of this ledger")
      }
      defer { if !keepsFeeding { stopFeeding(&state) } }
      guard let serving = state.feeds[name] else { throw noSuchView(name) }
      let next = try place.makeNext()
      let built = try replay(
        name, into: "\(place.directory)/\(next)", to: serving.size, progress: progress)
      let difference = try built.firstDifference(from: serving.generation)
      guard let digest = try built.export() else { throw noSuchView(name) }
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

  /// A new generation in an empty directory, fed up to a size.
  private func replay(
    _ name: String, into path: String, to size: LogSize, progress: (LogSize, LogSize) -> Void
  ) throws -> ViewGeneration {
    let generation = try empty(name, in: path)
    try fill(generation, to: size, progress: progress)
    return generation
  }

  /// A new generation in an empty directory; not synced, since it can be made again.
  func empty(_ name: String, in path: String) throws -> ViewGeneration {
    guard let type = types[name] else { throw noSuchView(name) }
    return try ViewGeneration(
      type.definition, path: path, access: .create, mapSize: mapSize(), isSynced: false)
  }

  /// Feeds a new generation the log up to a size.
  func fill(
    _ generation: ViewGeneration, to size: LogSize, progress: (LogSize, LogSize) -> Void = { _, _ in }
  ) throws {
    let name = generation.definition.name
    guard let type = types[name] else { throw noSuchView(name) }
    let feed = try ViewFeed(generation, type)
    try store.feed([feed], to: size) { progress($0, size) }
    try feed.settle()
  }
}
