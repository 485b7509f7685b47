import EventModel
import TransparencyLog

/// What somebody owes, as deciders ask it. It lies in the stream of the act that made it a duty.
struct DutyRow: ConstraintValue, Described {
  /// Who owes it: an office, a person or an organisation.
  var bound = Actor(Blank())
  /// The event that made it a duty.
  var since = Position(0)
  /// The last day of the present period; nil if there is none.
  var dueBy: CivilDate?
  /// Months from one period to the next; 0: there is only one.
  var everyMonths: UInt32 = 0
  var status = DutyStatus.planned
  var percent: UInt32 = 0
  /// The last report.
  var reportedAt: Position?

  static func key(_ stream: StreamName, _ duty: ID<Duty>) -> ConstraintKey {
    ConstraintKey(stream, kind: 40, key: duty.description)
  }

  init(bound: Actor, since: Position, dueBy: CivilDate?, everyMonths: UInt32) {
    (self.bound, self.since, self.dueBy, self.everyMonths) = (bound, since, dueBy, everyMonths)
  }

  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "bound", &bound)
    try fields.position(2, "since", &since)
    try fields.named(3, "dueBy", &dueBy)
    try fields.number(4, "everyMonths", &everyMonths)
    try fields.choice(5, "status", &status)
    try fields.number(6, "percent", &percent)
    try fields.position(7, "reportedAt", &reportedAt)
  }
}
