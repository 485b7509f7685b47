import EventLedger
import EventModel
import LogAudit
import Synchronization
import TransparencyLog

/// Where the entries that everybody may read end: before the first ballot of an election whose polls are not closed.
///
/// It follows the log, not the read models, which may lag behind it: each election's stream is read once up to its
/// first ballot; of a closed election it keeps only that it is closed.
final class WithheldEntries: Sendable {
  private let store: EventStore
  private let progress = Mutex<[StreamName: Progress]>([:])

  private struct Progress {
    /// The version from which the stream was not looked at.
    var next: UInt64 = 1
    var firstBallot: Position?
    /// Polls that are closed stay so.
    var isOver = false
  }

  init(_ store: EventStore) { self.store = store }

  /// The first position whose entry is withheld now; nil if none is.
  func first() throws -> Position? {
    let streams = try store.streams(of: "election")
    return try progress.withLock { known in
      var first: Position?
      for stream in streams {
        var election = known[stream] ?? Progress()
        try follow(stream, &election)
        known[stream] = election
        guard !election.isOver, let ballot = election.firstBallot else { continue }
        first = min(first ?? ballot, ballot)
      }
      return first
    }
  }

  private func follow(_ stream: StreamName, _ election: inout Progress) throws {
    guard !election.isOver else { return }
    guard try Withholding.isOpen(stream, store) else {
      election.isOver = true
      return
    }
    var next: UInt64? = election.next
    while election.firstBallot == nil, let from = next {
      let page = try store.read(stream: stream, from: from, limit: 100)
      election.firstBallot = page.events.first { Withholding.types.contains($0.envelope.type) }?.position
      election.next = (page.events.last?.envelope.version).map { $0 + 1 } ?? from
      next = page.next
    }
  }
}
