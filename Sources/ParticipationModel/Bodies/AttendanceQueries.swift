public import EventModel
public import TransparencyLog

/// The sessions of a person's time on a seat.
public struct AttendanceItem: Codable, Sendable, Hashable {
  /// The body.
  public var body: ID<Body>
  /// The seat.
  public var seat: ID<Seat>
  /// Who has or had it.
  public var person: String
  /// When the person's time on the seat began.
  public var from: Instant
  /// Sessions attended by the member.
  public var present: UInt32 = 0
  /// Sessions at which a substitute sat in.
  public var substituted: UInt32 = 0
  /// Sessions missed with an excuse.
  public var excused: UInt32 = 0
  /// Sessions missed without one.
  public var missed: UInt32 = 0
  /// How many of these sessions were recorded under a transcription.
  public var transcribed: UInt32 = 0
  /// The sessions, in the order of their recording.
  public var sessions: [Session] = []

  package init(body: ID<Body>, seat: ID<Seat>, person: String, from: Instant) {
    (self.body, self.seat, self.person, self.from) = (body, seat, person, from)
  }

  /// A session that was held while the member was in office.
  public struct Session: Codable, Sendable, Hashable {
    /// Its id.
    public var meeting: ID<Meeting>
    /// When it opened.
    public var openedAt: Instant
    /// Whether the member was there, as corrected since.
    public var presence: Presence
    /// Whether it was recorded under a transcription.
    public var transcribed: Bool
    /// The event that recorded it as held.
    public var position: Position

    package init(
      meeting: ID<Meeting>, openedAt: Instant, presence: Presence, transcribed: Bool, position: Position
    ) {
      (self.meeting, self.openedAt, self.presence) = (meeting, openedAt, presence)
      (self.transcribed, self.position) = (transcribed, position)
    }
  }

  /// Whether a member was at a session.
  public enum Presence: String, Codable, Sendable {
    /// The member was there.
    case present
    /// A substitute sat in.
    case substituted
    /// Missed with an excuse.
    case excused
    /// Missed without one.
    case missed
  }

  /// Changes the sessions, and counts them anew.
  package mutating func changeSessions(_ change: (inout [Session]) -> Void) {
    change(&sessions)
    func number(_ presence: Presence) -> UInt32 { UInt32(sessions.count { $0.presence == presence }) }
    (present, substituted) = (number(.present), number(.substituted))
    (excused, missed) = (number(.excused), number(.missed))
    transcribed = UInt32(sessions.count(where: \.transcribed))
  }

  /// The attendance through the end of a day; nil if the person's time on the seat began later.
  package func standing(on day: CivilDate) -> AttendanceItem? {
    guard from.day <= day.dayNumber else { return nil }
    var item = self
    item.changeSessions { $0.removeAll { day.dayNumber < $0.openedAt.day } }
    return item
  }
}

/// `bodies.attendance`: the sessions of every member.
public struct BodyAttendance: Query {
  /// The body's id.
  public var body = ID<Body>()
  /// Through the end of this UTC day; nil for all sessions.
  public var on: CivilDate?
  /// At most this many items.
  public var limit: Int?
  /// The `next` of the previous page.
  public var cursor: String?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// A page of the attendance of a body.
  public init(body: ID<Body>, on: CivilDate? = nil, limit: Int? = nil, cursor: String? = nil, at: LogSize? = nil) {
    (self.body, self.on, self.limit, self.cursor, self.at) = (body, on, limit, cursor, at)
  }

  /// `bodies.attendance`.
  public static let method = "bodies.attendance"
  /// What it answers.
  public static let summary =
    "How many sessions each member attended or missed, with or without an excuse, by seat and person"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "body", &body, "the body's id")
    try fields.named(2, "on", &on, "the sessions through the end of this day, YYYY-MM-DD, UTC; default: all")
    try fields.asOf(3, &at)
    try fields.page(4, &limit, &cursor)
  }

  /// A page of members, former ones too, by seat.
  public typealias Answer = Page<AttendanceItem>
}
