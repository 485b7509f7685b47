import Foundation
import Glibc

/// What a disk does, and what is on it.
enum Disk {
  /// Median µs of a write of 4 KiB and its fdatasync, over fifty, in a directory.
  static func durableWriteMicroseconds(in directory: String) throws -> Double {
    let path = directory + "/sync"
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw BenchmarkError("no file can be created in \(directory)") }
    defer {
      close(file)
      unlink(path)
    }
    let page = [UInt8](repeating: 7, count: 4096)
    let times = try (0..<50).map { place in
      let start = Run.Start()
      guard pwrite(file, page, page.count, place * page.count) == page.count, fdatasync(file) == 0 else {
        throw BenchmarkError("\(path) cannot be written: \(String(cString: strerror(errno)))")
      }
      return start.elapsed(1).seconds * 1e6
    }
    return Figures(times).median
  }

  /// Bytes that the log of a ledger, or of a C program, has on disk.
  static func bytes(of log: String) -> Int {
    var status = stat()
    return stat(log + "/data.mdb", &status) == 0 ? Int(status.st_blocks) * 512 : 0
  }

  /// Removes what a directory holds.
  static func empty(_ directory: String) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: directory) {
      try FileManager.default.removeItem(atPath: "\(directory)/\(name)")
    }
  }
}
