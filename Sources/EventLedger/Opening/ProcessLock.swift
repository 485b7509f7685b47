import Glibc

/// A lock that one process holds, by `flock` on a file that says who. Released when it is let go or the process ends.
final class ProcessLock: Sendable {
  private let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  /// Takes the lock at once, or returns nil where another process holds it.
  static func take(_ path: String, note: String) throws(LedgerError) -> ProcessLock? {
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Files.failure("open", path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      Glibc.close(descriptor)
      guard code == EWOULDBLOCK else { throw LedgerError(.system(errno: code), "cannot lock \(path)") }
      return nil
    }
    var bytes = Array(note.utf8)
    _ = ftruncate(descriptor, 0)
    _ = pwrite(descriptor, &bytes, bytes.count, 0)
    return ProcessLock(descriptor: descriptor)
  }

  deinit {
    // Closing alone would leave it locked while a program that is being started still has the descriptor.
    flock(descriptor, LOCK_UN)
    Glibc.close(descriptor)
  }
}

extension ProcessLock {
  /// Takes the lock of the one writing process, or says who has it.
  static func writer(of directory: LedgerDirectory, program: String, socket: String?) throws(LedgerError) -> ProcessLock
  {
    let note = "\(getpid())\n\(program)\n\(socket ?? "")\n"
    if let lock = try take(directory.writerLock, note: note) { return lock }
    let lines = (try? Files.read(directory.writerLock)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let parts = lines.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let process = parts.first.flatMap { Int32($0) }
    let holder = parts.count > 1 && !parts[1].isEmpty ? parts[1] : nil
    let socket = parts.count > 2 && !parts[2].isEmpty ? parts[2] : nil
    let who = "\(holder ?? "another program") (process \(process.map(String.init) ?? "unknown"))"
    let way = socket.map { "; ask it through its socket \($0)" } ?? ""
    throw LedgerError(
      .ledgerBusy(process: process, program: holder, socket: socket),
      "\(who) is writing to this ledger\(way)")
  }
}
