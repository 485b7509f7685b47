package import EventModel
package import TransparencyLog

/// Everybody who has, had or will have a seat, in the order in which they were seated.
package struct SeatRow: ConstraintValue, Described, Equatable {
  var history = Spans<Tenure>()

  package static func key(_ body: ID<Body>, _ seat: ID<Seat>) -> ConstraintKey {
    ConstraintKey(BodyEstablished.stream(of: body), kind: 3, key: seat.description)
  }

  init(tenures: [Tenure] = []) { history = Spans(tenures) }

  var tenures: [Tenure] {
    get { history.values }
    set { history.values = newValue }
  }

  package init(_ blank: Blank) {}

  package mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.message(1, "history", &history)
  }

  /// Without what was recorded after an event.
  func known(at position: Position) -> SeatRow {
    SeatRow(
      tenures: tenures.filter { $0.seatedAt <= position }.map { tenure in
        var tenure = tenure
        tenure.cessations.removeAll { $0.ceasedAt > position }
        return tenure
      })
  }

  /// Who is in office on the seat at an instant.
  func holder(at instant: Instant) -> Tenure? { history.holding(at: instant).first }

  /// The election from which the seat was last filled; nil for a designated member.
  package var lastElection: ID<Election>? { last?.election }

  /// Whose time on the seat begins last, and was recorded last.
  var last: Tenure? { tenures.max { ($0.from, $0.seatedAt) < ($1.from, $1.seatedAt) } }

  /// Whether somebody has or will have the seat after an instant under a mandate.
  package func isHeld(under mandate: ID<Mandate>, of organisation: ID<Organisation>, after instant: Instant) -> Bool {
    tenures.contains { tenure in
      tenure.mandate == mandate && tenure.organisation?.organisation == organisation
        && tenure.end.map { instant < $0 } ?? true
    }
  }

  /// The sessions that whoever has the seat has missed in a row.
  package var missedSessions: [Position] { last?.missedInARow.map(\.heldAt) ?? [] }

  /// When everybody who has or will have the seat leaves it; nil if nobody does, or somebody without a known end.
  package var lastEnd: Instant? {
    tenures.contains { $0.end == nil } ? nil : tenures.compactMap(\.end).max()
  }
}

/// A person's time on a seat.
struct Tenure: Spanned {
  var seatedAt = Position(0)
  var person = Actor(Blank())
  var title = SeatTitle.elected
  var election: ID<Election>?
  var organisation: Actor?
  var mandate: ID<Mandate>?
  var gender: Gender?
  var from = Instant(microseconds: 0)
  var to: Instant?
  /// When the mandate under which the person sits ends by its term; nil if it has none.
  var mandateTo: Instant?
  /// Why, by which event and from when the person left before or at the end of the time; the last one recorded counts.
  var cessations: [Cessation] = []
  /// The sessions attended, and those missed without excuse, in the order of their opening, whatever the order in which
  /// they were recorded.
  var sessions: [Session] = []

  struct Cessation: Described, Hashable {
    var ceasedAt = Position(0)
    var effectiveAt = Instant(microseconds: 0)
    var reason = CessationReason.resigned
    /// The meetings for whose absences the seat was forfeited.
    var missed: [Position] = []

    init(ceasedAt: Position, effectiveAt: Instant, reason: CessationReason, missed: [Position] = []) {
      (self.ceasedAt, self.effectiveAt, self.reason, self.missed) = (ceasedAt, effectiveAt, reason, missed)
    }

    init(_ blank: Blank) {}

    mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
      try fields.position(1, "ceasedAt", &ceasedAt)
      try fields.instant(2, "effectiveAt", &effectiveAt)
      try fields.choice(3, "reason", &reason)
      try fields.numbers(4, "missed", &missed)
    }
  }

  struct Session: Described, Hashable {
    var heldAt = Position(0)
    var openedAt = Instant(microseconds: 0)
    var isMissed = false

    init(heldAt: Position, openedAt: Instant, isMissed: Bool) {
      (self.heldAt, self.openedAt, self.isMissed) = (heldAt, openedAt, isMissed)
    }

    init(_ blank: Blank) {}

    mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
      try fields.position(1, "heldAt", &heldAt)
      try fields.instant(2, "openedAt", &openedAt)
      try fields.flag(3, "isMissed", &isMissed)
    }
  }

  /// The most sessions that are remembered of a person's time on a seat; a rule asks for at most 100 missed ones.
  static let mostSessions = 500

  var cessation: Cessation? { cessations.last }

  /// The time on the seat: a cessation ends it.
  var time: SeatTime { SeatTime(from: from, to: to, mandateTo: mandateTo, leavesAt: cessation?.effectiveAt) }

  /// When the person is in office.
  var span: TimeSpan { time.span }

  /// When the seat is free again; nil if no end is known.
  var end: Instant? { span.to }

  /// What becomes due on the seat, and when: the end of the mandate or of the term, whichever is first.
  var due: (instant: Instant, what: DueRow.What)? {
    if let mandateTo, to.map({ mandateTo <= $0 }) ?? true { return (mandateTo, .mandateEnds) }
    return to.map { ($0, .termEnds) }
  }

  /// The sessions missed without excuse since the last one attended.
  var missedInARow: [Session] { Array(sessions.reversed().prefix { $0.isMissed }.reversed()) }

  /// Notes whether a session was missed without excuse; nil if it was excused, which neither counts nor breaks a row.
  mutating func note(_ heldAt: Position, openedAt: Instant, isMissed: Bool?) {
    sessions.removeAll { $0.heldAt == heldAt }
    guard let isMissed else { return }
    let index = sessions.firstIndex { openedAt < $0.openedAt } ?? sessions.endIndex
    sessions.insert(Session(heldAt: heldAt, openedAt: openedAt, isMissed: isMissed), at: index)
    if sessions.count > Self.mostSessions { sessions.removeFirst() }
  }
}

extension Tenure: Described {
  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.position(1, "seatedAt", &seatedAt)
    try fields.named(2, "person", &person)
    try fields.choice(3, "title", &title)
    try fields.named(4, "election", &election)
    try fields.named(5, "organisation", &organisation)
    try fields.named(6, "mandate", &mandate)
    try fields.named(7, "gender", &gender)
    try fields.instant(8, "from", &from)
    try fields.instant(9, "to", &to)
    try fields.messages(10, "cessations", &cessations, .any)
    try fields.messages(11, "sessions", &sessions, .any)
    try fields.instant(12, "mandateTo", &mandateTo)
  }
}
