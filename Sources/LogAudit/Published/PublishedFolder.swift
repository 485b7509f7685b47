import EventModel
import LocalFiles
package import TransparencyLog

/// A log as static files, which any web server can serve (c2sp.org/tlog-tiles).
///
/// Beside the files of that format there is `entries`: the number of entries, from the first one on, that bundles are
/// published of. It is less than the size of the checkpoint while entries are withheld.
package struct PublishedFolder: Sendable {
  package let path: String

  /// Not served: dot files are for whoever publishes.
  package static let lockName = ".albo-publish"
  package static let temporaryName = ".albo-publish.new"
  package static let checkpointName = "checkpoint"
  package static let entriesName = "entries"

  package init(_ path: String) { self.path = path }

  package var checkpointPath: String { "\(path)/\(Self.checkpointName)" }
  package var lockPath: String { "\(path)/\(Self.lockName)" }

  /// The checkpoint that is served; nil if there is none.
  ///
  /// - Parameter keys: the log's keys as the ledger knows them; a folder that is ahead of it may prove changes since.
  /// - Throws: `LedgerError.foreignPublication` if it is not one of the log with these keys.
  package func checkpoint(keys: LogKeys) throws -> Checkpoint? {
    guard let bytes = try read(Self.checkpointName, limit: 1 << 20) else { return nil }
    do {
      let published = try LogKeys(trusting: keys.first, changes: FolderFiles(path).keyChanges())
      let longer = published.terms.count > keys.terms.count ? published : keys
      return try longer.verify(SignedNote(parsing: bytes))
    } catch {
      throw LedgerError(
        .foreignPublication,
        "\(checkpointPath) is not a checkpoint of the log \(keys.first.name): \(path) is not its folder", cause: error)
    }
  }

  /// Where the proof of a change of the log's key is served, counted from 1.
  package static func keyChangePath(_ number: Int) -> String { "keys/\(number).tlog-proof" }

  /// How many entries are served, as the folder states it; nil if it does not.
  package func entryCount() throws -> LogSize? {
    guard let bytes = try read(Self.entriesName, limit: 64) else { return nil }
    return UInt64(String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)).map { LogSize($0) }
  }

  /// The proofs of changes of the log's key that are not served as they should be, by their paths.
  package func missingKeyChanges(of changes: [Receipt]) throws -> [(path: String, proof: [UInt8])] {
    try changes.enumerated().map { (Self.keyChangePath($0 + 1), Array($1.text.utf8)) }
      .filter { try read($0.0, limit: 1 << 21) != $0.1 }
  }

  /// The entries of a bundle, at least as many as its width; nil if it is not served.
  ///
  /// - Throws: `EntryBundleError` if the file is no such bundle.
  package func entries(_ bundle: TileCoordinate) throws -> [[UInt8]]? {
    let limit = TileCoordinate.fullWidth * (EntryBundle.maximumEntryLength + 2)
    for coordinate in [bundle, bundle.complete] {
      guard let bytes = try read(coordinate.entriesPath, limit: limit) else { continue }
      return try EntryBundle.decode(bytes, count: coordinate.width)
    }
    return nil
  }

  /// The widths in which an incomplete tile or bundle is served, by the path of one of them.
  package func widths(besides path: String) throws -> [Int] {
    guard let slash = path.lastIndex(of: "/") else { return [] }
    let directory = "\(self.path)/\(path[..<slash])"
    guard Files.exists(directory) else { return [] }
    return try Files.list(directory).compactMap { name in
      guard let width = Int(name), String(width) == name, (1..<TileCoordinate.fullWidth).contains(width) else {
        return nil
      }
      return width
    }
  }

  package func read(_ name: String, limit: Int) throws -> [UInt8]? { try FolderFiles(path).read(name, limit: limit) }
}
