public import EventModel
public import TransparencyLog

/// An agreement is in force: follows its last needed signature in the same transaction.
public struct AgreementTookEffect: CityAct {
  /// The agreement.
  public var agreement = ID<Agreement>()
  /// The version that is in force.
  public var version: UInt32 = 0
  /// The signatures by which it took effect, in the order in which they were given.
  public var satisfiedBy: [Position] = []
  /// From when on it is in force: when the last needed signature was given, or the first day of the term if that is
  /// later.
  public var from = Instant(microseconds: 0)

  init(agreement: ID<Agreement>, version: UInt32, satisfiedBy: [Position], from: Instant) {
    (self.agreement, self.version, self.satisfiedBy, self.from) = (agreement, version, satisfiedBy, from)
  }

  /// False: it only follows from a signature.
  public static var isProposable: Bool { false }

  /// `albo.v1.AgreementTookEffect`.
  public static let type = ActType(static: "albo.v1.AgreementTookEffect")

  /// Who may do it.
  public static let entitlement = Entitlement.clock

  /// An effect without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "agreement", &agreement)
    try fields.number(2, "version", &version)
    try fields.numbers(3, "satisfiedBy", &satisfiedBy)
    try fields.instant(4, "from", &from)
  }

  /// `agreement/ID`.
  public var stream: StreamName { AgreementOpened.stream(of: agreement) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [.notProposable]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    throw Rejection(
      .notProposable, "an agreement takes effect through its last required signature",
      rule: "an act that follows from another is recorded with it and cannot be proposed")
  }

  /// Remembers that the version is in force.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    guard var state = rows.row(AgreementState.key(agreement), as: AgreementState.self) else { return }
    state.effectiveAt = event.position
    rows.set(AgreementState.key(agreement), to: state)
  }
}
