public import EventModel
import FoundationEssentials
import SwiftProtobuf

/// Something that can be voted for.
public struct BallotOption: Hashable, Sendable {
  /// As ballots name it: 1 to 64 bytes, for instance `BO.D12.54/25`.
  public var id: String
  /// A person or a project.
  public var kind: Kind

  /// What an option stands for.
  public enum Kind: Hashable, Sendable {
    /// A person who stands.
    case candidate(Candidate)
    /// A project of a participatory budget, with its public label and its cost in cents.
    case project(label: String, cost: Int64)

    /// A person, by pseudonym; the public name is in the vault behind the commitment (32 bytes).
    public static func candidate(person: Actor, commitment: [UInt8]?) -> Kind {
      .candidate(Candidate(person: person, commitment: commitment))
    }
  }

  /// An option of the ballot paper.
  public init(id: String, kind: Kind) { (self.id, self.kind) = (id, kind) }

  /// The person who stands, where it is one.
  public var candidate: Candidate? {
    if case .candidate(let candidate) = kind { candidate } else { nil }
  }

  /// The cost in cents; 0 for a candidate.
  public var cost: Int64 {
    if case .project(_, let cost) = kind { cost } else { 0 }
  }

  /// The label of a project, or the pseudonym of a candidate.
  public var label: String {
    switch kind {
    case .project(let label, _): label
    case .candidate(let candidate): candidate.person.description
    }
  }
}

/// A person who stands for election.
public struct Candidate: Hashable, Sendable {
  /// The pseudonym.
  public var person: Actor
  /// The commitment to the public name, 32 bytes; the name is in the vault.
  public var commitment: [UInt8]?
  /// Where the person stands; may be empty.
  public var district: String
  /// As the person declares it; nil undeclared.
  public var gender: Gender?
  /// The guarantees' predicates that held on the reference date.
  public var qualities: [String]
  /// The place among all candidates from the youngest, 1, …; 0 unknown.
  public var ageRank: UInt32

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
}

/// A gender as a candidate or member declares it.
public enum Gender: String, Hashable, Sendable, CaseIterable, Codable {
  /// Female.
  case female = "F"
  /// Male.
  case male = "M"
  /// Another.
  case other = "X"

  init?(message: String, _ field: String) throws(InvalidAct) {
    if message.isEmpty { return nil }
    guard let gender = Gender(rawValue: message) else {
      throw InvalidAct(field: field, reason: "“\(message)” is not F, M or X")
    }
    self = gender
  }
}

extension BallotOption {
  init(message: Albo_V1_Option) throws(InvalidAct) {
    id = try Fields.text(message.id, "options.id", 1...64)
    switch message.kind {
    case .candidate(let candidate): kind = .candidate(try Candidate(message: candidate))
    case .project(let project):
      kind = .project(
        label: try Fields.text(project.label, "options.project.label", 1...1000),
        cost: try Fields.cents(project.cost, "options.project.cost"))
    case nil: throw InvalidAct(field: "options", reason: "“\(id)” is neither a candidate nor a project")
    }
  }

  var message: Albo_V1_Option {
    .with {
      $0.id = id
      switch kind {
      case .candidate(let candidate): $0.candidate = candidate.message
      case .project(let label, let cost):
        $0.project.label = label
        $0.project.cost = cost
      }
    }
  }
}

extension BallotOption {
  /// The option's message, as rows and the hash of the ballot paper have it.
  var wire: [UInt8] { (try? message.serializedBytes()) ?? [] }
}

extension Candidate {
  init(message: Albo_V1_Candidate) throws(InvalidAct) {
    guard message.qualities.count <= 20 else {
      throw InvalidAct(field: "options.candidate.qualities", reason: "at most 20")
    }
    for quality in message.qualities { _ = try Fields.text(quality, "options.candidate.qualities", 1...64) }
    self.init(
      person: try Fields.actor(message.person, "options.candidate.person"),
      commitment: try Fields.optionalDigest(message.commitment, "options.candidate.commitment"),
      district: try Fields.text(message.district, "options.candidate.district", 0...100),
      gender: try Gender(message: message.gender, "options.candidate.gender"), qualities: message.qualities,
      ageRank: message.ageRank)
  }

  var message: Albo_V1_Candidate {
    .with {
      $0.person = person.description
      $0.commitment = .init(commitment ?? [])
      $0.district = district
      $0.gender = gender?.rawValue ?? ""
      $0.qualities = qualities
      $0.ageRank = ageRank
    }
  }
}
