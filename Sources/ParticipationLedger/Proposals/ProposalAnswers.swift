import EventLedger
import EventModel
public import ParticipationModel

extension ListProposals: AnsweredQuery {
  /// A page of the view “proposals”.
  public func answer(from ledger: CityLedger) throws -> Page<ProposalItem> {
    let days = ActDays(ledger.store)
    return try ledger.page(of: "proposals", ProposalListProjection.proposals, at: at, limit: limit, cursor: cursor) {
      try isPending($0, days) ? $0 : nil
    }
  }

  /// Whether a proposal was published by the day and not answered before it; true if no day is asked.
  private func isPending(_ row: ProposalItem, _ days: ActDays) throws -> Bool {
    guard let on else { return true }
    if let answer = row.answer, try days.day(of: answer.position) < on.dayNumber { return false }
    // The row knows the last version only.
    return try days.isDone(row.publishedAt, by: on)
      || days.isBegun(ProposalPublished.stream(of: row.proposal), by: on)
  }
}

extension ShowProposal: AnsweredQuery {
  /// A row of the view “proposals”.
  public func answer(from ledger: CityLedger) throws -> Sized<ProposalItem> {
    try ledger.row(of: "proposals", ProposalListProjection.proposals, proposal, at: at, unknown: .unknownProposal)
  }
}
