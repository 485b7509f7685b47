import Glibc

/// A file that is written piece by piece, and appears complete or not at all.
package final class AtomicFile {
  private let path: String
  private let temporary: String
  private var file: BufferedDescriptor

  /// Starts to write a temporary file beside the path.
  ///
  /// - Throws: `FileError` if a device, a pipe or a directory is there, which a file would replace, or if the system
  ///   refuses.
  package init(_ path: String) throws(FileError) {
    guard Files.kind(of: path) ?? S_IFREG == S_IFREG else {
      throw FileError(.notRegular, "\(path) is not a regular file: name another, or - for standard output")
    }
    self.path = path
    temporary = "\(path).\(getpid()).new"
    let descriptor = Glibc.open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Files.failure("create", temporary) }
    file = BufferedDescriptor(descriptor, name: temporary)
  }

  /// Removes the temporary file if it was not put in place.
  deinit {
    Glibc.close(file.descriptor)
    unlink(temporary)
  }

  package func write(_ bytes: [UInt8]) throws(FileError) { try file.write(bytes) }

  /// Puts the file in place, once it is on disk; replaces an older one.
  package func finish() throws(FileError) {
    try file.flush()
    guard fsync(file.descriptor) == 0 else { throw Files.failure("flush", temporary) }
    guard rename(temporary, path) == 0 else { throw Files.failure("rename", temporary) }
    try Files.syncDirectory(of: path)
  }
}
