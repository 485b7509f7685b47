/// A section of a Pabulib file. The format requires this order, and a title and a header row for each section.
///
/// Source: <https://pabulib.org/format>.
public enum PabulibSection: String, Sendable, CaseIterable {
  /// The vote as a whole, as `key;value` rows.
  case meta = "META"
  /// One row for each project put to the vote.
  case projects = "PROJECTS"
  /// One row for each ballot.
  case votes = "VOTES"

  /// The section that must come after this one.
  var next: PabulibSection? {
    switch self {
    case .meta: .projects
    case .projects: .votes
    case .votes: nil
    }
  }
}
