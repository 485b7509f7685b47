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

  /// Lends the same files at another place, where nothing can be written: unlike a file system that is mounted anew, a
  /// second mount does not mind who has files of the first one open.
  static func withReadOnlyView<R>(of directory: String, _ body: (String) async throws -> R) async throws -> R {
    let view = try makeDirectory()
    try #require(run("mount", "--bind", directory, view))
    defer {
      _ = run("umount", "-l", view)
      rmdir(view)
    }
    try #require(run("mount", "-o", "remount,bind,ro", view))
    return try await body(view)
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
