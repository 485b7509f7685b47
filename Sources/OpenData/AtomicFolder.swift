import EventLedger
import Glibc
import LocalFiles
import LogAudit

/// A directory of files that appears complete or not at all.
final class AtomicFolder {
  private let path: String
  private let temporary: String

  /// Starts to write beside the path, or beside the target if the path is a link.
  ///
  /// - Parameters:
  ///   - mark: the file that shows that a directory is an earlier export.
  ///   - names: every file of an export: a directory that has other files is not replaced.
  /// - Throws: `LedgerError.alreadyExists` if something is there that is not an earlier export; errors of the system.
  init(_ path: String, replacing mark: String, among names: Set<String>) throws {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    path = try Files.absolute(path)
    self.path = path
    temporary = "\(path).\(getpid()).new"
    if Files.exists(path) { try Self.check(try Files.list(path), at: path, mark, names) }
    try Files.removeTree(temporary)
    guard mkdir(temporary, 0o755) == 0 else { throw Files.failure("create the directory", temporary) }
  }

  private static func check(
    _ found: [String], at path: String, _ mark: String, _ names: Set<String>
  ) throws {
    guard found.isEmpty || found.contains(mark) else {
      throw LedgerError(
        .alreadyExists, "\(path) is not empty and is no earlier export (it has no \(mark)): name another directory")
    }
    if let other = found.first(where: { !names.contains($0) }) {
      throw LedgerError(
        .alreadyExists,
        "\(path) contains \(other), which no export wrote and would be lost: move it, or name another directory")
    }
  }

  /// Removes the temporary directory if it was not put in place.
  deinit { try? Files.removeTree(temporary) }

  /// A file of the directory, which is in it once it is finished.
  func file(_ name: String) throws -> AtomicFile { try AtomicFile("\(temporary)/\(name)") }

  /// Puts the directory in place. An earlier export is moved away first, and put back if this fails.
  func finish() throws {
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
