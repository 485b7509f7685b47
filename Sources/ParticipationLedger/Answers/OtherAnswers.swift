import EventLedger
import EventModel
public import ParticipationModel

extension ListProposals: AnsweredQuery {
  /// A page of the view “proposals”.
  public func answer(from ledger: CityLedger) throws -> Page<ProposalView> {
    try Lists.page(ledger, "proposals", ProposalListView.proposals, limit: limit, cursor: cursor) { $0 }
  }
}

extension ShowProposal: AnsweredQuery {
  /// A row of the view “proposals”.
  public func answer(from ledger: CityLedger) throws -> Sized<ProposalView> {
    try Lists.row(ledger, "proposals", ProposalListView.proposals, proposal, unknown: .unknownProposal)
  }
}

extension ListAgreements: AnsweredQuery {
  /// A page of the view “agreements”.
  public func answer(from ledger: CityLedger) throws -> Page<AgreementView> {
    try Lists.page(ledger, "agreements", AgreementListView.agreements, limit: limit, cursor: cursor) { $0 }
  }
}

extension ShowAgreement: AnsweredQuery {
  /// A row of the view “agreements”.
  public func answer(from ledger: CityLedger) throws -> Sized<AgreementView> {
    try Lists.row(ledger, "agreements", AgreementListView.agreements, agreement, unknown: .unknownAgreement)
  }
}

extension ListVolunteers: AnsweredQuery {
  /// A page of the view “volunteers”.
  public func answer(from ledger: CityLedger) throws -> Page<VolunteerView> {
    try Lists.page(ledger, "volunteers", VolunteerHoursView.volunteers, limit: limit, cursor: cursor) { $0 }
  }
}

extension ShowVolunteer: AnsweredQuery {
  /// A row of the view “volunteers”.
  public func answer(from ledger: CityLedger) throws -> Sized<VolunteerView> {
    try Lists.row(ledger, "volunteers", VolunteerHoursView.volunteers, volunteer, unknown: .unknownVolunteer)
  }
}

extension ListHours: AnsweredQuery {
  /// A page of the entries in the view “volunteers”.
  public func answer(from ledger: CityLedger) throws -> Page<HoursView> {
    try Lists.page(
      ledger, "volunteers", VolunteerHoursView.entries, prefix: ViewKey(volunteer.description), limit: limit,
      cursor: cursor
    ) { $0 }
  }
}
