import Glibc

/// Writes files that a web server serves, each completely or not at all: a temporary file, fsynced, then renamed.
///
/// Everybody can read the files. Renames are durable once ``sync()`` has returned.
package struct FolderWriter {
  package let root: String
  /// The temporary file, in the root.
  private let temporaryName: String
  /// Called after each step that changes the disk: tests end the process there.
  let afterStep: () throws -> Void
  /// How many files were written.
  package private(set) var files = 0
  /// Directories that exist.
  private var directories: Set<String> = []
  /// Directories whose entries have changed since they were last flushed.
  private var changed: Set<String> = []

  /// A writer into a folder, which is created if it does not exist; its parent must exist.
  package init(_ root: String, temporaryName: String, afterStep: @escaping () throws -> Void = {}) throws {
    (self.root, self.temporaryName, self.afterStep) = (root, temporaryName, afterStep)
    try makeDirectory(root)
  }

  /// Writes a file at a path relative to the folder; replaces an existing one.
  package mutating func write(_ bytes: [UInt8], to path: String) throws {
    let target = "\(root)/\(path)"
    try makeDirectories(on: path)
    // One temporary file for all: a writer that dies leaves only this one behind.
    let temporary = "\(root)/\(temporaryName)"
    try writeFlushed(bytes, to: temporary)
    try afterStep()
    guard rename(temporary, target) == 0 else { throw Files.failure("rename a file to", target) }
    changed.insert(Self.parent(of: target))
    files += 1
    try afterStep()
  }

  /// Removes a file if there is one.
  package mutating func removeFile(_ path: String) throws {
    let target = "\(root)/\(path)"
    guard unlink(target) == 0 else {
      if errno == ENOENT { return }
      throw Files.failure("remove", target)
    }
    changed.insert(Self.parent(of: target))
    try afterStep()
  }

  /// Removes a directory if it is empty.
  package mutating func removeDirectoryIfEmpty(_ path: String) throws {
    let target = "\(root)/\(path)"
    guard rmdir(target) == 0 else {
      if errno == ENOENT || errno == ENOTEMPTY || errno == EEXIST { return }
      throw Files.failure("remove", target)
    }
    directories.remove(target)
    changed.remove(target)
    changed.insert(Self.parent(of: target))
    try afterStep()
  }

  /// Makes all renames and removals so far durable.
  package mutating func sync() throws {
    for directory in changed.sorted() {
      try Files.syncDirectory(of: directory + "/")
      try afterStep()
    }
    changed = []
  }

  private func writeFlushed(_ bytes: [UInt8], to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw Files.failure("create", path) }
    defer { close(descriptor) }
    // The web server is another user, so the mode must not depend on this user's umask.
    guard fchmod(descriptor, 0o644) == 0 else { throw Files.failure("set the mode of", path) }
    try Files.write(bytes, to: descriptor, path)
    guard fsync(descriptor) == 0 else { throw Files.failure("flush", path) }
  }

  private mutating func makeDirectories(on path: String) throws {
    var directory = root
    for part in path.split(separator: "/").dropLast() {
      directory += "/\(part)"
      try makeDirectory(directory)
    }
  }

  private mutating func makeDirectory(_ path: String) throws {
    guard directories.insert(path).inserted else { return }
    guard mkdir(path, 0o755) == 0 else {
      if errno == EEXIST { return }
      throw Files.failure("create the directory", path)
    }
    guard chmod(path, 0o755) == 0 else { throw Files.failure("set the mode of", path) }
    changed.insert(Self.parent(of: path))
    try afterStep()
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
