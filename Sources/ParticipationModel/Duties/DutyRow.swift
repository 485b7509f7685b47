import EventModel
import TransparencyLog

/// What somebody owes, as deciders ask it. It lies in the stream of the act that made it a duty.
struct DutyRow: ConstraintValue, Described {
  /// Who owes it: an office, a person or an organisation.
  var bound = Actor(Blank())
  /// The event that made it a duty.
  var since = Position(0)
  var progress = DutyProgress(firstDueBy: nil, everyMonths: 0)
  /// The last report.
  var reportedAt: Position?

  static func key(_ stream: StreamName, _ duty: ID<Duty>) -> ConstraintKey {
    ConstraintKey(stream, kind: 40, key: duty.description)
  }

  init(bound: Actor, since: Position, dueBy: CivilDate?, everyMonths: UInt32) {
    (self.bound, self.since) = (bound, since)
    progress = DutyProgress(firstDueBy: dueBy, everyMonths: everyMonths)
  }

  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "bound", &bound)
    try fields.position(2, "since", &since)
    try fields.named(3, "firstDueBy", &progress.firstDueBy)
    try fields.number(4, "everyMonths", &progress.everyMonths)
    try fields.number(5, "periodsDone", &progress.periodsDone)
    try fields.choice(6, "status", &progress.status)
    try fields.number(7, "percent", &progress.percent)
    try fields.position(8, "reportedAt", &reportedAt)
  }
}
