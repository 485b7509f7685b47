public import EventModel
import TransparencyLog

/// The rules of the ledger are set: how late something may be recorded, and how the city's clocks stand to UTC.
///
/// They hold for what is decided from then on; what was decided before stands.
public struct LedgerRulesSet: CityAct {
  /// Up to how many civil days late something may be recorded without a transcription; at most 3,660. Default: 60.
  public var lateDays: UInt32 = 60
  /// The name of the time zone, for people: `Europe/Rome`; at most 64 bytes.
  public var zone = ""
  /// The offsets of its clocks, in the order of time: each holds until the next. Until the first, clocks are on UTC.
  public var offsets: [ZoneOffset] = []

  /// The version of the rulebook: 1. Computed.
  public var rulebook: UInt32 = 0

  /// Rules of a ledger.
  public init(lateDays: UInt32 = 60, zone: String = "", offsets: [ZoneOffset] = []) {
    (self.lateDays, self.zone, self.offsets) = (lateDays, zone, offsets)
  }

  /// `albo.v1.LedgerRulesSet`.
  public static let type = ActType(static: "albo.v1.LedgerRulesSet")

  /// Who may do it.
  public static let entitlement = Entitlement.office(.oversight)

  /// Rules without content.
  public init(_ blank: Blank) { lateDays = 0 }

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.number(1, "rulebook", &rulebook, 0...1, computed: true)
    try fields.number(2, "lateDays", &lateDays, 0...3660)
    try fields.text(3, "zone", &zone, 0...64)
    try fields.messages(4, "offsets", &offsets, ListRule(0...500))
    let isOrdered = zip(offsets, offsets.dropFirst()).allSatisfy { $0.from < $1.from }
    try fields.check(isOrdered, "offsets", "expected in the order of time, none twice")
  }

  /// An example has one offset.
  public mutating func completeExample() { (lateDays, zone) = (60, "Europe/Rome") }

  /// `ledger/rules`.
  public var stream: StreamName { LedgerRules.stream }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [.actReferenceMissing]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    try decision.requireActReference("the rules of the ledger are set")
    var act = self
    act.rulebook = 1
    return [act]
  }

  /// Remembers the rules.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    rows.set(LedgerRules.key, to: LedgerRules(setAt: event.position, lateDays: lateDays, offsets: offsets))
  }
}
