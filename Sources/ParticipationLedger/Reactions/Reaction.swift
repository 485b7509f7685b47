import Crypto
import EventLedger
package import EventModel
import LogAudit
import ParticipationModel
package import TransparencyLog

/// What the ledger itself proposes because of an event.
///
/// | event | reaction |
/// |---|---|
/// | `ResultCertified` | `MemberSeated` for everybody who takes a seat of a body |
/// | `MemberCeased` of an elected member, `SeatDeclined` | `SeatOffered` to the next person on the list |
/// | `MandateRevoked`, `OrganisationStruckOff` | `MemberCeased` for the seats held under the mandates |
///
/// The id of a reaction follows from its cause and from what it is about, so that it is recorded once however often it
/// is proposed, even if other reactions to the same event are recorded and the rows have changed. What a rule refuses,
/// for instance because somebody was faster, is not recorded.
package enum Reaction {
  /// An act that follows from an event, and what it is about: unique among those that follow from the event.
  private typealias Consequence = (subject: String, act: any Act)

  /// The reactions to an event, in order; none for most.
  static func proposals(
    to event: RecordedEvent, in store: EventStore, now: Instant
  ) throws -> [Proposal] {
    // What is transcribed says itself what followed.
    guard event.envelope.under == nil, let act = event.act(store.registry) else { return [] }
    let now = max(now, event.envelope.recordedAt)
    return try consequences(of: act, in: store, now: now).map { subject, act in
      var proposal = Proposal(id: id(event.position, subject), act: act, actor: .ledger)
      proposal.cause = event.position
      return proposal
    }
  }

  /// The types of events to which there may be reactions.
  static let causes: Set<ActType> = [
    ResultCertified.type, MemberCeased.type, SeatDeclined.type, MandateRevoked.type, OrganisationStruckOff.type,
  ]

  /// A version 8 id: what the reaction is about, and the cause.
  package static func id(_ cause: Position, _ subject: String) -> CommandID {
    let source = SHA256.hash(data: Array("albo/reaction/v1\0\(subject)".utf8)).prefix(6)
      .reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return .derived(from: source, counter: cause.rawValue)
  }

  private static func consequences(of act: any Act, in store: EventStore, now: Instant) throws -> [Consequence] {
    switch act {
    case let act as ResultCertified: return try seatings(act, store, now)
    case let act as MemberCeased: return try offer(act.body, act.seat, store)
    case let act as SeatDeclined: return try offer(act.body, act.seat, store)
    case let act as MandateRevoked:
      return try cessations(act.organisation, [act.mandate], max(act.effectiveAt, now), store)
    case let act as OrganisationStruckOff:
      let rules = try store.constraint(LedgerRules.key, as: LedgerRules.self) ?? LedgerRules(Blank())
      return try cessations(
        act.organisation,
        store.constraint(OrganisationRow.key(act.organisation), as: OrganisationRow.self)?.mandates ?? [],
        max(rules.beginning(of: act.effectiveOn), now), store)
    default: return []
    }
  }

  private static func seatings(_ act: ResultCertified, _ store: EventStore, _ now: Instant) throws -> [Consequence] {
    let result = try store.constraint(ResultRow.key(act.election), as: ResultRow.self)
    return try (result?.elected ?? []).compactMap { winner in
      // An election without seats of a body elects nobody to one.
      guard let body = winner.body, let seat = ID<Seat>(winner.seat),
        let established = try store.constraint(BodyRow.key(body), as: BodyRow.self)?.established
      else { return nil }
      // A seat that is still held until a known end is taken from then on.
      let start = try max(now, store.constraint(SeatRow.key(body, seat), as: SeatRow.self)?.lastEnd ?? now)
      let seated = MemberSeated(
        body: body, seat: seat, person: winner.person, title: winner.isByRight ? .byRight : .elected,
        election: act.election, from: start, to: established.termEnd(from: start),
        gender: winner.gender)
      return ("\(body)/\(seat)", seated)
    }
  }

  /// The offer of a seat that was won in an election; a designated member's seat is offered to nobody.
  private static func offer(_ body: ID<Body>, _ seat: ID<Seat>, _ store: EventStore) throws -> [Consequence] {
    guard let election = try store.constraint(SeatRow.key(body, seat), as: SeatRow.self)?.lastElection else {
      return []
    }
    return [("\(body)/\(seat)", SeatOffered(body: body, seat: seat, election: election))]
  }

  private static func cessations(
    _ organisation: ID<Organisation>, _ mandates: [ID<Mandate>], _ effectiveAt: Instant, _ store: EventStore
  ) throws -> [Consequence] {
    try mandates.flatMap { mandate in
      let row = try store.constraint(MandateRow.key(organisation, mandate), as: MandateRow.self)
      // A seat that was taken twice is listed twice: its place among the mandate's seats tells which.
      return try (row?.seats ?? []).enumerated().compactMap { index, held -> Consequence? in
        let seat = try store.constraint(SeatRow.key(held.body, held.seat), as: SeatRow.self)
        guard seat?.isHeld(under: mandate, of: organisation, after: effectiveAt) == true else { return nil }
        let ceased = MemberCeased(
          body: held.body, seat: held.seat, reason: .mandateEnded, effectiveAt: effectiveAt)
        return ("\(mandate)/\(index)", ceased)
      }
    }
  }
}
