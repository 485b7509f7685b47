public import EventModel
import Glibc
import LocalFiles
public import LogAudit
import TransparencyLog

/// Verifies a ledger in a child process, so that a damaged file that crashes its reader is a finding.
public enum ChildVerifier {
  /// The longest silence of the child before it counts as stuck, in ms.
  private static let patience: Int32 = 600_000

  /// Runs a program that writes what `runAsChild` writes, and reads it.
  ///
  /// - Parameters:
  ///   - arguments: the program and its arguments, given an empty directory for what is derived.
  ///   - progress: called with what the child says.
  /// - Returns: the child's report; if it died or fell silent, a report that says so as structural damage.
  /// - Throws: `LedgerError` if the child cannot be started, or could not do its work.
  public static func verify(
    arguments: (_ scratch: String) -> [String], progress: (VerificationProgress) -> Void = { _ in }
  ) throws -> VerificationReport {
    let scratch = try Files.makeTemporaryDirectory()
    defer { try? Files.removeTree(scratch) }
    let arguments = arguments(scratch)
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Files.failure("make a pipe for", arguments[0]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let child = try ChildProcess(arguments, output: ends[1])
    Glibc.close(ends[1])
    defer { Glibc.close(ends[0]) }
    let (last, isSilent) = read(ends[0], progress)
    if isSilent { child.send(SIGKILL) }
    let status = child.wait()
    if let failure = last?.failure { throw LedgerError(.system(errno: 0), failure) }
    return last?.report ?? failure(status, isSilent: isSilent)
  }

  /// Verifies in this process and writes progress and report as JSON lines to a descriptor.
  public static func runAsChild(_ path: String, registry: ActRegistry, scratch: String, output: Int32 = 1) {
    do {
      let report = try LogVerifier.verify(path, registry: registry, scratch: scratch) {
        write(Line(progress: $0), output)
      }
      write(Line(report: report), output)
    } catch {
      write(Line(failure: "the ledger could not be verified: \(error)"), output)
    }
  }

  private struct Line: Codable {
    var progress: VerificationProgress?
    var report: VerificationReport?
    var failure: String?
  }

  private static func write(_ line: Line, _ descriptor: Int32) {
    guard let text = try? JSONText.encode(line) else { return }
    let bytes = text + [UInt8(ascii: "\n")]
    _ = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }

  private static func read(
    _ descriptor: Int32, _ progress: (VerificationProgress) -> Void
  ) -> (Line?, isSilent: Bool) {
    var buffer: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    var last: Line?
    while true {
      var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = Glibc.poll(&poll, 1, patience)
      if ready < 0 && errno == EINTR { continue }
      guard ready > 0 else { return (last, true) }
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      guard count > 0 else { return (last, false) }
      buffer += chunk[..<count]
      while let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        let line = try? JSONText.decode(Line.self, from: Array(buffer[..<end]))
        buffer.removeSubrange(...end)
        if let step = line?.progress { progress(step) }
        last = line ?? last
      }
    }
  }

  private static func failure(_ status: Int32, isSilent: Bool) -> VerificationReport {
    let signal = status & 0x7F
    let how =
      isSilent ? "did not end" : signal != 0 ? "was ended by signal \(signal)" : "ended with status \(status >> 8)"
    return VerificationReport(
      size: .zero, root: "", checkpoints: 0, uncheckedTypes: [], treeMicroseconds: 0, signatureMicroseconds: 0,
      indexMicroseconds: 0,
      damage: "structural damage: the process that read the log \(how); the file log/data.mdb cannot be trusted")
  }
}
