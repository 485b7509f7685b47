import EventLedger
import EventModel
import ParticipationModel
import Synchronization
import TransparencyLog

extension CityLedger {
  /// Proposes what is due by now, in the order in which it became due.
  ///
  /// What a rule refuses is proposed again later, at longer and longer intervals, and named by `ledger.status`; it delays
  /// nothing else.
  func proposeDue() async throws -> [Recorded] {
    var recorded: [Recorded] = []
    var start: [UInt8] = []
    var seen: Set<[UInt8]> = []
    let now = clock.now
    while true {
      let page = try store.constraints(
        in: DueRow.stream, kind: DueRow.kind, as: DueRow.self, upTo: DueRow.bytes(of: now), from: start, limit: 256)
      for (key, due) in page {
        seen.insert(key)
        guard dueRefusals.withLock({ $0[key]?.nextAttempt ?? 0 }) <= clock.uptime else { continue }
        do {
          if let answer = try await propose(due.proposal(at: DueRow.instant(in: key))) { recorded.append(answer) }
          dueRefusals.withLock { $0[key] = nil }
        } catch let refusal as Rejection {
          let uptime = clock.uptime
          dueRefusals.withLock {
            $0[key, default: DueRefusal(due, since: DueRow.instant(in: key))].add(refusal, at: uptime)
          }
        }
      }
      guard page.count == 256, let last = page.last else { break }
      start = last.key + [0]
    }
    // What was settled otherwise is no longer refused.
    dueRefusals.withLock { refusals in refusals = refusals.filter { seen.contains($0.key) } }
    return recorded
  }
}

extension DueRow {
  /// What the clock proposes.
  fileprivate func proposal(at instant: Instant) -> Proposal {
    var proposal = Proposal(id: Reaction.id(cause, "due/\(what.rawValue)"), act: act(at: instant), actor: .clock)
    proposal.cause = cause
    return proposal
  }

  private func act(at instant: Instant) -> any Act {
    let (body, seat) = (body ?? ID(Blank()), seat ?? ID(Blank()))
    return switch what {
    case .votingCloses: VotingClosed(election: election ?? ID(Blank()))
    case .termEnds: MemberCeased(body: body, seat: seat, reason: .termEnded, effectiveAt: instant)
    case .mandateEnds: MemberCeased(body: body, seat: seat, reason: .mandateEnded, effectiveAt: instant)
    case .offerLapses: SeatDeclined(body: body, seat: seat, person: person ?? Actor(Blank()))
    }
  }
}
