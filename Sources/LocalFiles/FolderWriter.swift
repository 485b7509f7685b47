import Glibc

/// Writes files that a web server serves, each whole or not at all: a temporary file, fsynced, then renamed.
///
/// Files are readable by everybody. Renames are sure to last once ``sync()`` has returned.
package struct FolderWriter {
  package let root: String
  /// The temporary file, in the root.
  private let temporaryName: String
  /// Called after each step that changes the disk: tests let the process die there.
  let afterStep: () throws -> Void
  /// How many files were written.
  package private(set) var files = 0
  /// Directories that exist.
  private var directories: Set<String> = []
  /// Directories whose entries have changed since they were last flushed.
  private var changed: Set<String> = []

  /// A writer into a folder, which is made if it does not exist; the folder around it must.
  package init(_ root: String, temporaryName: String, afterStep: @escaping () throws -> Void = {}) throws {
    (self.root, self.temporaryName, self.afterStep) = (root, temporaryName, afterStep)
    try makeDirectory(root)
  }

  /// Writes a file under a path relative to the folder; one that is there is replaced.
  package mutating func write(_ bytes: [UInt8], to path: String) throws {
    let target = "\(root)/\(path)"
    try makeDirectories(on: path)
    // One temporary file for all: a writer that dies leaves no more than this one behind.
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

  /// Removes a directory that is empty; one that is not stays.
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

  /// Makes everything that was renamed and removed so far last.
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
    // The web server is another user, whatever the umask of this one.
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
