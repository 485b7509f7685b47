import EventLedger
package import EventModel
import Synchronization

/// The clock of a scenario: it stands at the time that the scenario sets, or advances by a step at each decision.
package final class ScenarioClock: LedgerClock {
  private struct Time {
    var now: Instant
    var step: Int64 = 0
    var limit: Instant
  }

  private let time: Mutex<Time>

  package init(_ now: Instant) { time = Mutex(Time(now: now, limit: now)) }

  package var now: Instant {
    time.withLock { time in
      time.now = min(time.now.advanced(byMicroseconds: time.step), time.limit)
      return time.now
    }
  }

  package var uptime: Int64 { time.withLock { $0.now.microseconds } }

  /// The clock stands still.
  func stand(at instant: Instant) { time.withLock { $0 = Time(now: instant, limit: instant) } }

  /// The clock advances by equal steps, one for each of this many decisions, within an hour from an instant.
  func spread(_ count: Int, from start: Instant) {
    let step = 3_590_000_000 / Int64(max(1, count) + 1)
    time.withLock { $0 = Time(now: start, step: step, limit: start.advanced(byMicroseconds: 3_599_000_000)) }
  }
}
