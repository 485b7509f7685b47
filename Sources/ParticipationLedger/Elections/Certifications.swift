import EventLedger
import EventModel
import LogAudit
import ParticipationModel
import TransparencyLog

/// The certifications of an election, from the last one back: each names the one that it supersedes.
struct Certifications {
  private let store: EventStore
  private let newest: Position?

  init(_ store: EventStore, last: Position?) { (self.store, newest) = (store, last) }

  /// The last certification of which something is true.
  func last(where isWanted: (RecordedEvent) throws -> Bool) throws -> Position? {
    var next = newest
    while let position = next {
      let event = try store.event(at: position)
      if try isWanted(event) { return position }
      next = try ResultCertified(wire: event.act).supersedes
    }
    return nil
  }
}
