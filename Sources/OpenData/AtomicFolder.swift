import EventLedger
import Glibc

/// A directory of files that is there whole or not at all.
final class AtomicFolder {
  private let path: String
  private let temporary: String

  /// Starts to write beside the path.
  ///
  /// - Throws: `LedgerError.alreadyExists` where something is there that is no earlier export, or the system refuses.
  init(_ path: String, replacing mark: String) throws(LedgerError) {
    let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    self.path = path
    temporary = "\(path).\(getpid()).new"
    if Files.exists(path), try !Files.list(path).isEmpty, !Files.exists("\(path)/\(mark)") {
      throw LedgerError(
        .alreadyExists, "\(path) is not empty, and is no earlier export (it has no \(mark)): name another directory")
    }
    try Files.removeTree(temporary)
    guard mkdir(temporary, 0o755) == 0 else { throw Files.failure("create the directory", temporary) }
  }

  /// What was not put in place is removed.
  deinit { try? Files.removeTree(temporary) }

  /// A file of the directory, which is there once it is finished.
  func file(_ name: String) throws(LedgerError) -> AtomicFile { try AtomicFile("\(temporary)/\(name)") }

  /// Puts the directory in place; an earlier export makes room for it, and comes back where that fails.
  func finish() throws(LedgerError) {
    let earlier = "\(path).\(getpid()).old"
    let hasEarlier = Files.exists(path)
    if hasEarlier, rename(path, earlier) != 0 { throw Files.failure("move away", path) }
    guard rename(temporary, path) == 0 else {
      let failure = Files.failure("put in place", path)
      if hasEarlier { rename(earlier, path) }
      throw failure
    }
    try Files.syncDirectory(of: path)
    if hasEarlier { try Files.removeTree(earlier) }
  }
}
