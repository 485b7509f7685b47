public import EventModel
import SwiftProtobuf
import TransparencyLog

/// A person takes a seat of a body.
public struct MemberSeated: Act {
  /// The body.
  public var body: Identifier
  /// The seat.
  public var seat: Identifier
  /// Who takes it: `person:ID`, or a candidate's bare pseudonym.
  public var person: Actor
  /// By what title.
  public var title: SeatTitle
  /// The election, for all titles but a designation.
  public var election: Identifier?
  /// The organisation that designates, `org:ID`.
  public var organisation: Actor?
  /// The organisation's mandate, for a designation.
  public var mandate: Identifier?
  /// From when the person is in office: not before the day on which it is recorded.
  public var from: Instant
  /// Until when, exclusive; nil where no end is known.
  public var to: Instant?
  /// `F`, `M` or `X`, as declared, or empty.
  public var gender: String

  /// A seating.
  public init(
    body: Identifier, seat: Identifier, person: Actor, title: SeatTitle, election: Identifier? = nil,
    organisation: Actor? = nil, mandate: Identifier? = nil, from: Instant, to: Instant? = nil, gender: String = ""
  ) {
    self.body = body
    self.seat = seat
    self.person = person
    self.title = title
    self.election = election
    self.organisation = organisation
    self.mandate = mandate
    self.from = from
    self.to = to
    self.gender = gender
  }

  /// `body/ID`.
  public var stream: StreamName { BodyEstablished.stream(of: body) }

  /// Refuses `UnknownBody`, `UnknownSeat`, `NotEntitled`, `Retroactive`, `SeatTaken`, `AlreadySeated`, `NotElected`,
  /// `GenderMismatch`, `ListExhausted`, `UnknownPerson`, `MandateInvalid`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    let ledger = try BodyLedger(body, rows)
    let basis = try ledger.seat(seat).basis
    if title != .substitute || !BodyLedger.acts(person, in: decision) {
      try ledger.checkAdministration(
        decision, rule: "members are seated by an office or by the ledger; a substitute may also accept in person")
    }
    guard from.day >= decision.now.day else {
      throw Rejection(
        "Retroactive", "the seat would be taken from \(from), which is past",
        rule: "a person is in office from the day on which it is recorded at the earliest",
        positions: [ledger.established.position])
    }
    try checkVacancy(ledger)
    try checkSingleSeat(ledger)
    try checkTitle(basis: basis, ledger)
    return [self]
  }

  private func checkVacancy(_ ledger: BodyLedger) throws(Rejection) {
    guard let other = ledger.history(of: seat).tenures.first(where: { $0.overlaps(from: from, to: to) }) else { return }
    throw Rejection(
      "SeatTaken", "\(other.person) has the seat “\(seat)” \(other.end.map { "until \($0)" } ?? "without a known end")",
      rule: "a seat has one holder at a time", positions: [other.seatedAt])
  }

  private func checkSingleSeat(_ ledger: BodyLedger) throws(Rejection) {
    for held in ledger.rows.row(SeatHolderRow.key(body, person), as: SeatHolderRow.self)?.seats ?? [] {
      let other = ledger.history(of: held).tenures.first { $0.person == person && $0.overlaps(from: from, to: to) }
      guard let other else { continue }
      throw Rejection(
        "AlreadySeated", "\(person) has the seat “\(held)” of this body", rule: "a person has one seat of a body",
        positions: [other.seatedAt])
    }
  }

  /// Takes the seat, closes its offer, and notes it on the mandate or on the list.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    var history = rows.row(SeatRow.key(body, seat), as: SeatRow.self) ?? SeatRow()
    history.tenures.append(
      Tenure(
        seatedAt: event.position, person: person, title: title, election: election, organisation: organisation,
        mandate: mandate, gender: gender, from: from, to: to))
    rows.set(SeatRow.key(body, seat), to: history)
    var held = rows.row(SeatHolderRow.key(body, person), as: SeatHolderRow.self) ?? SeatHolderRow(seats: [])
    if !held.seats.contains(seat) { held.seats.append(seat) }
    rows.set(SeatHolderRow.key(body, person), to: held)
    noteOnList(rows)
    if let organisation = organisation?.organisation, let mandate {
      rows.update(MandateRow.key(organisation, mandate), as: MandateRow.self) {
        $0.seats.append(HeldSeat(body: body, seat: seat))
      }
    }
  }

  private func noteOnList(_ rows: any ConstraintRows) {
    guard title == .substitute, let election, let offer = rows.row(OfferRow.key(body, seat), as: OfferRow.self)
    else { return }
    rows.update(ResultRow.key(election), as: ResultRow.self) { $0.set(person, in: offer.district, to: .elected) }
    rows.remove(OfferRow.key(body, seat))
  }
}

/// By what title a member sits.
public enum SeatTitle: String, Hashable, Sendable, CaseIterable, Codable {
  /// Elected by votes, a lot or for the missing gender.
  case elected
  /// Seated by right of a guarantee of the election.
  case byRight
  /// Designated by an organisation.
  case designated
  /// The next of the list, after somebody who ceased.
  case substitute
}
