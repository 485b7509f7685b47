import EventLedger
import EventModel
public import ParticipationModel

extension ListAgreements: AnsweredQuery {
  /// A page of the view “agreements”.
  public func answer(from ledger: CityLedger) throws -> Page<AgreementItem> {
    try ledger.page(of: "agreements", AgreementListProjection.agreements, limit: limit, cursor: cursor)
  }
}

extension ShowAgreement: AnsweredQuery {
  /// A row of the view “agreements”.
  public func answer(from ledger: CityLedger) throws -> Sized<AgreementItem> {
    try ledger.row(of: "agreements", AgreementListProjection.agreements, agreement, unknown: .unknownAgreement)
  }
}
