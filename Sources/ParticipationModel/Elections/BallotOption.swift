public import EventModel

/// Something that can be voted for.
public struct BallotOption: Described, Hashable {
  /// As ballots name it: 1 to 64 bytes, for instance `BO.D12.54/25`.
  public var id = ""
  /// A person or a project.
  public var kind = Kind.project(Project(Blank()))

  /// What an option stands for.
  public enum Kind: Hashable, Sendable {
    /// A person who stands.
    case candidate(Candidate)
    /// A project of a participatory budget.
    case project(Project)

    /// A person, by pseudonym; the public name is in the vault behind the commitment (32 bytes).
    public static func candidate(person: Actor, commitment: [UInt8]?) -> Kind {
      .candidate(Candidate(person: person, commitment: commitment))
    }

    /// A project of a participatory budget, with its public label and its cost in cents.
    public static func project(label: String, cost: Int64) -> Kind { .project(Project(label: label, cost: cost)) }
  }

  /// An option of the ballot paper.
  public init(id: String, kind: Kind) { (self.id, self.kind) = (id, kind) }

  /// `Option`.
  public static let schemaName = "Option"

  /// An option without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.text(1, "id", &id, 1...64)
    var (candidate, project) = (candidate, project)
    try fields.message(2, "candidate", &candidate)
    try fields.message(3, "project", &project)
    try fields.check((candidate == nil) != (project == nil), "", "expected either a candidate or a project")
    if let project { kind = .project(project) } else if let candidate { kind = .candidate(candidate) }
  }

  /// An example is a project.
  public mutating func completeExample() { kind = .project(label: "Trees for the schoolyard", cost: 1_500_000) }

  /// The person who stands, if it is one.
  public var candidate: Candidate? {
    if case .candidate(let candidate) = kind { candidate } else { nil }
  }

  /// The project, if it is one.
  public var project: Project? {
    if case .project(let project) = kind { project } else { nil }
  }

  /// The cost in cents; 0 for a candidate.
  public var cost: Int64 { project?.cost ?? 0 }

  /// The label of a project, or the pseudonym of a candidate.
  public var label: String {
    switch kind {
    case .project(let project): project.label
    case .candidate(let candidate): candidate.person.description
    }
  }
}

/// A project of a participatory budget.
public struct Project: Described, Hashable {
  /// Its public label, at most 1,000 bytes.
  public var label = ""
  /// Its cost in cents.
  public var cost: Int64 = 0

  /// A project.
  public init(label: String, cost: Int64) { (self.label, self.cost) = (label, cost) }

  /// A project without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.text(1, "label", &label, 1...1000)
    try fields.cents(2, "cost", &cost)
  }
}

/// A person who stands for election.
public struct Candidate: Described, Hashable {
  /// The pseudonym.
  public var person = Actor(Blank())
  /// The commitment to the public name, 32 bytes; the name is in the vault.
  public var commitment: [UInt8]?
  /// Where the person stands; may be empty.
  public var district = ""
  /// As the person declares it; nil if undeclared.
  public var gender: Gender?
  /// Those of the guarantees' predicates that held on the reference date.
  public var qualities: [String] = []
  /// The candidate's place by age: 1 for the youngest, 2 for the next; 0: unknown.
  public var ageRank: UInt32 = 0

  /// A person who stands.
  public init(
    person: Actor, commitment: [UInt8]? = nil, district: String = "", gender: Gender? = nil, qualities: [String] = [],
    ageRank: UInt32 = 0
  ) {
    self.person = person
    self.commitment = commitment
    self.district = district
    self.gender = gender
    self.qualities = qualities
    self.ageRank = ageRank
  }

  /// A person without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "person", &person)
    try fields.hash(2, "commitment", &commitment)
    try fields.text(3, "district", &district, 0...100)
    try fields.named(4, "gender", &gender)
    try fields.texts(5, "qualities", &qualities, 1...64, ListRule(0...20))
    try fields.number(6, "ageRank", &ageRank)
  }
}

/// A gender as a candidate or member declares it.
public enum Gender: String, Hashable, Sendable, CaseIterable, Codable, TextValue {
  /// Female.
  case female = "F"
  /// Male.
  case male = "M"
  /// Another.
  case other = "X"

  /// The gender with this letter.
  public init?(text: String) { self.init(rawValue: text) }
  /// The letter.
  public var text: String { rawValue }
  /// The letters.
  public static var expectation: String { "F, M or X" }
  /// A letter.
  public static func example(for field: String) -> String { "F" }
}
