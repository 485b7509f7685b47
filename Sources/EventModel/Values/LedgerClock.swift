import Glibc

/// The time as a ledger reads it: once for each command, at its decision. Tests can stop it.
public protocol LedgerClock: Sendable {
  /// The civil time.
  var now: Instant { get }
  /// µs of a monotonic clock, from an arbitrary start: jumps of `now` are measured against it.
  var uptime: Int64 { get }
}

/// The machine's clock: CLOCK_REALTIME, and CLOCK_BOOTTIME beside it.
public struct SystemClock: LedgerClock {
  /// The machine's clock.
  public init() {}

  /// CLOCK_REALTIME.
  public var now: Instant { Instant(microseconds: Self.read(CLOCK_REALTIME)) }

  /// CLOCK_BOOTTIME, which also counts the time asleep.
  public var uptime: Int64 { Self.read(CLOCK_BOOTTIME) }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }
}
