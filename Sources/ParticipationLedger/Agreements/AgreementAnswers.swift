import EventLedger
import EventModel
public import ParticipationModel
import TransparencyLog

extension ListAgreements: AnsweredQuery {
  /// A page of the view “agreements”.
  public func answer(from ledger: CityLedger) throws -> Page<AgreementItem> {
    try ledger.page(
      of: "agreements", AgreementListProjection.agreements, at: at, limit: limit, cursor: cursor
    ) { row, snapshot in
      try on.map { try row.inForce(on: $0, snapshot) } ?? row
    }
  }
}

extension ShowAgreement: AnsweredQuery {
  /// A row of the view “agreements”, or the version in force on the day.
  ///
  /// - Throws: `Rejection` `UnknownAgreement`, and `NotInForce` if no version was in force on the day.
  public func answer(from ledger: CityLedger) throws -> Sized<AgreementItem> {
    try ledger.row(
      of: "agreements", AgreementListProjection.agreements, agreement, at: at, unknown: .unknownAgreement
    ) { row, snapshot in
      guard let on else { return row }
      guard let item = try row.inForce(on: on, snapshot) else {
        throw Rejection(
          .notInForce, "no version of “\(agreement)” was in force on \(on)",
          positions: [row.effectiveAt ?? row.openedAt])
      }
      return item
    }
  }
}

extension AgreementItem {
  /// The version in force on a day: from the day on which its last needed signature was given, or the first day of its
  /// term if that is later, through the last day of its term, and until the next version begins.
  fileprivate func inForce(on day: CivilDate, _ snapshot: ViewSnapshot) throws -> AgreementItem? {
    let earlier = try snapshot.row(AgreementListProjection.versions, ViewKey(agreement.description))?.versions ?? []
    let all = status == .inForce ? earlier + [self] : earlier
    guard let version = all.last(where: { CivilDate($0.inForceFrom).map { $0 <= day } ?? false }) else { return nil }
    return CivilDate(version.termTo).map { day <= $0 } ?? true ? version.signed(by: day) : nil
  }
}
