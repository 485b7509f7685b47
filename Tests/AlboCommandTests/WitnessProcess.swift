import EventLedger
import Glibc
import LocalFiles

/// `albo witness` in a process of its own.
struct WitnessProcess {
  let process: ChildProcess
  /// The line that it printed: `witness NAME VKEY URL`, as a policy has it.
  let line: String

  var url: String { line.split(separator: " ").last.map(String.init) ?? "" }
  var key: String { line.split(separator: " ").dropFirst(2).first.map(String.init) ?? "" }

  /// Starts a witness and waits until it listens.
  ///
  /// - Parameter fileLimit: the largest file that it can write, in units of 512 bytes, as if the disk were full then.
  static func start(
    _ directory: String, name: String, fileLimit: Int? = nil, logs: String...
  ) throws -> WitnessProcess {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Files.failure("make", "a pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    let options = ["--name", name, "--listen", "127.0.0.1:0", "--log-level", "critical"]
    let shell = fileLimit.map { ["/bin/sh", "-c", "trap '' XFSZ; ulimit -f \($0); exec \"$@\"", "sh"] } ?? []
    let command = [Products.directory + "/albo", "witness", directory] + options + logs.flatMap { ["--log", $0] }
    let process = try ChildProcess(shell + command, output: ends[1])
    close(ends[1])
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while read(ends[0], &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
    return WitnessProcess(process: process, line: String(decoding: line, as: UTF8.self))
  }

  /// Ends it; returns its exit status, 0 for a graceful end.
  @discardableResult
  func end(_ signal: Int32 = SIGTERM) -> Int32 {
    process.send(signal)
    return process.wait()
  }
}
