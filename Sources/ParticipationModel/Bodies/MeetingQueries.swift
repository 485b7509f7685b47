public import EventModel
public import TransparencyLog

/// `bodies.quorum`: whether a meeting had its quorum, and why.
public struct MeetingQuorum: Query {
  /// The body's id.
  public var body = ID<Body>()
  /// The meeting's id.
  public var meeting = ID<Meeting>()
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// The quorum of a meeting.
  public init(body: ID<Body>, meeting: ID<Meeting>, at: LogSize? = nil) {
    (self.body, self.meeting, self.at) = (body, meeting, at)
  }

  /// `bodies.quorum`.
  public static let method = "bodies.quorum"
  /// What it answers.
  public static let summary =
    "Whether a meeting had its quorum: the base, the counts, the rule and the events it rests on"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "body", &body, "the body's id")
    try fields.named(2, "meeting", &meeting, "the meeting's id")
    try fields.asOf(3, &at)
  }

  /// The verdict and its arithmetic.
  public struct Answer: Codable, Sendable, Hashable {
    /// The size of the log.
    public var size: LogSize
    /// The body.
    public var body: ID<Body>
    /// The meeting.
    public var meeting: ID<Meeting>
    /// What kind of meeting.
    public var kind: MeetingKind
    /// 1, or 2 for a second call.
    public var call: UInt32
    /// When it opened.
    public var openedAt: Instant
    /// The verdict.
    public var quorum: QuorumVerdict
    /// The rule, as a sentence.
    public var rule: String
    /// The members in office when it opened.
    public var members: [Member]
    /// The events the verdict rests on: the establishment, the call, the record, the seatings of those counted, and what
    /// corrected the record.
    public var positions: [Position]
    /// What became known later and would have counted, by position; the verdict stands. Absent if there is nothing.
    public var affectedBy: [Position]?
    /// Whether the meeting was recorded under a transcription.
    public var transcribed = false
    /// Slips of the record that were corrected since; absent if there are none.
    public var rectified: [Rectification]?

    package init(
      size: LogSize, body: ID<Body>, meeting: ID<Meeting>, kind: MeetingKind, call: UInt32, openedAt: Instant,
      quorum: QuorumVerdict, rule: String, members: [Member], positions: [Position]
    ) {
      self.size = size
      self.body = body
      self.meeting = meeting
      self.kind = kind
      self.call = call
      self.openedAt = openedAt
      self.quorum = quorum
      self.rule = rule
      self.members = members
      self.positions = positions
    }
  }

  /// A member in office.
  public struct Member: Codable, Sendable, Hashable {
    /// The seat.
    public var seat: ID<Seat>
    /// The member.
    public var person: String
    /// Whether the member was there.
    public var presence: Presence
    /// Who sat in; absent if nobody did.
    public var substitute: String?
    /// The event that seated the member.
    public var seatedAt: Position

    package init(seat: ID<Seat>, person: String, presence: Presence, substitute: String?, seatedAt: Position) {
      self.seat = seat
      self.person = person
      self.presence = presence
      self.substitute = substitute
      self.seatedAt = seatedAt
    }
  }

  /// Whether a member was there.
  public enum Presence: String, Codable, Sendable {
    /// The member was.
    case present
    /// A substitute sat in: the seat counts as present.
    case substituted
    /// The member was excused.
    case excused
    /// Neither.
    case missed
  }
}

/// A meeting in the list.
public struct MeetingItem: Codable, Sendable, Hashable {
  /// The body.
  public var body: ID<Body>
  /// The meeting's id.
  public var meeting: ID<Meeting>
  /// What kind of meeting.
  public var kind: MeetingKind
  /// 1, or 2 for a second call.
  public var call: UInt32
  /// When it was scheduled to begin.
  public var scheduledFor: Instant
  /// Why it was urgent; absent if it was not.
  public var urgentReason: String?
  /// The items of its agenda.
  public var agenda: [Item]
  /// The event that called it.
  public var convenedAt: Position
  /// When it opened; absent before it is recorded as held.
  public var openedAt: Instant?
  /// When it closed.
  public var closedAt: Instant?
  /// Whether it had its quorum.
  public var quorum: QuorumVerdict?
  /// How many others were there.
  public var others: UInt32?
  /// SHA-256 of the minutes, in hex; empty if there are none.
  public var minutesHash: String?
  /// The event that recorded it as held.
  public var heldAt: Position?
  /// Whether it was recorded under a transcription.
  public var transcribed = false
  /// What became known later and would have counted, by position; the outcome stands. Absent if there is nothing.
  public var affectedBy: [Position]?
  /// Slips that were corrected since; absent if there are none.
  public var rectified: [Rectification]?

  /// An item of an agenda.
  public struct Item: Codable, Sendable, Hashable {
    /// Its id, unique in the body.
    public var item: ID<AgendaItem>
    /// Its title.
    public var title: String
    /// The kind of resolution it asks for; absent if it asks for none.
    public var kind: ResolutionKind?
    /// The last day for it, YYYY-MM-DD; empty if none is stated.
    public var dueBy: String

    package init(item: ID<AgendaItem>, title: String, kind: ResolutionKind?, dueBy: String) {
      (self.item, self.title, self.kind, self.dueBy) = (item, title, kind, dueBy)
    }
  }

  package init(
    body: ID<Body>, meeting: ID<Meeting>, kind: MeetingKind, call: UInt32, scheduledFor: Instant, urgentReason: String?,
    agenda: [Item], convenedAt: Position
  ) {
    self.body = body
    self.meeting = meeting
    self.kind = kind
    self.call = call
    self.scheduledFor = scheduledFor
    self.urgentReason = urgentReason
    self.agenda = agenda
    self.convenedAt = convenedAt
  }
}

/// `bodies.meetings`: the meetings of a body.
public struct ListMeetings: Query {
  /// The body's id.
  public var body = ID<Body>()
  /// At most this many items.
  public var limit: Int?
  /// The `next` of the previous page.
  public var cursor: String?
  /// Only those held on this UTC day, or scheduled for it and not recorded as held; nil for all.
  public var on: CivilDate?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// A page of meetings.
  public init(body: ID<Body>, limit: Int? = nil, cursor: String? = nil, on: CivilDate? = nil, at: LogSize? = nil) {
    (self.body, self.limit, self.cursor, self.on, self.at) = (body, limit, cursor, on, at)
  }

  /// `bodies.meetings`.
  public static let method = "bodies.meetings"
  /// What it answers.
  public static let summary = "The meetings of a body, by id: the agenda and, for meetings that were held, the quorum"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "body", &body, "the body's id")
    try fields.named(
      2, "on", &on,
      "only those held on this day, YYYY-MM-DD UTC, or scheduled for it and not recorded as held; default: all")
    try fields.asOf(3, &at)
    try fields.page(4, &limit, &cursor)
  }

  /// A page of meetings.
  public typealias Answer = Page<MeetingItem>
}
