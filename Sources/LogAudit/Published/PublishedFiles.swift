public import TransparencyLog

/// The static files of a published log under one prefix (c2sp.org/tlog-tiles): a folder, or what a web server serves.
public protocol PublishedFiles: AnyObject {
  /// The prefix, for messages: a folder's path or a URL, without a slash at its end.
  var name: String { get }

  /// The bytes of a file by its path under the prefix; nil if there is none.
  ///
  /// - Throws: `FileError`, `LedgerError` if it cannot be read; `damaged` if it has more than `limit` bytes.
  func read(_ path: String, limit: Int) throws -> [UInt8]?

  /// Says which files are probably read next, in that order, so that they can be on their way.
  func expect(_ files: [(path: String, limit: Int)])
}

extension PublishedFiles {
  /// Does nothing: what is near need not be fetched ahead.
  public func expect(_ files: [(path: String, limit: Int)]) {}
}

extension PublishedFiles {
  /// The proofs of the changes of the log's key (`EventStore.keyChanges`), as many as are served.
  ///
  /// - Throws: `LedgerError.damaged` if one cannot be read, or all together have over 16 MiB, which is thousands: a
  ///   server could go on for ever.
  public func keyChanges() throws -> [Receipt] {
    var (changes, left) = ([Receipt](), 16 << 20)
    while true {
      let path = PublishedFolder.keyChangePath(changes.count + 1)
      guard let bytes = try read(path, limit: 2 * SignedNote.maximumByteCount) else { return changes }
      left -= bytes.count
      guard left >= 0 else {
        throw LedgerError(.damaged, "\(name)/keys has over 16 MiB of changes of the log's key, more than any log has")
      }
      do { changes.append(try Receipt(parsing: bytes)) } catch {
        throw LedgerError(.damaged, "\(name)/\(path) is not a proof of a change of the log's key", cause: error)
      }
    }
  }
}
