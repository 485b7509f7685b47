import EventModel
import LogAudit

/// Keeps a wrong clock out of the log: one event stamped 2038 would shut every window for good.
struct ClockGuard {
  private let clock: any LedgerClock
  /// The last instant that was recorded or read, below which the ledger never goes.
  private var last: Instant
  private var anchor: (now: Instant, uptime: Int64)

  static let backward: Int64 = 1_000_000
  static let forward: Int64 = 60_000_000
  static let atOpening: Int64 = 400 * 86_400_000_000

  /// - Throws: `ClockJumped` if the clock is over 400 days after the last record, and not accepted.
  init(_ clock: any LedgerClock, last: Instant, acceptsJump: Bool) throws(LedgerError) {
    (self.clock, self.last) = (clock, last)
    anchor = (clock.now, clock.uptime)
    let jump = anchor.now.microseconds - last.microseconds
    guard acceptsJump || jump <= Self.atOpening else {
      throw LedgerError(
        .clockJumped,
        "the clock says \(anchor.now), over 400 days after the last record at \(last): set it right, or accept it when opening the ledger"
      )
    }
  }

  /// The time of a decision, raised to the last record by up to a second.
  mutating func read() throws(LedgerError) -> Instant {
    let (now, uptime) = (clock.now, clock.uptime)
    let drift = (now.microseconds - anchor.now.microseconds) - (uptime - anchor.uptime)
    guard drift <= Self.forward else {
      throw LedgerError(
        .clockJumped,
        "the clock jumped forward by \(drift / 1_000_000) s, to \(now): nothing is recorded until it is right")
    }
    guard now < last else {
      last = now
      return now
    }
    guard last.microseconds - now.microseconds <= Self.backward else {
      throw LedgerError(
        .clockBehind,
        "the clock says \(now), but the last record is of \(last): nothing is recorded until the clock is right")
    }
    return last
  }

  /// Goes on after a record that a lost commit left on disk.
  mutating func raise(to recorded: Instant) { last = max(last, recorded) }
}
