import EventLedger
import EventModel
public import ParticipationModel

extension ListProposals: AnsweredQuery {
  /// A page of the view “proposals”.
  public func answer(from ledger: CityLedger) throws -> Page<ProposalItem> {
    try ledger.page(of: "proposals", ProposalListProjection.proposals, limit: limit, cursor: cursor)
  }
}

extension ShowProposal: AnsweredQuery {
  /// A row of the view “proposals”.
  public func answer(from ledger: CityLedger) throws -> Sized<ProposalItem> {
    try ledger.row(of: "proposals", ProposalListProjection.proposals, proposal, unknown: .unknownProposal)
  }
}
