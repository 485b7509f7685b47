import Glibc

extension Files {
  /// The absolute path without symbolic links; if nothing is there yet, the path that it would have.
  package static func absolute(_ path: String) throws(FileError) -> String {
    if let resolved = resolve(path) { return resolved }
    guard errno == ENOENT else { throw failure("find", path) }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let parent = parts.count > 1 ? parts.dropLast().joined(separator: "/") : "."
    guard let name = parts.last, !name.isEmpty, let resolved = resolve(parent.isEmpty ? "/" : parent) else {
      throw failure("find", path)
    }
    return resolved == "/" ? "/\(name)" : "\(resolved)/\(name)"
  }

  private static func resolve(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// A new directory under `TMPDIR`, or `/tmp`.
  package static func makeTemporaryDirectory() throws(FileError) -> String {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/albo-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw failure("make a directory", parent) }
    return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Whether a path is a file, not a directory.
  package static func isFile(_ path: String) -> Bool { kind(of: path) == S_IFREG }

  /// Whether a path is a directory.
  package static func isDirectory(_ path: String) -> Bool { kind(of: path) == S_IFDIR }

  /// What is at a path, as `stat` says it (`S_IFREG`, …); follows links. Nil if nothing is there.
  static func kind(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }
}
