public import EventModel

/// The seats of one district.
public struct DistrictSeats: Hashable, Sendable {
  /// The district; empty, for a guarantee, means all districts of the body.
  public var district: String
  /// The ids of its seats: of the body, where there is one.
  public var seats: [Identifier]
  /// The body whose seats they are.
  public var body: Identifier?

  /// The seats of a district.
  public init(district: String, seats: [Identifier], body: Identifier? = nil) {
    (self.district, self.seats, self.body) = (district, seats, body)
  }
}

/// Who may stand, judged on one day.
public struct Eligibility: Hashable, Sendable {
  /// The day on which it is judged.
  public var referenceDate: CivilDate
  /// Years, by the predicates `atLeast16On` and the like; 0 no bound.
  public var minimumAge: UInt32
  /// Attributes of which one must hold: `residentIn`, `domiciledIn`; empty: none needs to.
  public var residence: [String]
  /// The attribute's value must be the candidate's district, or end in `/` and the district.
  public var isInDistrict: Bool

  /// A rule of eligibility.
  public init(
    referenceDate: CivilDate, minimumAge: UInt32 = 0, residence: [String] = [], isInDistrict: Bool = false
  ) {
    self.referenceDate = referenceDate
    self.minimumAge = minimumAge
    self.residence = residence
    self.isInDistrict = isInDistrict
  }
}

/// A seat that does not go by votes alone; guarantees are applied in their order once seats are allocated by votes.
public enum Guarantee: Hashable, Sendable {
  /// Candidates with votes, not elected, of whom the predicate was attested on the reference date, take these seats
  /// in the order of their votes.
  case byRight(predicate: String, seats: [DistrictSeats])
  /// Where a district with several seats elected one gender only, the best of another with votes takes its last seat.
  case missingGender
}

/// How a tie is broken; the first breaker of the list that can, does.
public enum TieBreaker: String, Hashable, Sendable, CaseIterable {
  /// The order of the ballot paper.
  case ballotOrder
  /// The younger candidate, by the age ranks that the commission stated.
  case younger
  /// By lot, from a beacon named in advance.
  case draw
}

/// A source of randomness, named when the election is called and published after the close.
public struct Beacon: Hashable, Sendable {
  /// What it is: `drand quicknet`, `Lotto, Bari`; at most 200 bytes.
  public var source: String
  /// Which output of it: a round, the draw of a day; at most 200 bytes.
  public var output: String

  /// A source of randomness.
  public init(source: String, output: String) { (self.source, self.output) = (source, output) }
}

/// Where ballots are cast in person, and when.
public struct PollingPoint: Hashable, Sendable {
  /// As ballots name it.
  public var id: Identifier
  /// It is open in each of these, within the voting window.
  public var hours: [Range<Instant>]

  /// A polling point.
  public init(id: Identifier, hours: [Range<Instant>]) { (self.id, self.hours) = (id, hours) }
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

/// Which ballot counts where a voter casts several.
public enum ChannelRule: String, Hashable, Sendable, CaseIterable {
  /// The first; later ones are refused.
  case firstWins
  /// The last.
  case lastWins
  /// One cast in person or on paper takes the place of those cast online, and is final; online the last counts.
  case inPersonWins
}

/// Whose candidates a ballot may name.
public enum BallotScope: String, Hashable, Sendable, CaseIterable {
  /// All of the election.
  case all
  /// Those of the ballot's district.
  case district
  /// Those of the districts that elect to the same body.
  case body
}
