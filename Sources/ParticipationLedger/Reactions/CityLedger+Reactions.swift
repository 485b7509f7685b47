public import EventLedger
import EventModel
import LogAudit
import ParticipationModel
import Synchronization
import TransparencyLog

extension CityLedger {
  /// Proposes what is due by the clock, such as the close of polls or the end of a term, and reacts to what was recorded.
  ///
  /// A daemon does this continuously; a program that records without one calls it after recording, and when it opens a
  /// ledger. It may be called at any time and repeatedly: nothing is recorded twice, and interrupted work is finished.
  /// - Returns: what was recorded, in order.
  /// - Throws: `LedgerError` if the ledger cannot be read or written.
  @discardableResult public func react() async throws -> [Recorded] {
    var recorded = try await proposeDue()
    var next = try reactionStart()
    while true {
      try await views.catchUp()
      let (causes, size) = try views.read(ReactionCausesProjection.definition.name) { snapshot in
        let key = ReactionCausesProjection.key(next)
        return (try snapshot.rows(ReactionCausesProjection.causes, cursor: key.bytes, limit: 256).rows, snapshot.size)
      }
      for cause in causes {
        recorded += try await react(to: store.event(at: cause.position))
        next = Position(cause.position.rawValue + 1)
      }
      // What was recorded meanwhile, by these reactions too, is on the next page.
      if causes.isEmpty { next = max(next, Position(size.rawValue)) }
      let reached = next
      reactedUpTo.withLock { $0 = reached }
      if causes.isEmpty { return recorded }
    }
  }

  private func react(to event: RecordedEvent) async throws -> [Recorded] {
    var recorded: [Recorded] = []
    var isLate = true
    // Midnight may pass between a proposal and its decision: then try once more, with the present time.
    for _ in 0..<2 where isLate {
      isLate = false
      for proposal in try Reaction.proposals(to: event, in: store, now: clock.now) {
        do {
          if let answer = try await propose(proposal) { recorded.append(answer) }
        } catch let rejection as Rejection {
          // What a rule refuses, for instance because somebody was faster, is not recorded.
          isLate = isLate || rejection.code == .retroactive
        } catch is InvalidAct {
          // An act that no message can carry, for instance with an end after the last possible instant, is not recorded
          // either.
        }
      }
    }
    return recorded
  }

  /// The first event that is not known to be reacted to.
  private func reactionStart() throws -> Position {
    if let next = reactedUpTo.withLock({ $0 }) { return next }
    return try store.reactionCursor() ?? 0
  }

  /// - Returns: nil for what was recorded before.
  func propose(_ proposal: Proposal) async throws -> Recorded? {
    do {
      let answer = try await record(proposal, by: Submitter(recorder: "albo", kind: .system))
      return answer.isRepeated ? nil : answer
    } catch let error as LedgerError where error.code == .commandMismatch {
      // Recorded before, at another moment: the same reaction to the same event.
      return nil
    }
  }
}
