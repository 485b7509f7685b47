import Glibc
package import LogAudit

/// A program that this process has started.
package struct ChildProcess: Sendable {
  private let identifier: pid_t

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - arguments: its path and its arguments.
  ///   - output: the descriptor that becomes its standard output.
  ///   - errors: the descriptor that becomes its standard error; nil keeps this process's.
  package init(_ arguments: [String], output: Int32 = 1, errors: Int32? = nil) throws(LedgerError) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    if let errors { posix_spawn_file_actions_adddup2(&actions, errors, 2) }
    var words = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var child = pid_t()
    let status = posix_spawn(&child, arguments[0], &actions, nil, &words, environ)
    guard status == 0 else {
      throw LedgerError(
        .system(errno: status), "cannot start \(arguments[0]): \(String(cString: strerror(status)))")
    }
    identifier = child
  }

  /// Sends it a signal.
  package func send(_ signal: Int32) { kill(identifier, signal) }

  /// Whether it has ended.
  package var hasEnded: Bool {
    var info = siginfo_t()
    let status = waitid(P_PID, id_t(identifier), &info, WEXITED | WNOHANG | WNOWAIT)
    return status != 0 || info.si_signo == SIGCHLD
  }

  /// Waits for its end; returns its status as `waitpid` reports it.
  @discardableResult
  package func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0 && errno == EINTR {}
    return status
  }
}
