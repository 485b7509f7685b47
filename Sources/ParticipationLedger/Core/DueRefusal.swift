import EventModel
import ParticipationModel
import Synchronization
import TransparencyLog

extension CityLedger {
  /// What became due and is refused, in the order of its time; nil if there is none.
  var refusedDue: [DueStatus]? {
    let items = dueRefusals.withLock { refusals in
      refusals.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value.item)
    }
    return items.isEmpty ? nil : items
  }
}

/// Something due whose proposal a rule refuses.
struct DueRefusal: Sendable {
  let due: DueRow
  let since: Instant
  private(set) var refusal: Rejection?
  /// Not before this time since the machine started, in µs.
  private(set) var nextAttempt: Int64 = 0
  private var attempts = 0

  init(_ due: DueRow, since: Instant) { (self.due, self.since) = (due, since) }

  /// Notes a refusal: the next attempt is made after a second, two, four, and so on up to an hour.
  mutating func add(_ refusal: Rejection, at uptime: Int64) {
    self.refusal = refusal
    nextAttempt = uptime + min(3600, 1 << min(attempts, 12)) * 1_000_000
    attempts += 1
  }

  /// How `ledger.status` names it.
  var item: DueStatus {
    DueStatus(
      what: due.what.rawValue, stream: due.stream.description, since: since, cause: due.cause,
      rejection: refusal?.code.description ?? "", message: refusal?.message ?? "")
  }
}
