public import EventModel
public import TransparencyLog

/// A mandatory opinion that a body was asked for.
public struct OpinionItem: Codable, Sendable, Hashable {
  /// The body.
  public var body: ID<Body>
  /// The item of its agenda.
  public var item: ID<AgendaItem>
  /// The item's title.
  public var title = ""
  /// The last day for it, YYYY-MM-DD; empty if there is none.
  public var dueBy = ""
  /// The agendas that had it, in the order of their recording.
  public var agendas: [Agenda] = []
  /// Its status on the day that was asked about.
  public var status = Status.due
  /// The resolution that gave it; absent if none has.
  public var given: Given?
  /// Whether an agenda or the resolution was recorded under a transcription.
  public var transcribed = false
  /// What became known later of who was in office when the resolution was voted, by position; it stands. Absent if there
  /// is nothing.
  public var affectedBy: [Position]?

  package init(body: ID<Body>, item: ID<AgendaItem>) { (self.body, self.item) = (body, item) }

  /// An agenda that had the item.
  public struct Agenda: Codable, Sendable, Hashable {
    /// The UTC day on which the meeting was called.
    public var on: CivilDate
    /// The item's title there.
    public var title: String
    /// The last day for it, YYYY-MM-DD; empty if there is none.
    public var dueBy: String
    /// Whether it was recorded under a transcription.
    public var transcribed: Bool
    /// The event.
    public var position: Position

    package init(on: CivilDate, title: String, dueBy: String, transcribed: Bool, position: Position) {
      (self.on, self.title, self.dueBy, self.transcribed, self.position) = (on, title, dueBy, transcribed, position)
    }
  }

  /// The status of an opinion.
  public enum Status: String, Codable, Sendable {
    /// Not given yet; the last day is not past, or there is none.
    case due
    /// Not given, and the last day is past.
    case overdue
    /// It was given in time.
    case given
    /// It was given after the last day.
    case givenLate
  }

  /// The resolution that gave an opinion.
  public struct Given: Codable, Sendable, Hashable {
    /// The resolution's id.
    public var resolution: ID<Resolution>
    /// What the body voted on the text.
    public var outcome: ResolutionOutcome
    /// When the meeting that voted opened.
    public var votedOn: Instant
    /// Whether it was recorded under a transcription.
    public var transcribed: Bool
    /// The event.
    public var position: Position

    package init(
      resolution: ID<Resolution>, outcome: ResolutionOutcome, votedOn: Instant, transcribed: Bool, position: Position
    ) {
      (self.resolution, self.outcome, self.votedOn) = (resolution, outcome, votedOn)
      (self.transcribed, self.position) = (transcribed, position)
    }
  }

  /// Adds an agenda.
  package mutating func add(_ agenda: Agenda) {
    agendas.append(agenda)
    takeOver()
  }

  /// Takes over the resolution that gives it.
  package mutating func give(_ resolution: Given) {
    (status, given) = (.given, resolution)
    takeOver()
  }

  /// An item that is put off is shown as its last agenda has it.
  private mutating func takeOver() {
    (title, dueBy) = (agendas.last?.title ?? "", agendas.last?.dueBy ?? "")
    transcribed = agendas.contains(where: \.transcribed) || given?.transcribed ?? false
  }

  /// The opinion as it stood at the end of a day; nil if nobody had asked for it.
  package func standing(on day: CivilDate) -> OpinionItem? {
    var view = self
    view.agendas.removeAll { day < $0.on }
    guard !view.agendas.isEmpty else { return nil }
    if let given, given.votedOn.day > day.dayNumber { (view.given, view.affectedBy) = (nil, nil) }
    view.takeOver()
    let last = CivilDate(view.dueBy)?.dayNumber ?? .max
    if let given = view.given {
      view.status = given.votedOn.day <= last ? .given : .givenLate
    } else {
      view.status = day.dayNumber <= last ? .due : .overdue
    }
    return view
  }
}

/// `bodies.opinions`: the mandatory opinions that bodies were asked for.
public struct ListOpinions: Query {
  /// The body's id; default: all bodies.
  public var body: ID<Body>?
  /// As of the end of this day, `YYYY-MM-DD`, UTC; default: now.
  public var on: CivilDate?
  /// At most this many items.
  public var limit: Int?
  /// The `next` of the previous page.
  public var cursor: String?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// A page of opinions.
  public init(body: ID<Body>? = nil, on: CivilDate? = nil, limit: Int? = nil, cursor: String? = nil, at: LogSize? = nil)
  {
    (self.body, self.on, self.limit, self.cursor, self.at) = (body, on, limit, cursor, at)
  }

  /// `bodies.opinions`.
  public static let method = "bodies.opinions"
  /// What it answers.
  public static let summary = "The opinions that bodies were asked for: due, overdue or given, and by which resolution"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "body", &body, "the body's id; default: all bodies")
    try fields.named(2, "on", &on, "as of the end of this day, YYYY-MM-DD, UTC; default: now")
    try fields.asOf(3, &at)
    try fields.page(4, &limit, &cursor)
  }

  /// A page of opinions, by body and item.
  public typealias Answer = Page<OpinionItem>
}
