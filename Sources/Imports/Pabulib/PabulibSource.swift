#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// An open file, closed when it goes out of scope. Each read gives its offset, so passes do not disturb each
/// other.
struct PabulibSource: ~Copyable {
  let path: String
  /// The size of the file when it was opened.
  let byteCount: UInt64
  private let descriptor: CInt

  init(path: String) throws(PabulibError) {
    self.path = path
    // Without O_NONBLOCK, opening a pipe would wait for somebody to write into it.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadable(path, operation: "open the file") }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let error = PabulibError.unreadable(path, operation: "examine the file")
      close(descriptor)
      throw error
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw PabulibError(file: path, line: nil, reason: .notARegularFile)
    }
    byteCount = UInt64(status.st_size)
  }

  deinit { close(descriptor) }

  /// Fills `buffer` from its start.
  ///
  /// - Returns: the number of bytes read; 0 at the end of the file.
  func read(into buffer: inout [UInt8], at offset: UInt64) throws(PabulibError) -> Int {
    while true {
      let count = buffer.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, off_t(offset)) }
      if count >= 0 { return count }
      if errno != EINTR { throw .unreadable(path, operation: "read the file") }
    }
  }
}

extension PabulibError {
  /// The error of the system call that has just failed.
  fileprivate static func unreadable(_ path: String, operation: String) -> PabulibError {
    PabulibError(file: path, line: nil, reason: .unreadable(operation: operation, code: errno))
  }
}
