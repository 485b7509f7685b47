public import EventModel

/// The seats of one district.
public struct DistrictSeats: Described, Hashable {
  /// The district; empty, for a guarantee, means all districts of the body.
  public var district = ""
  /// The ids of its seats; if a body is named, they are seats of that body.
  public var seats: [ID<Seat>] = []
  /// The body whose seats they are.
  public var body: ID<Body>?

  /// The seats of a district.
  public init(district: String, seats: [ID<Seat>], body: ID<Body>? = nil) {
    (self.district, self.seats, self.body) = (district, seats, body)
  }

  /// Seats without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.text(1, "district", &district, 0...100)
    try fields.names(2, "seats", &seats, ListRule(1...300))
    try fields.named(3, "body", &body)
  }
}

/// Who may stand, judged on one day.
public struct Eligibility: Described, Hashable {
  /// The day on which it is judged.
  public var referenceDate = CivilDate(Blank())
  /// Years, by the predicates `atLeast16On` and the like; 0: no minimum.
  public var minimumAge: UInt32 = 0
  /// Attributes of which at least one must hold: `residentIn`, `domiciledIn`. Empty: none is required.
  public var residence: [String] = []
  /// Whether the attribute's value must be the candidate's district, or end in `/` and the district.
  public var isInDistrict = false

  /// A rule of eligibility.
  public init(
    referenceDate: CivilDate, minimumAge: UInt32 = 0, residence: [String] = [], isInDistrict: Bool = false
  ) {
    self.referenceDate = referenceDate
    self.minimumAge = minimumAge
    self.residence = residence
    self.isInDistrict = isInDistrict
  }

  /// A rule without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "referenceDate", &referenceDate)
    try fields.number(2, "minimumAge", &minimumAge, 0...120)
    try fields.texts(3, "residence", &residence, 1...64, ListRule(0...10))
    try fields.flag(4, "inDistrict", &isInDistrict)
    try fields.check(
      !isInDistrict || !residence.isEmpty, "inDistrict", "expected at least one attribute in “residence”")
  }
}

/// A seat that is not filled by votes alone; guarantees are applied in their order after seats are allocated by votes.
public struct Guarantee: Described, Hashable {
  /// What is guaranteed.
  public var kind = Kind.missingGender
  /// By right: what was attested of a person on the reference date.
  public var predicate = ""
  /// By right: the seats that are reserved for it.
  public var seats: [DistrictSeats] = []

  /// What is guaranteed.
  public enum Kind: String, Hashable, Sendable, CaseIterable, Choice {
    /// Unelected candidates who have votes, and of whom the predicate was attested on the reference date, take the
    /// seats in the order of their votes.
    case byRight
    /// If a district with several seats elected one gender only, the best of another with votes takes its last seat.
    case missingGender

    /// `GuaranteeKind`.
    public static let schemaName = "GuaranteeKind"
  }

  /// Seats for those of whom something was attested.
  public static func byRight(predicate: String, seats: [DistrictSeats]) -> Guarantee {
    var guarantee = Guarantee(Blank())
    (guarantee.kind, guarantee.predicate, guarantee.seats) = (.byRight, predicate, seats)
    return guarantee
  }

  /// A seat for the gender that was not elected.
  public static let missingGender = Guarantee(Blank())

  /// The guarantee of a gender: what one without content is.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.choice(1, "kind", &kind)
    try fields.text(2, "predicate", &predicate, 0...64)
    try fields.messages(3, "seats", &seats, ListRule(0...300))
    let isByRight = kind == .byRight
    try fields.check(predicate.isEmpty != isByRight, "predicate", "a guarantee by right needs one; others have none")
    try fields.check(seats.isEmpty != isByRight, "seats", "a guarantee by right needs reserved seats; others have none")
  }
}

/// How a tie is broken: the first entry of the list that can break it does.
public enum TieBreaker: String, Hashable, Sendable, CaseIterable, Choice {
  /// The order of the ballot paper.
  case ballotOrder
  /// The younger candidate, by the age ranks that the commission stated.
  case younger
  /// By lot, from a beacon named in advance.
  case draw
}

/// A source of randomness, named when the election is called and published after the close.
public struct Beacon: Described, Hashable {
  /// What it is: `drand quicknet`, `Lotto, Bari`; at most 200 bytes.
  public var source = ""
  /// Which output of it: a round, the draw of a day; at most 200 bytes.
  public var output = ""

  /// A source of randomness.
  public init(source: String, output: String) { (self.source, self.output) = (source, output) }

  /// A source without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.text(1, "source", &source, 1...200)
    try fields.text(2, "output", &output, 1...200)
  }
}

/// Where ballots are cast in person, and when.
public struct PollingPoint: Described, Hashable {
  /// As ballots name it.
  public var id = ID<PollingPoint>()
  /// It is open in each of these, within the voting window.
  public var hours: [Range<Instant>] = []

  /// A polling point.
  public init(id: ID<PollingPoint>, hours: [Range<Instant>]) { (self.id, self.hours) = (id, hours) }

  /// A point without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "id", &id)
    var spans = hours.map { OpeningHours($0) }
    try fields.messages(2, "hours", &spans, ListRule(1...200))
    hours = spans.map(\.span)
  }

  /// Hours of `[from, to)`, as a message.
  private struct OpeningHours: Described {
    var span = Instant(microseconds: 0)..<Instant(microseconds: 0)

    init(_ span: Range<Instant>) { self.span = span }
    init(_ blank: Blank) {}

    mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
      try fields.window((1, "from"), (2, "to"), &span)
    }
  }
}

/// A share of a number, for instance of the electors.
public struct Share: Hashable, Sendable {
  /// The part.
  public var numerator: UInt32
  /// The whole.
  public var denominator: UInt32

  /// `numerator/denominator`.
  public init(_ numerator: UInt32, _ denominator: UInt32) {
    (self.numerator, self.denominator) = (numerator, denominator)
  }

  /// Whether `part` is at least this share of `whole`.
  func isReached(by part: UInt64, of whole: UInt64) -> Bool {
    part.multipliedFullWidth(by: UInt64(denominator)) >= whole.multipliedFullWidth(by: UInt64(numerator))
  }
}

/// Which ballot counts if a voter casts several.
public enum ChannelRule: String, Hashable, Sendable, CaseIterable, Choice {
  /// The first; later ones are refused.
  case firstWins
  /// The last.
  case lastWins
  /// One cast in person or on paper replaces those cast online and is final; of those cast online the last counts.
  case inPersonWins
}

/// Whose candidates a ballot may name.
public enum BallotScope: String, Hashable, Sendable, CaseIterable, Choice {
  /// All of the election.
  case all
  /// Those of the ballot's district.
  case district
  /// Those of the districts that elect to the same body.
  case body

  /// True: all of the election, unless the message says otherwise.
  public static let isFirstZero = true
}
