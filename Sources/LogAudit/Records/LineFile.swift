import Glibc
import LocalFiles

/// A file read line by line, each line of bounded length.
package final class LineFile {
  /// No line is longer: a record of 65,535 bytes in base64, and what it says in JSON.
  static let longestLine = 4 << 20
  private static let chunk = 1 << 18

  let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var start = 0
  /// Where in the file the next line starts.
  private(set) var offset = 0

  package init(_ path: String) throws {
    self.path = path
    descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Files.failure("open", path) }
  }

  deinit { Glibc.close(descriptor) }

  /// The next line without its line feed; nil at the end.
  package func next() throws -> [UInt8]? {
    var searched = 0
    while true {
      if let length = lineLength(from: searched) {
        let line = Array(buffer[start..<start + length])
        advance(by: length + 1)
        return line
      }
      searched = buffer.count - start
      guard searched <= Self.longestLine else {
        throw LedgerError(.damaged, "\(path) has a line of over \(Self.longestLine) bytes at byte \(offset)")
      }
      guard try fill() else {
        guard searched == 0 else { throw LedgerError(.damaged, "\(path) ends within a line: it was cut off") }
        return nil
      }
    }
  }

  /// Goes on at a place in the file.
  func move(to offset: Int) throws {
    guard lseek(descriptor, offset, SEEK_SET) == offset else { throw Files.failure("read", path) }
    (buffer, start, self.offset) = ([], 0, offset)
  }

  /// The length of the file in bytes.
  func byteCount() throws -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Files.failure("read", path) }
    return status.st_size
  }

  /// The bytes up to the next line feed, searched for after the given number of bytes.
  private func lineLength(from searched: Int) -> Int? {
    let from = start + searched
    return buffer.withUnsafeBytes { bytes in
      guard from < bytes.count, let base = bytes.baseAddress,
        let found = memchr(base + from, Int32(UInt8(ascii: "\n")), bytes.count - from)
      else { return nil }
      return UnsafeRawPointer(found) - base - start
    }
  }

  private func advance(by count: Int) {
    start += count
    offset += count
    guard start > Self.chunk else { return }
    buffer.removeFirst(start)
    start = 0
  }

  private func fill() throws -> Bool {
    var chunk = [UInt8](repeating: 0, count: Self.chunk)
    let count = Glibc.read(descriptor, &chunk, chunk.count)
    guard count >= 0 else { throw Files.failure("read", path) }
    buffer += chunk[..<count]
    return count > 0
  }
}
