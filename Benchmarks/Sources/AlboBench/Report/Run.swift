import CPeers
import Glibc

/// What a timed run cost.
struct Run: Codable {
  /// Events written, read or verified.
  var count: Int
  /// Wall time.
  var seconds: Double
  /// User and system time of the whole process; nil if it cannot be told apart.
  var cpuSeconds: Double?

  /// User and system µs an event.
  var cpuMicroseconds: Double? { cpuSeconds.map { $0 * 1e6 / Double(count) } }

  /// Events a second.
  var rate: Double { Double(count) / seconds }

  /// Times what `body` does.
  static func timing(_ count: Int, _ body: () async throws -> Void) async rethrows -> Run {
    let start = Start()
    try await body()
    return start.elapsed(count)
  }

  /// The run without CPU time that was spent on something else.
  func without(cpuSeconds other: Double) -> Run {
    Run(count: count, seconds: seconds, cpuSeconds: cpuSeconds.map { max(0, $0 - other) })
  }

  /// Wall seconds of a million.
  var secondsAMillion: Double { seconds * 1e6 / Double(count) }

  /// Wall µs of one.
  var microseconds: Double { seconds * 1e6 / Double(count) }

  /// What a C program did, or throws why it failed.
  static func peer(_ body: (inout peer_run) -> CInt) throws -> Run {
    var run = peer_run()
    try PeerError.check(body(&run))
    return Run(count: Int(run.count), seconds: run.seconds, cpuSeconds: run.cpu_seconds)
  }
}

extension Run {
  /// CPU seconds of the present thread.
  static func threadTime() -> Double { seconds(of: CLOCK_THREAD_CPUTIME_ID) }

  private static func seconds(of clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// When a run began.
  struct Start {
    private let wall = clock()
    private let cpu = processTime()

    /// What has passed since.
    func elapsed(_ count: Int) -> Run {
      Run(count: count, seconds: Self.clock() - wall, cpuSeconds: Self.processTime() - cpu)
    }

    /// Seconds of a monotonic clock.
    private static func clock() -> Double { Run.seconds(of: CLOCK_MONOTONIC) }

    private static func processTime() -> Double {
      var usage = rusage()
      getrusage(RUSAGE_SELF.rawValue, &usage)
      return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6
    }
  }
}

/// A C program failed.
struct PeerError: Error, CustomStringConvertible {
  let code: CInt

  static func check(_ code: CInt) throws {
    if code != 0 { throw PeerError(code: code) }
  }

  var description: String { "the C program failed: \(String(cString: peer_message(code)))" }
}
