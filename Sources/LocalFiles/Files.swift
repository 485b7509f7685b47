import Glibc

/// The few calls on files that are needed here; each reports its errno as a ``FileError``.
package enum Files {
  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  package static func isWritable(_ path: String) -> Bool { access(path, W_OK) == 0 }

  package static func makeDirectory(_ path: String) throws(FileError) {
    guard mkdir(path, 0o700) == 0 else {
      if errno == EEXIST { return }
      throw failure("create the directory", path)
    }
    try syncDirectory(of: path)
  }

  /// The names in a directory, sorted, without `.` and `..`.
  package static func list(_ path: String) throws(FileError) -> [String] {
    guard let stream = opendir(path) else { throw failure("read the directory", path) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  package static func read(_ path: String, limit: Int = 1 << 20) throws(FileError) -> [UInt8] {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open", path) }
    defer { Glibc.close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      guard count >= 0 else { throw failure("read", path) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= limit else {
        throw FileError(.tooLarge, "\(path) is larger than \(limit) bytes")
      }
    }
  }

  /// Writes a file completely or not at all: a temporary one, fsynced, then renamed.
  package static func write(_ bytes: [UInt8], to path: String, mode: UInt32 = 0o600) throws(FileError) {
    let temporary = path + ".new"
    do throws(FileError) {
      try writeFlushed(bytes, to: temporary, mode: mode)
      guard rename(temporary, path) == 0 else { throw failure("rename", temporary) }
    } catch {
      unlink(temporary)
      throw error
    }
    try syncDirectory(of: path)
  }

  private static func writeFlushed(_ bytes: [UInt8], to path: String, mode: UInt32) throws(FileError) {
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw failure("create", path) }
    defer { Glibc.close(descriptor) }
    try write(bytes, to: descriptor, path)
    guard fsync(descriptor) == 0 else { throw failure("flush", path) }
  }

  /// Writes all bytes, even if the system takes few at a time.
  package static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(FileError) {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw failure("write", path) }
      written += count
    }
  }

  /// Writes a file if there is none, completely or not at all; an existing one stays as it is.
  package static func writeOnce(_ bytes: [UInt8], to path: String) throws(FileError) {
    let draft = "\(path).\(getpid()).\(UInt32.random(in: .min ... .max))"
    try write(bytes, to: draft)
    defer { unlink(draft) }
    guard link(draft, path) == 0 || errno == EEXIST else { throw failure("create", path) }
    try syncDirectory(of: path)
  }

  package static func syncDirectory(of path: String) throws(FileError) {
    let parent = String(path.lastIndex(of: "/").map { path[..<$0] } ?? ".")
    let descriptor = Glibc.open(parent.isEmpty ? "/" : parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open", parent) }
    defer { Glibc.close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure("flush", parent) }
  }

  /// Removes a directory and its contents; symbolic links are removed, not followed.
  package static func removeTree(_ path: String) throws(FileError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
      for name in try list(path) { try removeTree(path + "/" + name) }
      guard rmdir(path) == 0 else { throw failure("remove", path) }
    } else {
      guard unlink(path) == 0 else { throw failure("remove", path) }
    }
  }

  /// Bytes that are free for this user on the file system of a path.
  package static func freeBytes(at path: String) -> UInt64 {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return 0 }
    return UInt64(status.f_bavail) * UInt64(status.f_frsize)
  }

  /// The bytes on disk that a file takes.
  package static func allocatedBytes(of path: String) -> UInt64 {
    var status = stat()
    guard stat(path, &status) == 0 else { return 0 }
    return UInt64(status.st_blocks) * 512
  }

  package static func failure(_ what: String, _ path: String) -> FileError {
    let code = errno
    return FileError(.system(errno: code), "cannot \(what) \(path): \(String(cString: strerror(code)))")
  }
}
