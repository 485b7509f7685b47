import Glibc

/// A temporary file without a name: nothing of it remains, however the process ends.
package final class UnnamedFile {
  private var file: BufferedDescriptor

  /// An empty file in the temporary directory.
  ///
  /// - Throws: `FileError` if the system refuses.
  package init() throws(FileError) {
    let folder = try Files.makeTemporaryDirectory()
    defer { try? Files.removeTree(folder) }
    let descriptor = Glibc.open(folder + "/unnamed", O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Files.failure("create", folder + "/unnamed") }
    file = BufferedDescriptor(descriptor, name: "a temporary file")
  }

  deinit { Glibc.close(file.descriptor) }

  package func write(_ bytes: [UInt8]) throws(FileError) { try file.write(bytes) }

  /// The path at which this process can read what was written, as long as the file is open.
  package func path() throws(FileError) -> String {
    try file.flush()
    return "/proc/self/fd/\(file.descriptor)"
  }
}
