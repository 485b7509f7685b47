import EventModel
import TransparencyLog

/// The rules and the state of an election that somebody acts on.
struct ElectionLookup {
  let stream: StreamName
  let rules: ElectionRules
  var state: ElectionState

  init(_ election: ID<Election>, _ rows: any ConstraintReader) throws(Rejection) {
    let stream = ElectionCalled.stream(of: election)
    guard let rules = rows.row(ElectionRules.key(in: stream), as: ElectionRules.self),
      let state = rows.row(ElectionState.key(in: stream), as: ElectionState.self)
    else {
      throw Rejection(
        .unknownElection, "there is no election “\(election)”: check the id")
    }
    (self.stream, self.rules, self.state) = (stream, rules, state)
  }

  /// Refuses unless the polls are open.
  func requireOpen() throws(Rejection) {
    guard state.phase == .open else {
      throw Rejection(
        .notOpen, state.phase == .called ? "the polls have not opened yet" : "the polls are closed",
        positions: [state.since])
    }
  }

  /// Refuses once the result is certified.
  func requireUncertified() throws(Rejection) {
    guard state.phase != .certified else {
      throw Rejection(
        .certified, "the result is certified; only a new certification can supersede it",
        rule: "challenges must be decided before the certification", positions: [state.since])
    }
  }

  /// Refuses `UnknownChallenge` unless a challenge of a ballot waits for its decision.
  func requirePending(challengeOf ballot: Position, _ rows: any ConstraintReader) throws(Rejection) {
    guard rows.row(ChallengeRow.key(rules.called.election, ballot), as: ChallengeRow.self)?.isPending == true else {
      throw Rejection(
        .unknownChallenge, "no challenge of ballot \(ballot) is pending")
    }
  }
}
