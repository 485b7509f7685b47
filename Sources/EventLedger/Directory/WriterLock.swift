import Glibc
import LocalFiles
import LogAudit

extension FileLock {
  /// Takes the lock of the one writing process, or says who has it.
  static func writer(of directory: LedgerDirectory, program: String, socket: String?) throws -> FileLock {
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
