import EventLedger
import Glibc
import Testing

/// A file system in memory, mounted for one test.
enum SmallFileSystem {
  static let hint: Comment = "needs the right to mount a tmpfs: run as root to see a full disk"

  static let canMount: Bool = {
    guard geteuid() == 0, let directory = try? makeDirectory() else { return false }
    defer { rmdir(directory) }
    return run("mount", "-t", "tmpfs", "tmpfs", directory) && run("umount", "-l", directory)
  }()

  static func with<R>(bytes: Int, _ body: (String) async throws -> R) async throws -> R {
    let directory = try makeDirectory()
    try #require(run("mount", "-t", "tmpfs", "-o", "size=\(bytes)", "tmpfs", directory))
    defer {
      _ = run("umount", "-l", directory)
      rmdir(directory)
    }
    return try await body(directory)
  }

  /// Tried again where a program that is just being started still holds a file of this process.
  static func makeReadOnly(_ directory: String) -> Bool {
    (0..<100).contains { _ in run("mount", "-o", "remount,ro", directory) }
  }

  private static func run(_ arguments: String...) -> Bool {
    var process: pid_t = 0
    var words = arguments.map { strdup($0) }
    defer { words.forEach { free($0) } }
    words.append(nil)
    guard posix_spawnp(&process, arguments[0], nil, nil, words, environ) == 0 else { return false }
    var status: CInt = 0
    return waitpid(process, &status, 0) == process && status == 0
  }
}
