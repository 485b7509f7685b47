import EventLedger
import EventModel
public import ParticipationModel

extension ListAgreements: AnsweredQuery {
  /// A page of the view “agreements”.
  public func answer(from ledger: CityLedger) throws -> Page<AgreementItem> {
    guard let on else {
      return try ledger.page(
        of: "agreements", AgreementListProjection.agreements, at: at, limit: limit, cursor: cursor)
    }
    // One size for the rows and for what is read of the log beside them.
    let size = try at ?? ledger.views.read("agreements") { $0.size }
    return try ledger.page(
      of: "agreements", AgreementListProjection.agreements, at: size, limit: limit, cursor: cursor
    ) { row in
      try AgreementVersions(of: row, at: size, ledger.store).inForce(on: on)
    }
  }
}

extension ShowAgreement: AnsweredQuery {
  /// A row of the view “agreements”, or the version in force on the day.
  ///
  /// - Throws: `Rejection` `UnknownAgreement`, and `NotInForce` if no version was in force on the day.
  public func answer(from ledger: CityLedger) throws -> Sized<AgreementItem> {
    let found = try ledger.row(
      of: "agreements", AgreementListProjection.agreements, agreement, at: at, unknown: .unknownAgreement)
    guard let on else { return found }
    guard let item = try AgreementVersions(of: found.item, at: found.size, ledger.store).inForce(on: on) else {
      throw Rejection(
        .notInForce, "no version of “\(agreement)” was in force on \(on)",
        positions: [found.item.effectiveAt ?? found.item.openedAt])
    }
    return Sized(size: found.size, item: item)
  }
}
