package import EventModel

/// How far a duty has come: the one step that deciders and views take at each report.
package struct DutyProgress: Hashable, Sendable {
  /// The last day of the first period; nil if there is none.
  package var firstDueBy: CivilDate?
  /// Months from one period to the next; 0: there is only one.
  package var everyMonths: UInt32 = 0
  /// How many periods are done.
  package var periodsDone: UInt32 = 0
  /// What the last report said; `planned` before the first one, and in a new period.
  package var status = DutyStatus.planned
  /// How much is done, 0 to 100.
  package var percent: UInt32 = 0

  package init(firstDueBy: CivilDate?, everyMonths: UInt32) {
    (self.firstDueBy, self.everyMonths) = (firstDueBy, everyMonths)
  }

  /// The last day of the present period. It is counted from the first one, so that what is due on the 31st stays due at
  /// the end of each month.
  package var dueBy: CivilDate? { firstDueBy?.adding(months: everyMonths * periodsDone) }

  /// Takes a report; a period that is done makes room for the next.
  package mutating func take(_ status: DutyStatus, percent: UInt32) {
    (self.status, self.percent) = (status, percent)
    guard status == .done, everyMonths > 0 else { return }
    (self.status, self.percent, periodsDone) = (.planned, 0, periodsDone + 1)
  }
}
