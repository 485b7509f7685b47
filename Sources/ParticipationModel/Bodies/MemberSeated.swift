public import EventModel
import TransparencyLog

/// A person takes a seat of a body.
public struct MemberSeated: CityAct {
  /// The body.
  public var body = ID<Body>()
  /// The seat.
  public var seat = ID<Seat>()
  /// Who takes it: `person:ID`, or a candidate's bare pseudonym.
  public var person = Actor(Blank())
  /// By which title.
  public var title = SeatTitle.elected
  /// The election, for all titles but a designation.
  public var election: ID<Election>?
  /// The organisation that designates, `org:ID`.
  public var organisation: Actor?
  /// The organisation's mandate, for a designation.
  public var mandate: ID<Mandate>?
  /// From when the person is in office: an earlier day than today by the rule of lateness.
  public var from = Instant(microseconds: 0)
  /// Until when, exclusive; nil if no end is known.
  public var to: Instant?
  /// As the person declares it; nil if undeclared.
  public var gender: Gender?

  /// A seating.
  public init(
    body: ID<Body>, seat: ID<Seat>, person: Actor, title: SeatTitle, election: ID<Election>? = nil,
    organisation: Actor? = nil, mandate: ID<Mandate>? = nil, from: Instant, to: Instant? = nil, gender: Gender? = nil
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

  /// `albo.v1.MemberSeated`.
  public static let type = ActType(static: "albo.v1.MemberSeated")

  /// Who may do it.
  public static let entitlement = Entitlement.oneOf([.office(.bodies), .clock, .person("person", through: .bodies)])

  /// An office or the ledger; a substitute may also accept in person.
  public var entitlement: Entitlement {
    title == .substitute ? Self.entitlement : .oneOf([.office(.bodies), .clock])
  }

  /// A seating without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "body", &body)
    try fields.named(2, "seat", &seat)
    try fields.named(3, "person", &person)
    try fields.choice(4, "title", &title)
    try fields.named(5, "election", &election)
    try fields.named(6, "organisation", &organisation)
    try fields.named(7, "mandate", &mandate)
    try fields.instant(8, "from", &from)
    try fields.instant(9, "to", &to)
    try fields.named(10, "gender", &gender)
    try fields.check(to.map { from < $0 } ?? true, "to", "\(to ?? from) is not after \(from)")
    try checkSource(&fields)
  }

  /// A title rests on an election or on a mandate, and names no other.
  private func checkSource(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    let isDesignated = title == .designated
    try fields.check(
      (election == nil) == isDesignated, "election",
      isDesignated
        ? "a designation rests on a mandate: expected no election"
        : "is missing: every title except a designation must name the election")
    try fields.check(
      isDesignated ? organisation?.organisation != nil : organisation == nil, "organisation",
      isDesignated ? "expected org:ID, the organisation that designates" : "only a designation names an organisation")
    try fields.check(
      (mandate != nil) == isDesignated, "mandate",
      isDesignated ? "is missing: a designation must name the mandate" : "only a designation names a mandate")
    try fields.check(
      !isDesignated || person.person != nil, "person", "\(person): expected person:ID for a designated member")
  }

  /// An example is elected, so nobody designates.
  public mutating func completeExample() { (organisation, mandate) = (nil, nil) }

  /// `body/ID`.
  public var stream: StreamName { BodyEstablished.stream(of: body) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownBody, .unknownSeat, .seatTaken, .alreadySeated, .notElected,
    .genderMismatch, .listExhausted, .unknownPerson, .mandateInvalid,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let ledger = try BodyLookup(body, rows)
    let basis = try ledger.seat(seat).basis
    try Lateness.require(
      from, "the seat is taken from \(from)", decision, rows, positions: [ledger.established.position])
    try checkVacancy(ledger)
    try checkSingleSeat(ledger)
    try checkTitle(basis: basis, ledger, decision)
    return [self]
  }

  private func checkVacancy(_ ledger: BodyLookup) throws(Rejection) {
    guard let other = ledger.history(of: seat).history.overlapping(TimeSpan(from: from, to: to)).first else { return }
    let end = other.end.map { "until \($0)" } ?? "without a known end"
    throw Rejection(
      .seatTaken, "\(other.person) holds the seat “\(seat)” \(end)", positions: [other.seatedAt])
  }

  private func checkSingleSeat(_ ledger: BodyLookup) throws(Rejection) {
    for held in ledger.rows.row(SeatHolderRow.key(body, person), as: SeatHolderRow.self)?.seats ?? [] {
      let other = ledger.history(of: held).history.overlapping(TimeSpan(from: from, to: to))
        .first { $0.person == person }
      guard let other else { continue }
      throw Rejection(
        .alreadySeated, "\(person) already holds the seat “\(held)” of this body",
        positions: [other.seatedAt])
    }
  }

  /// Takes the seat, closes its offer, and notes it on the mandate or on the list.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    var history = rows.row(SeatRow.key(body, seat), as: SeatRow.self) ?? SeatRow()
    var tenure = Tenure(
      seatedAt: event.position, person: person, title: title, election: election, organisation: organisation,
      mandate: mandate, gender: gender, from: from, to: to)
    if let organisation = organisation?.organisation, let mandate {
      tenure.mandateTo = rows.row(MandateRow.key(organisation, mandate), as: MandateRow.self)?.validTo
    }
    history.tenures.append(tenure)
    rows.set(SeatRow.key(body, seat), to: history)
    if let due = tenure.due {
      var row = DueRow(due.what, cause: event.position, stream: stream)
      (row.body, row.seat) = (body, seat)
      rows.set(DueRow.key(due.instant, event.position, due.what), to: row)
    }
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
    offer.clear(body, seat, rows)
  }
}

/// By what title a member sits.
public enum SeatTitle: String, Hashable, Sendable, CaseIterable, Codable, Choice {
  /// Elected by votes, a lot or for the missing gender.
  case elected
  /// Seated by right of a guarantee of the election.
  case byRight
  /// Designated by an organisation.
  case designated
  /// The next person on the list, after an elected member left.
  case substitute
}
