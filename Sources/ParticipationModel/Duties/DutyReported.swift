public import EventModel
import TransparencyLog

/// Whoever owes something reports on it: what an answer promised, later what an agreement commits its parties to.
///
/// Whether it is late is computed by the day; nobody has to say so.
public struct DutyReported: CityAct {
  /// The stream of the act that made it a duty, for instance `proposal/bike-lane`.
  public var owner = StreamName(unchecked: "")
  /// The duty's id within that stream.
  public var duty = ID<Duty>()
  /// How far it has come.
  public var status = DutyStatus.started
  /// How much of it is done, 0 to 100.
  public var percent: UInt32 = 0
  /// The due day of the period that is reported on, for a duty that returns; nil for any other.
  public var period: CivilDate?
  /// What was spent, in cents; 0: not stated.
  public var cents: Int64 = 0
  /// SHA-256 of the report, 32 bytes.
  public var reportHash: [UInt8]?
  /// Why, at most 300 bytes, without personal content; needed if it goes back or is abandoned.
  public var reason = ""

  /// A report.
  public init(
    stream owner: StreamName, duty: ID<Duty>, status: DutyStatus, percent: UInt32 = 0, period: CivilDate? = nil,
    cents: Int64 = 0, reportHash: [UInt8]? = nil, reason: String = ""
  ) {
    (self.owner, self.duty, self.status, self.percent) = (owner, duty, status, percent)
    (self.period, self.cents, self.reportHash, self.reason) = (period, cents, reportHash, reason)
  }

  /// `albo.v1.DutyReported`.
  public static let type = ActType(static: "albo.v1.DutyReported")

  /// Who may do it.
  public static let entitlement = Entitlement.boundParty

  /// `NotBoundParty`.
  public static let foreignActor = RejectionCode.notBoundParty

  /// Whoever owes it.
  public func require(
    _ entitlement: Entitlement, _ decision: Decision, _ rows: any ConstraintReader
  ) throws(Rejection) {
    try SubjectLookup.requireParty(try row(rows).bound, of: self, entitlement, decision, rows)
  }

  /// A report without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "stream", &owner)
    try fields.named(2, "duty", &duty)
    try fields.choice(3, "status", &status)
    try fields.number(4, "percent", &percent, 0...100)
    try fields.named(5, "period", &period)
    try fields.cents(6, "cents", &cents)
    try fields.hash(7, "reportHash", &reportHash)
    try fields.text(8, "reason", &reason, 0...300)
  }

  /// The stream of the duty.
  public var stream: StreamName { owner }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownDuty, .notBoundParty, .finalStatus, .reasonMissing, .periodClosed, .mandateInvalid, .orgNotLive,
    .unknownOrganisation,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let row = try row(rows)
    let grounds = [row.since] + (row.reportedAt.map { [$0] } ?? [])
    let hasReason = reason.contains { !$0.isWhitespace }
    let progress = row.progress
    if progress.status.isFinal {
      guard hasReason, decision.actReference != nil else {
        throw Rejection(
          .finalStatus, "“\(duty)” is already \(progress.status.rawValue)",
          rule: "what is done or abandoned is taken up again only with a reason and an administrative act",
          positions: grounds)
      }
    }
    let expected = progress.everyMonths > 0 ? progress.dueBy : nil
    guard period == expected else {
      throw Rejection(
        .periodClosed,
        expected.map { "the period that is open ends on \($0)" } ?? "“\(duty)” has no periods: leave out the period",
        positions: grounds)
    }
    guard hasReason || status != .abandoned && percent >= progress.percent else {
      throw Rejection(
        .reasonMissing,
        status == .abandoned ? "“\(duty)” is abandoned without a reason" : "it was at \(progress.percent) %",
        rule: "going back and abandoning need a reason", positions: grounds)
    }
    return [self]
  }

  private func row(_ rows: any ConstraintReader) throws(Rejection) -> DutyRow {
    guard let row = rows.row(DutyRow.key(owner, duty), as: DutyRow.self) else {
      throw Rejection(.unknownDuty, "there is no duty “\(duty)” in \(owner): check both")
    }
    return row
  }

  /// Remembers the report; a period that is done makes room for the next.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    let (status, percent) = (status, percent)
    rows.update(DutyRow.key(owner, duty), as: DutyRow.self) { row in
      row.progress.take(status, percent: percent)
      row.reportedAt = event.position
    }
  }
}

/// How far a duty has come.
public enum DutyStatus: String, Hashable, Sendable, CaseIterable, Codable, Choice {
  /// Not begun.
  case planned
  /// Under way.
  case started
  /// Fulfilled.
  case done
  /// Given up.
  case abandoned
  /// Under way, and said to be late.
  case late

  /// Whether nothing more is owed.
  package var isFinal: Bool { self == .done || self == .abandoned }
}
