import Glibc

/// A temporary file without a name: nothing of it is left, however the process ends.
package final class UnnamedFile {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private static let chunk = 1 << 18

  /// An empty file in the temporary directory.
  ///
  /// - Throws: `LedgerError` where the system refuses.
  package init() throws(LedgerError) {
    let folder = try Files.makeTemporaryDirectory()
    defer { try? Files.removeTree(folder) }
    descriptor = Glibc.open(folder + "/unnamed", O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Files.failure("create", folder + "/unnamed") }
  }

  deinit { Glibc.close(descriptor) }

  package func write(_ bytes: [UInt8]) throws(LedgerError) {
    buffer += bytes
    if buffer.count >= Self.chunk { try flush() }
  }

  /// What was written, line by line from the start.
  package func lines() throws(LedgerError) -> LineFile {
    try flush()
    return try LineFile("/proc/self/fd/\(descriptor)")
  }

  private func flush() throws(LedgerError) {
    try Files.write(buffer, to: descriptor, "a temporary file")
    buffer.removeAll(keepingCapacity: true)
  }
}
