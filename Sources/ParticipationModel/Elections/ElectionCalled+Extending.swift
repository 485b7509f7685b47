import EventModel

extension ElectionCalled {
  /// The next issue of an election, in which only deadlines are moved later. No other change of the rules is possible;
  /// this one must come before the deadline passes, and holds for everybody.
  func extending(_ election: ElectionLookup, _ decision: Decision) throws(Rejection) -> ElectionCalled {
    let (current, now) = (election.rules.called, decision.now)
    try checkIssue(election)
    guard decision.actReference != nil else {
      throw refusal(
        .actReferenceMissing, "a deadline is moved without an act reference",
        "only an administrative act moves a deadline, and for everybody", election)
    }
    var same = self
    same.version = current.version
    same.amends = current.amends
    same.window = current.window
    same.candidacies = current.candidacies
    // The title may be given as it was corrected since: the call's own is kept.
    if title == election.state.correctedTitle { same.title = current.title }
    guard same == current else {
      throw refusal(
        .rulesFrozen, "something other than a deadline would change",
        "the rules of an election are frozen in the act that calls it", election)
    }
    let candidacies = try Self.moved(current.candidacies, candidacies, now, "the filing of candidacies", election)
    let voting = try Self.moved(current.window, window, now, "voting", election)
    guard candidacies || voting else {
      throw refusal(.notLater, "no deadline would be moved", "a deadline may only be moved later", election)
    }
    guard !candidacies || election.state.phase == .called else {
      throw refusal(
        .deadlinePassed, "the filing of candidacies cannot be extended: the polls have opened",
        "once the polls have opened, only the end of voting can be moved", election)
    }
    var act = self
    (act.amends, act.title) = (election.rules.calledAt, current.title)
    return act
  }

  private func checkIssue(_ election: ElectionLookup) throws(Rejection) {
    let current = election.rules.called
    guard version > 1 else {
      throw refusal(
        .alreadyCalled, "“\(current.election)” was already called; give another vote another id",
        "the rules of an election are frozen in the act that calls it", election)
    }
    guard version == current.version + 1 else {
      throw refusal(
        .staleVersion, "the act has version \(version), but version \(current.version) is in force: give the next one",
        "versions are numbered without gaps", election)
    }
    guard election.state.phase < .closed else {
      throw refusal(.alreadyClosed, "the polls are closed", "voting that is closed cannot be extended", election)
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
        .deadlinePassed, "\(what) ended at \(old.upperBound); it is now \(now)",
        rule: "a deadline must be moved before it passes", positions: [election.rules.calledAt])
    }
    return true
  }

  private func refusal(
    _ code: RejectionCode, _ message: String, _ rule: String, _ election: ElectionLookup
  ) -> Rejection {
    Rejection(code, message, rule: rule, positions: [election.rules.calledAt])
  }
}
