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
    /// A person, by pseudonym; the public name is in the vault behind the commitment (32 bytes).
    case candidate(person: Actor, commitment: [UInt8]?)
    /// A project of a participatory budget, with its public label and its cost in cents.
    case project(label: String, cost: Int64)
  }

  /// An option of the ballot paper.
  public init(id: String, kind: Kind) { (self.id, self.kind) = (id, kind) }

  /// The cost in cents; 0 for a candidate.
  public var cost: Int64 {
    if case .project(_, let cost) = kind { cost } else { 0 }
  }

  /// The label of a project, or the pseudonym of a candidate.
  public var label: String {
    switch kind {
    case .project(let label, _): label
    case .candidate(let person, _): person.description
    }
  }
}

extension BallotOption {
  init(message: Albo_V1_Option) throws(InvalidAct) {
    id = try Fields.text(message.id, "options.id", 1...64)
    switch message.kind {
    case .candidate(let candidate):
      kind = .candidate(
        person: try Fields.actor(candidate.person, "options.candidate.person"),
        commitment: try Fields.optionalDigest(candidate.commitment, "options.candidate.commitment"))
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
      case .candidate(let person, let commitment):
        $0.candidate.person = person.description
        $0.candidate.commitment = .init(commitment ?? [])
      case .project(let label, let cost):
        $0.project.label = label
        $0.project.cost = cost
      }
    }
  }
}
