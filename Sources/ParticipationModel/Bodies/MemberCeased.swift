public import EventModel
import FoundationEssentials
import SwiftProtobuf
public import TransparencyLog

/// A member leaves a seat, or will leave it.
public struct MemberCeased: Act {
  /// The body.
  public var body: Identifier
  /// The seat.
  public var seat: Identifier
  /// Why.
  public var reason: CessationReason
  /// From when the seat is vacant: not before the day on which it is recorded.
  public var effectiveAt: Instant
  /// For absences: SHA-256 of the notice that the member got before, 32 bytes.
  public var noticeDigest: [UInt8]?
  /// For absences: when the notice was sent.
  public var noticeSentAt: Instant?
  /// Who held the seat. Computed.
  public var person: Actor?
  /// For absences: the meetings missed in a row. Computed.
  public var missed: [Position]

  /// A cessation.
  public init(
    body: Identifier, seat: Identifier, reason: CessationReason, effectiveAt: Instant, noticeDigest: [UInt8]? = nil,
    noticeSentAt: Instant? = nil
  ) {
    self.body = body
    self.seat = seat
    self.reason = reason
    self.effectiveAt = effectiveAt
    self.noticeDigest = noticeDigest
    self.noticeSentAt = noticeSentAt
    person = nil
    missed = []
  }

  /// `body/ID`.
  public var stream: StreamName { BodyEstablished.stream(of: body) }

  /// The cessation without the person and the meetings missed.
  public var proposed: MemberCeased {
    var act = self
    (act.person, act.missed) = (nil, [])
    return act
  }

  /// Refuses `UnknownBody`, `UnknownSeat`, `NotSeated`, `NotEntitled`, `Retroactive`, `AbsencesNotProven`,
  /// `MandateNotEnded`, `TermNotEnded`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    let ledger = try BodyLedger(body, rows)
    _ = try ledger.seat(seat)
    let tenure = try tenure(in: ledger)
    try checkActor(decision, tenure, ledger)
    guard effectiveAt.day >= decision.now.day else {
      throw Rejection(
        "Retroactive", "the seat would be left at \(effectiveAt), which is past",
        rule: "a member leaves on the day on which it is recorded at the earliest", positions: [tenure.seatedAt])
    }
    var act = proposed
    act.person = tenure.person
    switch reason {
    case .absences: act.missed = try missedInARow(tenure, ledger.rules, now: decision.now)
    case .mandateEnded: try checkMandateEnded(tenure, rows)
    case .resigned, .moved, .incompatible, .died, .termEnded: break
    }
    return [act]
  }

  /// Ends the person's time on the seat.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    guard let ledger = try? BodyLedger(body, rows), let tenure = try? tenure(in: ledger) else { return }
    ledger.update(seat, seatedAt: tenure.seatedAt) {
      $0.cessation = .init(ceasedAt: event.position, effectiveAt: effectiveAt, reason: reason)
      $0.missed = []
    }
  }
}

/// Why a member leaves.
public enum CessationReason: String, Hashable, Sendable, CaseIterable, Codable {
  /// By the member's own will.
  case resigned
  /// Forfeiture (decadenza) after absences in a row.
  case absences
  /// No longer resident or domiciled where it is required.
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

extension MemberCeased: MessageAct {
  package init(message: Albo_V1_MemberCeased) throws(InvalidAct) {
    self.init(
      body: try Fields.identifier(message.body, "body"), seat: try Fields.identifier(message.seat, "seat"),
      reason: try CessationReason(message: message.reason, "reason"),
      effectiveAt: try Fields.instant(message.effectiveAt, "effectiveAt"),
      noticeDigest: try Fields.optionalDigest(message.noticeHash, "noticeHash"),
      noticeSentAt: try Fields.optionalInstant(message.noticeSentAt, "noticeSentAt"))
    guard reason == .absences || noticeDigest == nil else {
      throw InvalidAct(field: "noticeHash", reason: "only a forfeiture for absences has a notice")
    }
    guard reason == .absences || noticeSentAt == nil else {
      throw InvalidAct(field: "noticeSentAt", reason: "only a forfeiture for absences has a notice")
    }
    person = try Fields.optionalActor(message.person, "person")
    missed = message.missed.map { Position($0) }
  }

  package var message: Albo_V1_MemberCeased {
    .with {
      $0.body = body.description
      $0.seat = seat.description
      $0.reason = reason.message
      $0.effectiveAt = effectiveAt.microseconds
      $0.noticeHash = .init(noticeDigest ?? [])
      $0.noticeSentAt = noticeSentAt?.microseconds ?? 0
      $0.person = person?.description ?? ""
      $0.missed = missed.map(\.rawValue)
    }
  }
}

extension CessationReason: MessageCase {
  var message: Albo_V1_CessationReason {
    switch self {
    case .resigned: .resigned
    case .absences: .absences
    case .moved: .moved
    case .mandateEnded: .mandateEnded
    case .incompatible: .incompatible
    case .died: .died
    case .termEnded: .termEnded
    }
  }
}
