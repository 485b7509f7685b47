public import EventModel
public import TransparencyLog

/// A person's time on a seat of a body.
public struct MemberItem: Codable, Sendable, Hashable {
  /// The body.
  public var body: ID<Body>
  /// The seat.
  public var seat: ID<Seat>
  /// Who has, had or will have it.
  public var person: String
  /// By what title.
  public var title: SeatTitle
  /// `F`, `M` or `X`, as declared, or empty.
  public var gender: String
  /// The election, for all titles but a designation.
  public var election: ID<Election>?
  /// The organisation that designated.
  public var organisation: String?
  /// The organisation's mandate.
  public var mandate: ID<Mandate>?
  /// From when the person is in office.
  public var from: Instant
  /// Until when, as the seating says; absent if it states no end.
  public var to: Instant?
  /// The event that seated the person.
  public var seatedAt: Position
  /// The event that offered the seat, for a substitute.
  public var offeredAt: Position?
  /// Why and how the person ceased, by the last cessation that is recorded; absent if there is none.
  public var cessation: Cessation?
  /// Cessations for later times that it took the place of; absent if there are none.
  public var earlierCessations: [Cessation]?
  /// When the mandate ends by its term; absent if it has none.
  public var mandateTo: Instant?
  /// When the member is not in office, since the mandate was revoked or its organisation suspended or struck off; absent
  /// if there is nothing of it.
  public var pauses: [Pause]?
  /// Whether it was recorded under a transcription.
  public var transcribed = false

  package init(
    body: ID<Body>, seat: ID<Seat>, person: String, title: SeatTitle, gender: String, election: ID<Election>?,
    organisation: String?, mandate: ID<Mandate>?, from: Instant, to: Instant?, seatedAt: Position, offeredAt: Position?
  ) {
    self.body = body
    self.seat = seat
    self.person = person
    self.title = title
    self.gender = gender
    self.election = election
    self.organisation = organisation
    self.mandate = mandate
    self.from = from
    self.to = to
    self.seatedAt = seatedAt
    self.offeredAt = offeredAt
  }

  /// How a member ceased.
  public struct Cessation: Codable, Sendable, Hashable {
    /// Why.
    public var reason: CessationReason
    /// From when the seat is vacant.
    public var effectiveAt: Instant
    /// The event.
    public var position: Position
    /// Whether it was recorded under a transcription.
    public var transcribed: Bool

    package init(reason: CessationReason, effectiveAt: Instant, position: Position, transcribed: Bool) {
      (self.reason, self.effectiveAt, self.position) = (reason, effectiveAt, position)
      self.transcribed = transcribed
    }
  }

  /// A time in which a member is not in office.
  public struct Pause: Codable, Sendable, Hashable {
    /// From when.
    public var from: Instant
    /// Until when; absent if no end is known.
    public var to: Instant?
    /// The event that says so.
    public var position: Position
    /// The event that ended it; absent if none has.
    public var endedBy: Position?
    /// From when it is ended by that event.
    public var endedAt: Instant?

    package init(from: Instant, to: Instant? = nil, position: Position) {
      (self.from, self.to, self.position) = (from, to, position)
    }

    /// When it holds.
    package var span: TimeSpan { TimeSpan(from: from, to: to).ended(at: endedAt) }

    /// Ends it.
    package mutating func end(at instant: Instant, by position: Position) {
      (endedAt, endedBy) = (max(from, instant), position)
    }

    /// As the log knew it at a size; nil if it was not recorded yet.
    func known(at size: LogSize) -> Pause? {
      guard size.contains(position) else { return nil }
      var pause = self
      if let endedBy, !size.contains(endedBy) { (pause.endedBy, pause.endedAt) = (nil, nil) }
      return pause
    }
  }

  /// The time on the seat.
  package var time: SeatTime { SeatTime(from: from, to: to, mandateTo: mandateTo, leavesAt: cessation?.effectiveAt) }

  /// When the person leaves the seat; nil if no end is known.
  package var end: Instant? {
    let open = (pauses ?? []).filter { $0.span.to == nil }.map(\.from)
    return ([time.span.to].compactMap(\.self) + open).min()
  }

  /// Whether the person is in office at an instant.
  package func isInOffice(at instant: Instant) -> Bool {
    time.span.contains(instant) && !(pauses ?? []).contains { $0.span.contains(instant) }
  }

  /// The last cessation counts.
  package mutating func cease(_ new: Cessation) {
    if let cessation { earlierCessations = (earlierCessations ?? []) + [cessation] }
    cessation = new
  }

  /// The row as the log knew it at a size; nil if the seating was not recorded yet.
  package func known(at size: LogSize?) -> MemberItem? {
    guard let size else { return self }
    guard size.contains(seatedAt) else { return nil }
    var row = self
    let all = ((earlierCessations ?? []) + (cessation.map { [$0] } ?? [])).filter { size.contains($0.position) }
    row.cessation = all.last
    row.earlierCessations = all.count > 1 ? all.dropLast() : nil
    row.pauses = pauses?.compactMap { $0.known(at: size) }
    return row
  }
}

/// `bodies.composition`: who sits on which seat, and by what title.
public struct BodyComposition: Query {
  /// The body's id.
  public var body = ID<Body>()
  /// As of the end of this day, `YYYY-MM-DD`, UTC; default: now.
  public var on: CivilDate?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// The composition of a body.
  public init(body: ID<Body>, on: CivilDate? = nil, at: LogSize? = nil) {
    (self.body, self.on, self.at) = (body, on, at)
  }

  /// `bodies.composition`.
  public static let method = "bodies.composition"
  /// What it answers.
  public static let summary = "Who sits on which seat of a body on a day, and by what title"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "body", &body, "the body's id")
    try fields.named(2, "on", &on, "as of the end of this day, YYYY-MM-DD, UTC; default: now")
    try fields.asOf(3, &at)
  }

  /// The seats and who has them.
  public struct Answer: Codable, Sendable, Hashable {
    /// The size of the log.
    public var size: LogSize
    /// The body.
    public var body: ID<Body>
    /// Its title.
    public var title: String
    /// The instant for which the answer holds.
    public var asOf: Instant
    /// The seats, in the order in which the body was established.
    public var seats: [SeatEntry]

    package init(size: LogSize, body: ID<Body>, title: String, asOf: Instant, seats: [SeatEntry]) {
      (self.size, self.body, self.title, self.asOf, self.seats) = (size, body, title, asOf, seats)
    }

    /// A seat and its holder.
    public struct SeatEntry: Codable, Sendable, Hashable {
      /// The seat's id.
      public var seat: ID<Seat>
      /// How it is filled.
      public var basis: SeatBasis
      /// What it stands for, or empty.
      public var constituency: String
      /// Who has it; absent if it is vacant.
      public var member: MemberItem?

      package init(_ seat: BodyAnswer.SeatEntry, member: MemberItem?) {
        (self.seat, basis, constituency, self.member) = (seat.seat, seat.basis, seat.constituency, member)
      }
    }
  }
}

/// `bodies.why`: why somebody sits on a seat.
public struct WhyMember: Query {
  /// The body's id.
  public var body = ID<Body>()
  /// The seat.
  public var seat = ID<Seat>()
  /// As of the end of this day, `YYYY-MM-DD`, UTC; default: now.
  public var on: CivilDate?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// Why somebody sits on a seat.
  public init(body: ID<Body>, seat: ID<Seat>, on: CivilDate? = nil, at: LogSize? = nil) {
    (self.body, self.seat, self.on, self.at) = (body, seat, on, at)
  }

  /// `bodies.why`.
  public static let method = "bodies.why"
  /// What it answers.
  public static let summary = "Why a person sits on a seat: the rule, and the events it rests on"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "body", &body, "the body's id")
    try fields.named(2, "seat", &seat, "the seat's id")
    try fields.named(3, "on", &on, "as of the end of this day, YYYY-MM-DD, UTC; default: now")
    try fields.asOf(4, &at)
  }

  /// The rule and its grounds.
  public struct Answer: Codable, Sendable, Hashable {
    /// The size of the log.
    public var size: LogSize
    /// Who sits; absent if the seat is vacant.
    public var member: MemberItem?
    /// The rule, as a sentence.
    public var rule: String
    /// The events on which it rests, from the first on.
    public var grounds: [Ground]

    package init(size: LogSize, member: MemberItem?, rule: String, grounds: [Ground]) {
      (self.size, self.member, self.rule, self.grounds) = (size, member, rule, grounds)
    }
  }

  /// An event that something rests on.
  public struct Ground: Codable, Sendable, Hashable {
    /// What the event did, as a sentence.
    public var what: String
    /// The event.
    public var position: Position

    package init(_ what: String, _ position: Position) { (self.what, self.position) = (what, position) }
  }
}
