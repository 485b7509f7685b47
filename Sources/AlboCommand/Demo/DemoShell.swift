import CommandSupport
import EventLedger
@preconcurrency import Glibc

/// Shell lines as anybody would type them, run in one directory; each is shown before its output.
struct DemoShell {
  let directory: String

  /// `albo` in these lines is this program, and works on this ledger and its daemon.
  init(in directory: String, ledger: String, socket: String) {
    self.directory = directory
    setenv("PATH", "\(Program.folder):\(getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin")", 1)
    setenv("ALBO_LEDGER", ledger, 1)
    setenv("ALBO_SOCKET", socket, 1)
  }

  /// Runs lines under a title.
  ///
  /// - Throws: `ExitStatus.failed` if one of them fails.
  func run(_ title: String, _ lines: String...) throws {
    print("\n── \(title)")
    for line in lines {
      print("$ \(line)")
      fflush(stdout)
      let child = try ChildProcess(["/bin/sh", "-c", "cd '\(directory)' && \(line)"])
      guard child.wait() == 0 else { throw ExitStatus.failed }
    }
  }
}
