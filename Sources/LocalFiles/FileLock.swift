import Glibc

/// A lock that one process holds, by `flock` on a file that says which one. Released when the object or process ends.
package final class FileLock: Sendable {
  private let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  /// Takes the lock at once, or returns nil if another process holds it.
  package static func take(_ path: String, note: String) throws(FileError) -> FileLock? {
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Files.failure("open", path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      Glibc.close(descriptor)
      guard code == EWOULDBLOCK else { throw FileError(.system(errno: code), "cannot lock \(path)") }
      return nil
    }
    var bytes = Array(note.utf8)
    _ = ftruncate(descriptor, 0)
    _ = pwrite(descriptor, &bytes, bytes.count, 0)
    return FileLock(descriptor: descriptor)
  }

  deinit {
    // Closing alone would keep it locked as long as a program that is being started still has the descriptor.
    flock(descriptor, LOCK_UN)
    Glibc.close(descriptor)
  }
}
