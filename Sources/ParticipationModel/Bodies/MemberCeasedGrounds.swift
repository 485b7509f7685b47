import EventModel
import TransparencyLog

extension MemberCeased {
  /// The time on the seat that is ended: the one that holds at that instant, or else one that has not begun; for the
  /// end of a term, the one that was to last until then.
  func tenure(in ledger: BodyLookup) throws(Rejection) -> Tenure {
    let history = ledger.history(of: seat).tenures
    if let index = SeatTime.ended(by: reason, at: effectiveAt, among: history.map(\.time)) { return history[index] }
    let open = history.last { $0.cessation.map { effectiveAt < $0.effectiveAt } ?? true }
    guard reason == .termEnded, let open else { throw notSeated(history.last) }
    throw Rejection(
      .termNotEnded, "\(open.person) is in office \(open.to.map { "until \($0)" } ?? "without a known end")",
      positions: [open.seatedAt])
  }

  private func notSeated(_ last: Tenure?) -> Rejection {
    Rejection(
      .notSeated, "at \(effectiveAt), the seat “\(seat)” is vacant, or its holder is already recorded as leaving",
      positions: last.map { [$0.seatedAt] + ($0.cessation.map { [$0.ceasedAt] } ?? []) } ?? [])
  }

  /// The meetings missed, if they are enough and the member was notified in time.
  func missedInARow(_ tenure: Tenure, _ rules: BodyRules, now: Instant) throws(Rejection) -> [Position] {
    let missed = tenure.missedInARow
    let needed = Int(rules.absences)
    guard needed > 0, missed.count >= needed else {
      throw notProven(
        needed == 0
          ? "the rules of the body provide for no forfeiture for absences"
          : "\(tenure.person) has missed \(missed.count) sessions in a row; \(needed) are needed", tenure)
    }
    guard noticeHash != nil, let noticeSentAt, noticeSentAt >= missed[needed - 1].openedAt else {
      throw notProven("no notice was sent to \(tenure.person) after \(needed) missed sessions", tenure)
    }
    let notice = Int64(rules.noticeDays) * 86_400_000_000
    guard noticeSentAt.advanced(byMicroseconds: notice) <= now, noticeSentAt <= now else {
      throw notProven("the notice was sent at \(noticeSentAt), less than \(rules.noticeDays) days ago", tenure)
    }
    return missed.map(\.heldAt)
  }

  private func notProven(_ message: String, _ tenure: Tenure) -> Rejection {
    Rejection(
      .absencesNotProven, message,
      rule: "a member forfeits the seat after missing as many sessions in a row without excuse as the body's rules "
        + "say, if a notice was sent in time",
      positions: [tenure.seatedAt] + tenure.missedInARow.map(\.heldAt))
  }

  /// A designated member ceases with the mandate: when it is revoked or over, or its organisation is struck off.
  func checkMandateEnded(_ tenure: Tenure, _ rows: any ConstraintReader) throws(Rejection) {
    guard let organisation = tenure.organisation, let mandate = tenure.mandate else {
      throw notEnded("\(tenure.person) does not sit under a mandate", [tenure.seatedAt])
    }
    guard let id = organisation.organisation, let granted = rows.row(MandateRow.key(id, mandate), as: MandateRow.self)
    else { return }
    let register = rows.row(OrganisationRow.key(id), as: OrganisationRow.self)
    let isStruckOff = register?.keepsCode(civil: LedgerRules.current(rows).local(effectiveAt)) == false
    if isStruckOff || granted.end.map({ $0 <= effectiveAt }) ?? false { return }
    // A suspension ends nothing: its mandates hold again afterwards.
    throw notEnded("the mandate “\(mandate)” of \(organisation) has not ended by \(effectiveAt)", [granted.grantedAt])
  }

  private func notEnded(_ message: String, _ positions: [Position]) -> Rejection {
    Rejection(
      .mandateNotEnded, message,
      positions: positions)
  }
}
