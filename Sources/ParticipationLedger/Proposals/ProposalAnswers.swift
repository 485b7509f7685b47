import EventLedger
import EventModel
public import ParticipationModel
import TransparencyLog

extension ListProposals: AnsweredQuery {
  /// A page of the view “proposals”.
  public func answer(from ledger: CityLedger) throws -> Page<ProposalItem> {
    try ledger.page(
      of: "proposals", ProposalListProjection.proposals, at: at, limit: limit, cursor: cursor
    ) { row, snapshot in
      guard let on else { return row }
      if let answer = row.answer, answer.on < on { return nil }
      return try row.standing(on: on, snapshot)
    }
  }
}

extension ShowProposal: AnsweredQuery {
  /// A row of the view “proposals”.
  public func answer(from ledger: CityLedger) throws -> Sized<ProposalItem> {
    try ledger.row(of: "proposals", ProposalListProjection.proposals, proposal, at: at, unknown: .unknownProposal)
  }
}

extension ProposalItem {
  /// The proposal as it stood at the end of a day; nil if it was published later.
  fileprivate func standing(on day: CivilDate, _ snapshot: ViewSnapshot) throws -> ProposalItem? {
    let key = ViewKey(proposal.description)
    let earlier = try snapshot.row(ProposalListProjection.versions, key)?.versions ?? []
    guard var item = (earlier + [self]).last(where: { $0.publishedOn <= day }) else { return nil }
    item.answer = answer.flatMap { $0.on <= day ? $0 : nil }
    item.status = item.answer == nil ? .published : .answered
    try item.countSupports(through: day, snapshot)
    return item
  }

  /// Counts the supports that were given by the end of a day.
  private mutating func countSupports(through day: CivilDate, _ snapshot: ViewSnapshot) throws {
    (supports, transcribedSupports) = (0, 0)
    for index in supportsByVersion.indices { supportsByVersion[index].supports = 0 }
    var cursor: [UInt8]?
    repeat {
      let page = try snapshot.rows(
        ProposalListProjection.supports, prefix: ViewKey(proposal.description), cursor: cursor, limit: 1000)
      for row in page.rows where row.on <= day {
        if let index = supportsByVersion.firstIndex(where: { $0.version == row.version }) {
          supportsByVersion[index].supports += row.supports
        }
        guard (supportsFrom...version).contains(row.version) else { continue }
        supports += row.supports
        transcribedSupports += row.transcribed
      }
      cursor = page.next
    } while cursor != nil
  }
}
