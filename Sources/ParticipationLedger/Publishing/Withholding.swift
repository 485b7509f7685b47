import EventLedger
import EventModel
import ParticipationModel

/// What is withheld from everybody while the polls of an election are not closed: its ballots, and acts that name a
/// voter's tag.
enum Withholding {
  /// Challenges and annulments name the tag, and with the tag a leaf hash can be tried against every choice.
  static let types: Set<ActType> = [BallotCast.type, BallotChallenged.type, BallotAnnulled.type]

  /// Whether the polls of an election's stream are not closed; also true if that cannot be determined.
  static func isOpen(_ stream: StreamName, _ store: EventStore) throws -> Bool {
    guard let election = ID<Election>(String(stream.description.dropFirst("election/".count))) else { return true }
    let state = try store.constraint(ElectionState.key(election), as: ElectionState.self)
    return state.map { $0.phase == .called || $0.phase == .open } ?? true
  }
}
