import EventModel
import TransparencyLog

/// A meeting as deciders ask it.
struct MeetingRow: ConstraintValue, Described, Equatable {
  var convenedAt = Position(0)
  var kind = MeetingKind.session
  var call: UInt32 = 1
  var scheduledFor = Instant(microseconds: 0)
  var held: Held?
  /// The resolutions that it voted on.
  var resolvedAt: [Position] = []
  /// The seats that voted by name.
  var voters: [ID<Seat>] = []
  /// The most votes of a secret vote.
  var mostVotes: UInt32 = 0

  /// What is known of a meeting once it was held.
  struct Held: Described, Hashable {
    var heldAt = Position(0)
    var openedAt = Instant(microseconds: 0)
    var hasQuorum = false
    /// The seats whose members, or their substitutes, were present.
    var present: [ID<Seat>] = []
    var excused: [ID<Seat>] = []

    init(heldAt: Position, openedAt: Instant, hasQuorum: Bool, present: [ID<Seat>], excused: [ID<Seat>]) {
      (self.heldAt, self.openedAt, self.hasQuorum, self.present) = (heldAt, openedAt, hasQuorum, present)
      self.excused = excused
    }

    init(_ blank: Blank) {}

    mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
      try fields.position(1, "heldAt", &heldAt)
      try fields.instant(2, "openedAt", &openedAt)
      try fields.flag(3, "hasQuorum", &hasQuorum)
      try fields.names(4, "present", &present, .any)
      try fields.names(5, "excused", &excused, .any)
    }
  }

  static func key(_ body: ID<Body>, _ meeting: ID<Meeting>) -> ConstraintKey {
    ConstraintKey(BodyEstablished.stream(of: body), kind: 6, key: meeting.description)
  }

  init(convenedAt: Position, kind: MeetingKind, call: UInt32, scheduledFor: Instant) {
    (self.convenedAt, self.kind, self.call, self.scheduledFor) = (convenedAt, kind, call, scheduledFor)
  }

  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.position(1, "convenedAt", &convenedAt)
    try fields.choice(2, "kind", &kind)
    try fields.number(3, "call", &call)
    try fields.instant(4, "scheduledFor", &scheduledFor)
    try fields.message(5, "held", &held)
    try fields.numbers(6, "resolvedAt", &resolvedAt)
    try fields.names(7, "voters", &voters, .any)
    try fields.number(8, "mostVotes", &mostVotes)
  }
}

/// An item of an agenda, and whether a resolution has settled it.
struct AgendaRow: ConstraintValue, Described, Equatable {
  /// The convening that last had it on its agenda.
  var convenedAt = Position(0)
  /// The kind of resolution it asks for.
  var kind: ResolutionKind?
  var settledAt: Position?

  static func key(_ body: ID<Body>, _ item: ID<AgendaItem>) -> ConstraintKey {
    ConstraintKey(BodyEstablished.stream(of: body), kind: 7, key: item.description)
  }

  init(convenedAt: Position, kind: ResolutionKind?, settledAt: Position? = nil) {
    (self.convenedAt, self.kind, self.settledAt) = (convenedAt, kind, settledAt)
  }

  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.position(1, "convenedAt", &convenedAt)
    try fields.choice(2, "kind", &kind)
    try fields.position(3, "settledAt", &settledAt)
  }
}

/// A resolution's id is taken.
struct ResolutionRow: ConstraintValue, Described, Equatable {
  var votedAt = Position(0)

  static func key(_ body: ID<Body>, _ resolution: ID<Resolution>) -> ConstraintKey {
    ConstraintKey(BodyEstablished.stream(of: body), kind: 8, key: resolution.description)
  }

  init(votedAt: Position) { self.votedAt = votedAt }
  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.requiredPosition(1, "votedAt", &votedAt)
  }
}
