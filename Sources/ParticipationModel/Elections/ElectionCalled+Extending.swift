import EventModel

extension ElectionCalled {
  /// The next issue of an election whose deadlines alone are moved later: the one change of its rules that is
  /// possible, before the deadline passes, and for everybody.
  func extending(_ election: ElectionLookup, _ decision: Decision) throws(Rejection) -> ElectionCalled {
    let (current, now) = (election.rules.called, decision.now)
    try checkIssue(election)
    guard decision.actReference != nil, decision.actor.isOffice || current.commission.contains(decision.actor) else {
      throw refusal(
        .notEntitled, "\(decision.actor) moves a deadline\(decision.actReference == nil ? " without an act" : "")",
        "an office or the commission moves a deadline, by an administrative act, for all", election)
    }
    var same = self
    same.version = current.version
    same.amends = current.amends
    same.window = current.window
    same.candidacies = current.candidacies
    guard same == current else {
      throw refusal(
        .rulesFrozen, "more than a deadline would change", "rules are frozen in the act that calls an election",
        election)
    }
    let candidacies = try Self.moved(current.candidacies, candidacies, now, "the filing of candidacies", election)
    let voting = try Self.moved(current.window, window, now, "voting", election)
    guard candidacies || voting else {
      throw refusal(.notLater, "no deadline is moved", "a deadline may only be moved later", election)
    }
    guard !candidacies || election.state.phase == .called else {
      throw refusal(
        .deadlinePassed, "the polls are open", "once the polls are open only the end of voting moves", election)
    }
    var act = self
    act.amends = election.rules.calledAt
    return act
  }

  private func checkIssue(_ election: ElectionLookup) throws(Rejection) {
    let current = election.rules.called
    guard version > 1 else {
      throw refusal(
        .alreadyCalled, "“\(current.election)” was called before; another vote needs another id",
        "rules are frozen in the act that calls an election", election)
    }
    guard version == current.version + 1 else {
      throw refusal(
        .staleVersion, "issue \(version) is meant, and issue \(current.version) is in force",
        "issues are numbered without gaps", election)
    }
    guard election.state.phase < .closed else {
      throw refusal(.alreadyClosed, "the polls are closed", "what is closed is not extended", election)
    }
  }

  /// Whether a deadline is moved.
  private static func moved(
    _ old: Range<Instant>?, _ new: Range<Instant>?, _ now: Instant, _ what: String, _ election: ElectionLookup
  ) throws(Rejection) -> Bool {
    guard old != new else { return false }
    guard let old, let new, old.lowerBound == new.lowerBound, new.upperBound > old.upperBound else {
      throw Rejection(
        .notLater, "the end of \(what) would not be later",
        positions: [election.rules.calledAt])
    }
    guard now < old.upperBound else {
      throw Rejection(
        .deadlinePassed, "\(what) ended at \(old.upperBound), and it is \(now)",
        rule: "a deadline is moved before it passes", positions: [election.rules.calledAt])
    }
    return true
  }

  private func refusal(
    _ code: RejectionCode, _ message: String, _ rule: String, _ election: ElectionLookup
  ) -> Rejection {
    Rejection(code, message, rule: rule, positions: [election.rules.calledAt])
  }
}
