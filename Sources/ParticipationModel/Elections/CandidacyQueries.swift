public import EventModel
public import TransparencyLog

/// A candidacy as it stands: the row of its read model.
public struct CandidacyItem: Codable, Sendable, Hashable, SteppedItem {
  /// The election's id.
  public var election: ID<Election>
  /// The candidacy's id, as ballots name it.
  public var candidacy: String
  /// Who stands, by pseudonym.
  public var person: String
  /// The public name, if the vault has it; added to the answer, not part of the read model.
  public var name: String?
  /// The commitment to the public name, in hex.
  public var commitment: String?
  /// The district; empty if the election has none.
  public var district: String
  /// As declared; absent if undeclared.
  public var gender: Gender?
  /// The guarantees' predicates that held on the reference date.
  public var qualities: [String]
  /// What the candidate declared.
  public var declarations: [String]
  /// SHA-256 of the statement of motives, in hex.
  public var statementHash: String?
  /// What became of it.
  public var status = Status.filed
  /// Why it was rejected.
  public var reason: String?
  /// The filing.
  public var filedAt: Position
  /// When it was filed.
  public var filedOn: Instant
  /// The commission's decision.
  public var decidedAt: Position?
  /// The withdrawal.
  public var withdrawnAt: Position?
  /// What became of it step by step, in the order of recording; absent if it was only filed.
  public var steps: [Step]?
  /// Whether it was recorded under a transcription.
  public var transcribed = false
  /// What became known later and would have counted, by position; the outcome stands. Absent if there is nothing.
  public var affectedBy: [Position]?

  /// What became of a candidacy.
  public enum Status: String, Codable, Sendable, CaseIterable {
    /// Not decided yet.
    case filed
    /// On the ballot paper, once the polls open.
    case admitted
    /// Refused by the commission, with a reason.
    case rejected
    /// Taken back by the candidate.
    case withdrawn
  }

  package init(
    election: ID<Election>, candidacy: String, person: String, commitment: String?, district: String, gender: Gender?,
    qualities: [String], declarations: [String], statementHash: String?, filedAt: Position, filedOn: Instant
  ) {
    self.election = election
    self.candidacy = candidacy
    self.person = person
    self.commitment = commitment
    self.district = district
    self.gender = gender
    self.qualities = qualities
    self.declarations = declarations
    self.statementHash = statementHash
    self.filedAt = filedAt
    self.filedOn = filedOn
  }

  /// A decision or a withdrawal.
  public struct Step: Codable, Sendable, Hashable, DatedStep {
    /// The UTC day on which it was done.
    public var on: CivilDate
    /// What the candidacy is since.
    public var status: Status
    /// Why it was rejected.
    public var reason: String?
    /// The event.
    public var position: Position

    package init(on: CivilDate, status: Status, reason: String?, position: Position) {
      (self.on, self.status, self.reason, self.position) = (on, status, reason, position)
    }
  }

  /// The candidacy as it stood at the end of a day; nil if it was filed later.
  package func standing(on day: CivilDate) -> CandidacyItem? {
    filedOn.day <= day.dayNumber ? withSteps(through: day) : nil
  }

  package mutating func followSteps() {
    let (all, decision) = (steps ?? [], steps?.last { $0.status != .withdrawn })
    status = all.last?.status ?? .filed
    (reason, decidedAt) = (decision?.reason, decision?.position)
    withdrawnAt = all.last { $0.status == .withdrawn }?.position
  }
}

/// `elections.candidates`: the candidacies of an election.
public struct ListCandidacies: Query {
  /// The election's id.
  public var election = ID<Election>()
  /// As of the end of this UTC day; nil for all.
  public var on: CivilDate?
  /// At most this many items.
  public var limit: Int?
  /// The `next` of the previous page.
  public var cursor: String?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// A page of an election's candidacies.
  public init(
    election: ID<Election>, on: CivilDate? = nil, limit: Int? = nil, cursor: String? = nil, at: LogSize? = nil
  ) {
    (self.election, self.on, self.limit, self.cursor, self.at) = (election, on, limit, cursor, at)
  }

  /// `elections.candidates`.
  public static let method = "elections.candidates"
  /// What it answers.
  public static let summary = "The candidacies of an election, by id, with the commission's decisions"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "election", &election, "the election's id")
    try fields.named(
      2, "on", &on, "as they stood at the end of this day, YYYY-MM-DD, UTC, without those filed later; default: all")
    try fields.asOf(3, &at)
    try fields.page(4, &limit, &cursor)
  }

  /// A page of candidacies.
  public typealias Answer = Page<CandidacyItem>
}
