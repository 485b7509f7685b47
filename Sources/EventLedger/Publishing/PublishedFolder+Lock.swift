import LocalFiles
import LogAudit
import TransparencyLog

extension PublishedFolder {
  /// Takes the lock of the one who publishes into the folder, and marks it as the log's.
  ///
  /// - Throws: `LedgerError.ledgerBusy`; `foreignPublication` if it is another log's, or holds tiles of
  ///   unknown origin.
  func lock(key: VerifierKey) throws -> FileLock {
    let owner = try read(Self.lockName, limit: 1 << 16).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let name = owner.prefix { $0 != "\n" }
    guard name.isEmpty || name == key.text else {
      throw LedgerError(.foreignPublication, "\(path) is the folder of another log, \(name)")
    }
    if name.isEmpty, !Files.exists(checkpointPath), Files.exists("\(path)/tile") {
      throw LedgerError(
        .foreignPublication, "\(path)/tile exists without a checkpoint: publish into a folder of its own")
    }
    guard let lock = try FileLock.take(lockPath, note: "\(key.text)\n") else {
      throw LedgerError(
        .ledgerBusy(process: nil, program: nil, socket: nil), "another process is publishing into \(path)")
    }
    return lock
  }
}
