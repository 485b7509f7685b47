public import EventModel

/// What an office of the administration is competent for.
public enum Competence: String, Hashable, Sendable, CaseIterable, Codable, Choice {
  /// Who is enrolled, where people live, how old they are (anagrafe).
  case registry
  /// The register of associations and their mandates.
  case register
  /// Elections: calling, opening, closing, recording ballots.
  case elections
  /// Councils and other bodies: seats, members, meetings.
  case bodies
  /// Proposals, petitions, notices and applications.
  case procedures
  /// Citizenship agreements, pacts, conventions and concessions.
  case agreements
  /// The register of volunteers.
  case volunteers
  /// The hours of volunteers.
  case hours
  /// Money.
  case finance
  /// Community centres and other places.
  case places
  /// Activities and indicators.
  case facts
  /// The ledger itself: which office is competent, its rules, transcriptions.
  case oversight
  /// Personal data.
  case privacy
}
