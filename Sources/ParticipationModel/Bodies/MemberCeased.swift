public import EventModel
public import TransparencyLog

/// A member leaves a seat, or will leave it.
public struct MemberCeased: CityAct {
  /// The body.
  public var body = ID<Body>()
  /// The seat.
  public var seat = ID<Seat>()
  /// Why.
  public var reason = CessationReason.resigned
  /// From when the seat is vacant: an earlier day than today by the rule of lateness.
  public var effectiveAt = Instant(microseconds: 0)
  /// For absences: SHA-256 of the notice sent to the member beforehand, 32 bytes.
  public var noticeHash: [UInt8]?
  /// For absences: when the notice was sent.
  public var noticeSentAt: Instant?
  /// Who held the seat. Computed.
  public var person: Actor?
  /// For absences: the meetings missed in a row. Computed.
  public var missed: [Position] = []

  /// A cessation.
  public init(
    body: ID<Body>, seat: ID<Seat>, reason: CessationReason, effectiveAt: Instant, noticeHash: [UInt8]? = nil,
    noticeSentAt: Instant? = nil
  ) {
    self.body = body
    self.seat = seat
    self.reason = reason
    self.effectiveAt = effectiveAt
    self.noticeHash = noticeHash
    self.noticeSentAt = noticeSentAt
  }

  /// `albo.v1.MemberCeased`.
  public static let type = ActType(static: "albo.v1.MemberCeased")

  /// Who may do it.
  public static let entitlement = Entitlement.oneOf([.office(.bodies), .clock, .person("seat", through: .bodies)])

  /// Whoever resigns does so in person; everything else is recorded by an office or the ledger.
  public var entitlement: Entitlement {
    reason == .resigned ? .person("seat", through: .bodies) : .oneOf([.office(.bodies), .clock])
  }

  /// Who holds the seat that the act names.
  public func actor(named field: String, _ decision: Decision, _ rows: any ConstraintReader) -> Actor? {
    (try? BodyLookup(body, rows)).flatMap { try? tenure(in: $0) }?.person
  }

  /// A cessation without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "body", &body)
    try fields.named(2, "seat", &seat)
    try fields.choice(3, "reason", &reason)
    try fields.instant(4, "effectiveAt", &effectiveAt)
    try fields.hash(5, "noticeHash", &noticeHash)
    try fields.instant(6, "noticeSentAt", &noticeSentAt)
    try fields.named(7, "person", &person, computed: true)
    try fields.numbers(8, "missed", &missed, computed: true)
    let hasNotice = reason == .absences
    try fields.check(hasNotice || noticeHash == nil, "noticeHash", "only a forfeiture for absences has a notice")
    try fields.check(hasNotice || noticeSentAt == nil, "noticeSentAt", "only a forfeiture for absences has a notice")
  }

  /// An example is a forfeiture ten days after the notice: other reasons have no notice.
  public mutating func completeExample() {
    (reason, noticeSentAt) = (.absences, effectiveAt.advanced(byMicroseconds: -10 * 86_400_000_000))
  }

  /// `body/ID`.
  public var stream: StreamName { BodyEstablished.stream(of: body) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownBody, .unknownSeat, .notSeated, .absencesNotProven, .mandateNotEnded,
    .termNotEnded,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let ledger = try BodyLookup(body, rows)
    _ = try ledger.seat(seat)
    let tenure = try tenure(in: ledger)
    // What time brings about is proven by the rows, however late the clock comes.
    if !decision.actor.isReserved || reason != .termEnded && reason != .mandateEnded {
      try Lateness.require(
        effectiveAt, "the seat becomes vacant at \(effectiveAt)", decision, rows, positions: [tenure.seatedAt])
    }
    var act = proposed
    act.person = tenure.person
    switch reason {
    case .absences: act.missed = try missedInARow(tenure, ledger.rules, now: decision.at)
    case .mandateEnded: try checkMandateEnded(tenure, rows)
    case .resigned, .moved, .incompatible, .died, .termEnded: break
    }
    return [act]
  }

  /// Ends the person's time on the seat.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    guard let ledger = try? BodyLookup(body, rows), let tenure = try? tenure(in: ledger) else { return }
    if let due = tenure.due { rows.remove(DueRow.key(due.instant, tenure.seatedAt, due.what)) }
    ledger.update(seat, seatedAt: tenure.seatedAt, in: rows) {
      $0.cessations.append(
        .init(ceasedAt: event.position, effectiveAt: effectiveAt, reason: reason, missed: missed))
    }
  }
}

/// Why a member leaves.
public enum CessationReason: String, Hashable, Sendable, CaseIterable, Codable, Choice {
  /// By the member's own will.
  case resigned
  /// Forfeiture (decadenza) after absences in a row.
  case absences
  /// No longer resident or domiciled if it is required.
  case moved
  /// The organisation's mandate has ended.
  case mandateEnded
  /// The office is incompatible with another one.
  case incompatible
  /// The member has died.
  case died
  /// The term has ended.
  case termEnded
}
