import EventModel

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

  /// Refuses anybody who is not of the commission, if the election has one.
  func requireCommission(_ actor: Actor) throws(Rejection) {
    guard rules.called.commission.isEmpty || rules.called.commission.contains(actor) else {
      throw Rejection(
        .notCommission, "\(actor) is not a member of the commission",
        rule: "only the commission named when the election was called decides, annuls and certifies",
        positions: [rules.calledAt])
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

  /// Refuses unless the actor is of the commission and more than half of it decided.
  func requireMajority(_ members: [Actor], actor: Actor) throws(Rejection) {
    let commission = rules.called.commission
    try requireCommission(actor)
    guard members.allSatisfy(commission.contains), members.count * 2 > commission.count else {
      throw Rejection(
        .noMajority,
        "\(members.count) of \(commission.count) members of the commission decided; more than half are needed",
        positions: [rules.calledAt])
    }
  }
}
