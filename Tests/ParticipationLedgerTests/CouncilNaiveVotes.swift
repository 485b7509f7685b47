import EventLedger
import EventModel
import LogAudit
import ParticipationModel
import Testing
import TransparencyLog

/// An election, told the long way.
struct NaiveVote {
  enum Phase { case called, open, closed, certified }
  enum Standing { case filed, admitted, rejected, withdrawn }

  struct Candidacy {
    var act: CandidacyFiled
    var standing = Standing.filed
  }

  struct Ballot {
    var act: BallotCast
    var position: Position
    var channel: Channel
  }

  var called: ElectionCalled
  var calledAt: Position
  var phase = Phase.called
  /// What members of the commission have decided, each by an own act.
  var decided: [CommissionVoted: Set<Actor>] = [:]
  var candidacies: [String: Candidacy] = [:]
  var paper: [String] = []
  var hasRoll = false
  var live: [[UInt8]: Ballot] = [:]
  var counts = (cast: UInt64(0), superseded: UInt64(0), annulled: UInt64(0))
  var challenged: [Position: Bool] = [:]
  var certified: (act: ResultCertified, position: Position)?
  /// Who declined a seat, or took one as a substitute.
  var passed: Set<Actor> = []

  func person(_ option: String) -> Actor? { candidacies[option]?.act.person }

  /// The first of the list on which a seat was won who may be offered it.
  func next(_ body: ID<Body>, _ seat: ID<Seat>) -> (person: Actor, place: UInt32)? {
    guard let result = certified?.act.result,
      let won = result.elected.first(where: { $0.body == body && $0.seat == seat.description })
    else { return nil }
    let elected = Set(result.elected.map(\.option))
    let list = result.options.filter { candidacies[$0.option]?.act.district == won.district && $0.place > 0 }
    return list.sorted { $0.place < $1.place }.first { entry in
      guard let candidacy = candidacies[entry.option] else { return false }
      return !elected.contains(entry.option) && candidacy.standing == .admitted
        && !passed.contains(candidacy.act.person)
    }.flatMap { entry in person(entry.option).map { ($0, entry.place) } }
  }
}

extension NaiveCouncil {
  /// - Returns: whether it is an act of an election.
  mutating func election(_ act: any Act, _ event: RecordedEvent) -> Bool {
    if let act = act as? ElectionCalled, act.version == 1 {
      expect(votes[act.election] == nil && act.amends == nil, "called twice", event)
      votes[act.election] = NaiveVote(called: act, calledAt: event.position)
      return true
    }
    guard let id = votes.first(where: { $0.value.called.stream == act.stream })?.key, var vote = votes[id] else {
      return false
    }
    let voted = act as? CommissionVoted
    let mayFollow = act is ResultCertified || voted?.ballot == nil && voted != nil || voted?.matter == .resultCertified
    expect(vote.phase != .certified || mayFollow, "something after the certification", event)
    switch act {
    case let act as ElectionCalled: extend(&vote, act, event)
    case let act as CandidacyFiled: file(&vote, act, event)
    case let act as CommissionVoted:
      expect(vote.called.commission.contains(event.envelope.actor), "not of the commission", event)
      expect(vote.decided[act, default: []].insert(event.envelope.actor).inserted, "decided twice", event)
    case let act as CandidacyDecided: decide(&vote, act, event)
    case let act as CandidacyWithdrawn:
      let candidacy = vote.candidacies[act.candidacy]
      expect(candidacy?.act.person == author(event), "withdrawn by another", event)
      expect(candidacy?.standing == .filed || candidacy?.standing == .admitted, "withdrawn twice", event)
      vote.candidacies[act.candidacy]?.standing = .withdrawn
    case let act as VotingOpened: open(&vote, act, event)
    case let act as BallotCast: cast(&vote, act, event)
    case let act as BallotAnnulled: annul(&vote, act, event)
    case let act as BallotChallenged:
      expect(vote.live[act.voterTag]?.position == act.ballot && vote.phase != .called, "not a live ballot", event)
      expect(vote.challenged.updateValue(true, forKey: act.ballot) == nil, "challenged twice", event)
    case let act as ChallengeDismissed:
      expect(vote.challenged.updateValue(false, forKey: act.ballot) == true, "no challenge is pending", event)
      let subject = CommissionVoted(election: id, .challengeDismissed, ballot: act.ballot)
      expectDecision(vote, subject, by: act.decidedBy, minutes: act.minutesHash, event)
    case let act as VotingClosed: close(&vote, act, event)
    case let act as ResultCertified: certify(&vote, act, event)
    default: return false
    }
    votes[id] = vote
    return true
  }

  private func extend(_ vote: inout NaiveVote, _ act: ElectionCalled, _ event: RecordedEvent) {
    let (old, now) = (vote.called, event.envelope.recordedAt)
    expect(act.version == old.version + 1 && act.amends == vote.calledAt, "not the next issue", event)
    expect(vote.phase == .called || vote.phase == .open, "extended after the close", event)
    for (before, after) in [(old.window, act.window), (old.candidacies, act.candidacies)] where before != after {
      guard let before, let after else { return expect(false, "a deadline comes or goes", event) }
      expect(before.lowerBound == after.lowerBound && before.upperBound < after.upperBound, "not later", event)
      expect(now < before.upperBound, "moved after it passed", event)
    }
    expect(old.window != act.window || old.candidacies != act.candidacies, "nothing moved", event)
    expect(vote.phase == .called || old.candidacies == act.candidacies, "candidacies after the opening", event)
    var same = act
    (same.version, same.amends, same.window, same.candidacies) = (old.version, old.amends, old.window, old.candidacies)
    expect(same == old, "other rules changed", event)
    (vote.called, vote.calledAt) = (act, event.position)
  }

  private func file(_ vote: inout NaiveVote, _ act: CandidacyFiled, _ event: RecordedEvent) {
    let now = event.envelope.occurredAt ?? event.envelope.recordedAt
    expect(vote.phase == .called && vote.called.candidacies?.contains(now) == true, "outside the window", event)
    let live = vote.candidacies.values.filter { $0.standing == .filed || $0.standing == .admitted }
    expect(!live.contains { $0.act.person == act.person }, "two live candidacies", event)
    expect(author(event) == act.person && !vote.called.commission.contains(act.person), "not their own", event)
    expect(vote.called.districts.contains(act.district), "an unknown district", event)
    let attributes = people[act.person] ?? []
    func has(_ name: String) -> Bool { attributes.contains { $0.name.description == name } }
    if vote.called.eligibility != nil {
      expect(people[act.person] != nil && has("atLeast16On") && has("residentIn"), "not eligible", event)
      expect(act.qualities == (has("isYoung") ? ["isYoung"] : []), "other qualities", event)
    }
    expect(vote.candidacies.updateValue(.init(act: act), forKey: act.candidacy) == nil, "an id twice", event)
  }

  private func decide(_ vote: inout NaiveVote, _ act: CandidacyDecided, _ event: RecordedEvent) {
    let matter: CommissionMatter = act.isAdmitted ? .candidacyAdmitted : .candidacyRejected
    let subject = CommissionVoted(election: act.election, matter, candidacy: act.candidacy)
    expectDecision(vote, subject, by: nil, minutes: act.minutesHash, event)
    expect(vote.phase == .called, "decided after the opening", event)
    expect(vote.candidacies[act.candidacy]?.standing == .filed, "decided twice", event)
    expect(act.isAdmitted || !act.reason.isEmpty, "no reason", event)
    vote.candidacies[act.candidacy]?.standing = act.isAdmitted ? .admitted : .rejected
  }

  private func open(_ vote: inout NaiveVote, _ act: VotingOpened, _ event: RecordedEvent) {
    expect(vote.phase == .called, "opened twice", event)
    expect(vote.called.window?.contains(event.envelope.recordedAt) == true, "opened outside the window", event)
    expect(!vote.candidacies.values.contains { $0.standing == .filed }, "candidacies are not decided", event)
    let admitted = vote.candidacies.filter { $0.value.standing == .admitted }
    let order = admitted.sorted { left, right in
      (left.value.act.district, left.key) < (right.value.act.district, right.key)
    }
    expect(!order.isEmpty && act.options.map(\.id) == order.map(\.key), "another ballot paper", event)
    (vote.phase, vote.paper, vote.hasRoll) = (.open, order.map(\.key), act.rollRoot != nil)
  }

  private func cast(_ vote: inout NaiveVote, _ act: BallotCast, _ event: RecordedEvent) {
    let (now, channel) = (event.envelope.recordedAt, event.envelope.channel)
    expect(vote.phase == .open && vote.called.window?.contains(now) == true, "outside the window", event)
    expect(vote.called.districts.contains(act.district), "an unknown district", event)
    expect(!vote.hasRoll || act.voterTag[0] < 16, "not on the roll", event)
    let points = vote.called.pollingPoints
    if channel == .inPerson, !points.isEmpty {
      expect(
        points.contains { $0.id.description == act.point && $0.hours.contains { $0.contains(now) } }, "closed", event)
    }
    checkChoice(vote, act, channel, event)
    let earlier = vote.live[act.voterTag]
    expect(act.supersedes == earlier?.position, "not the live ballot", event)
    if let earlier { expect(mayReplace(vote.called.ballot, earlier.channel), "not revisable", event) }
    vote.counts.cast += 1
    if earlier != nil { vote.counts.superseded += 1 }
    vote.live[act.voterTag] = .init(act: act, position: event.position, channel: channel)
  }

  private func mayReplace(_ rule: BallotRule, _ earlier: Channel) -> Bool {
    switch rule.channelRule {
    case nil: rule.isRevisable
    case .firstWins: false
    case .lastWins: true
    case .inPersonWins: earlier == .online || earlier == .unspecified
    }
  }

  private func checkChoice(_ vote: NaiveVote, _ act: BallotCast, _ channel: Channel, _ event: RecordedEvent) {
    let rule = vote.called.ballot
    expect(act.options.isEmpty ? rule.allowsBlank : rule.choices.contains(act.options.count), "the number", event)
    expect(Set(act.options).count == act.options.count && act.options.allSatisfy(vote.paper.contains), "options", event)
    expect(act.options.allSatisfy { vote.candidacies[$0]?.act.district == act.district }, "another district", event)
    var (genders, void) = (Set<Gender>(), [UInt32]())
    for (place, option) in act.options.enumerated() where rule.isGenderBalanced {
      guard let gender = vote.candidacies[option]?.act.gender else { continue }
      if !genders.insert(gender).inserted { void.append(UInt32(place)) }
    }
    expect(act.void == void && (void.isEmpty || channel == .paper), "two of the same gender", event)
  }

  private func annul(_ vote: inout NaiveVote, _ act: BallotAnnulled, _ event: RecordedEvent) {
    expect(vote.phase != .called && vote.live[act.voterTag]?.position == act.ballot, "not a live ballot", event)
    expect(act.voterReadmitted == (vote.phase == .open), "readmitted after the close", event)
    let subject = CommissionVoted(election: act.election, .ballotAnnulled, ballot: act.ballot)
    expectDecision(vote, subject, by: act.decidedBy, minutes: act.minutesHash, event)
    vote.live[act.voterTag] = nil
    vote.counts.annulled += 1
    // What was signed is not the count any more.
    vote.decided[CommissionVoted(election: act.election, .resultCertified)] = nil
    if vote.challenged[act.ballot] == true { vote.challenged[act.ballot] = false }
  }

  /// A decision of the commission: each member by an own act, or all by the minutes.
  ///
  /// - Parameter needed: how many must have decided; nil for more than half.
  func expectDecision(
    _ vote: NaiveVote, _ subject: CommissionVoted, by named: [Actor]?, minutes: [UInt8]?, needed: Int? = nil,
    _ event: RecordedEvent
  ) {
    let (commission, actor) = (vote.called.commission, event.envelope.actor)
    let hasMinutes = minutes != nil && event.envelope.actReference != nil
    expect(commission.contains(actor) || hasMinutes && actor.description.hasPrefix("office:"), "not theirs", event)
    let own = (vote.decided[subject] ?? []).union(commission.contains(actor) ? [actor] : [])
    let decided = hasMinutes ? named.map(Set.init) ?? Set(commission) : named.map { own.intersection($0) } ?? own
    expect(decided.isSubset(of: commission), "strangers decided", event)
    expect((named ?? []).allSatisfy(decided.contains), "somebody who is named has not decided", event)
    expect(decided.count >= needed ?? commission.count / 2 + 1, "no majority", event)
  }
}
