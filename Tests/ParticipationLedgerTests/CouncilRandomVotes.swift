import EventLedger
import EventModel
import ParticipationModel
import TransparencyLog

/// Elections at random: a few at a time, of which the rules follow from the number.
extension RandomCouncil {
  static let roll = VoterRoll(tags: (UInt8(0)..<16).map { digest($0) })

  mutating func vote(_ now: Instant) -> Proposal {
    let current = votes.indices.filter { votes[$0].certifiedAt == nil && !isDead(votes[$0], now) }
    if current.count < 2, random.chance(50) { return make(call(votes.count, now), Self.office) }
    guard !votes.isEmpty else {
      return make(VotingOpened(election: named("e0"), keyCommitment: digest(9)), Self.office)
    }
    let index = random.chance(95) ? current.randomElement(using: &random) : nil
    let vote = votes[index ?? random.number(0...votes.count - 1)]
    if vote.certifiedAt != nil { return random.chance(70) ? certify(vote) : anything(vote, now) }
    if random.chance(6) { return anything(vote, now) }
    if vote.isClosed { return afterClose(vote) }
    if vote.isOpen { return whileOpen(vote, now) }
    return beforeOpening(vote, now)
  }

  /// Never opened in time.
  private func isDead(_ vote: Vote, _ now: Instant) -> Bool {
    !vote.isOpen && !vote.isClosed && vote.called.window.map { $0.upperBound <= now } ?? false
  }

  private mutating func call(_ number: Int, _ now: Instant) -> ElectionCalled {
    let start = now.advanced(byMicroseconds: random.number(-5...5) * 60_000_000)
    let filed = start.advanced(byMicroseconds: random.number(40...90) * 60_000_000)
    let opens = filed.advanced(byMicroseconds: random.number(10...30) * 60_000_000)
    let closes = opens.advanced(byMicroseconds: random.number(90...240) * 60_000_000)
    let body = Self.bodies[number % 4]
    let channels: [ChannelRule?] = [nil, .lastWins, .firstWins, .inPersonWins]
    var called = ElectionCalled(
      election: named("e\(number)"), title: "Election \(number)", window: opens..<closes, options: [],
      ballot: BallotRule(
        kind: .preferences, choices: 1...2, isRevisable: number % 4 != 2, allowsBlank: random.chance(70),
        channelRule: channels[number % 4], isGenderBalanced: number % 2 == 0, scope: .district),
      allocation: .topSeats(3), districts: ["Nord", "Sud"], commission: CityFixture.commission)
    called.candidacies = start..<filed
    called.seats = [
      DistrictSeats(district: "Nord", seats: [named("n1"), named("n2")], body: body),
      DistrictSeats(district: "Sud", seats: [named("s1")], body: body),
    ]
    called.signatures = UInt32(number % 3)
    called.beacon = Beacon(source: "drand", output: "1")
    called.tieBreak = [[], [.draw], [.younger, .draw]][number % 3]
    if number % 2 == 1 {
      called.eligibility = Eligibility(referenceDate: day("2026-01-01"), minimumAge: 16, residence: ["residentIn"])
      let kept = DistrictSeats(district: "", seats: [named("r1")], body: body)
      called.guarantees = [.byRight(predicate: "isYoung", seats: [kept]), .missingGender]
    }
    if number % 3 == 1 { called.pollingPoints = [PollingPoint(id: named("hall"), hours: [opens..<closes])] }
    return called
  }

  private mutating func beforeOpening(_ vote: Vote, _ now: Instant) -> Proposal {
    let filed = vote.candidacies.filter(\.isFiled)
    let isFiling = vote.called.candidacies.map { $0.contains(now) } ?? false
    if random.chance(isFiling ? 65 : 5) { return file(vote) }
    if random.chance(8) { return withdraw(vote) }
    if random.chance(6) { return extend(vote) }
    if let candidacy = filed.randomElement(using: &random), random.chance(85) { return decide(candidacy.id, vote) }
    return open(vote)
  }

  private mutating func file(_ vote: Vote) -> Proposal {
    let person = random.chance(96) ? someone() : CityFixture.commission[0]
    let act = CandidacyFiled(
      election: vote.called.election, candidacy: "c\(random.number(0...40))", person: person,
      district: random.one(of: ["Nord", "Nord", "Nord", "Sud", "Sud", random.chance(20) ? "Est" : "Nord"]),
      gender: random.one(of: [.female, .male, .male, nil]))
    return make(act, inPerson: person)
  }

  private mutating func decide(_ candidacy: String, _ vote: Vote) -> Proposal {
    let matter: CommissionMatter = random.chance(85) ? .candidacyAdmitted : .candidacyRejected
    let voted = CommissionVoted(election: vote.called.election, matter, candidacy: candidacy)
    let decided = Set(vote.decided[voted] ?? [])
    if random.chance(12) { return make(voted, random.one(of: CityFixture.commission)) }
    let hasMinutes = random.chance(decided.isEmpty ? 95 : 20)
    let act = CandidacyDecided(
      election: vote.called.election, candidacy: candidacy, isAdmitted: matter == .candidacyAdmitted,
      reason: random.chance(70) ? "incomplete" : "", ageRank: random.number(0...5),
      minutesHash: hasMinutes ? digest(3) : nil)
    return make(act, decider(), referenced: hasMinutes ? 96 : 5)
  }

  /// A member of the commission, or an office with its minutes.
  private mutating func decider() -> Actor { random.one(of: CityFixture.commission + [Self.office]) }

  /// Whom an act names as having decided, after some have by own acts; or an act of one of them.
  private mutating func decide(
    _ matter: CommissionMatter, _ ballot: Position?, _ vote: Vote,
    _ act: (_ members: [Actor], _ minutes: [UInt8]?) -> any Act
  ) -> Proposal {
    let voted = CommissionVoted(election: vote.called.election, matter, ballot: ballot)
    let decided = vote.decided[voted] ?? []
    if random.chance(12) { return make(voted, random.one(of: CityFixture.commission)) }
    let actor = decider()
    let hasMinutes = random.chance(decided.isEmpty ? 95 : 20)
    var members = Array(CityFixture.commission.prefix(random.number(1...3)))
    if !hasMinutes, random.chance(80) {
      members = decided.contains(actor) || actor.isOffice ? decided : decided + [actor]
    }
    if members.isEmpty { members = [actor] }
    return make(act(members, hasMinutes ? digest(3) : nil), actor, referenced: hasMinutes ? 96 : 70)
  }

  private mutating func withdraw(_ vote: Vote) -> Proposal {
    guard let candidacy = vote.candidacies.randomElement(using: &random) else { return file(vote) }
    return make(CandidacyWithdrawn(election: vote.called.election, candidacy: candidacy.id), inPerson: candidacy.person)
  }

  private mutating func extend(_ vote: Vote) -> Proposal {
    var next = vote.called
    next.version += random.chance(95) ? 1 : 0
    let minutes = random.number(Int64(-5)...40) * 60_000_000
    if let window = next.window, random.chance(60) {
      next.window = window.lowerBound..<max(window.upperBound.advanced(byMicroseconds: minutes), window.lowerBound)
    }
    if let window = next.candidacies, random.chance(50) {
      next.candidacies = window.lowerBound..<max(window.upperBound.advanced(byMicroseconds: minutes), window.lowerBound)
    }
    if random.chance(5) { next.signatures = 3 }
    return make(next, Self.office, referenced: 90)
  }

  private mutating func open(_ vote: Vote) -> Proposal {
    var act = VotingOpened(election: vote.called.election, keyCommitment: random.chance(95) ? digest(9) : nil)
    if vote.called.signatures == 0, let commitment = Self.roll.commitment {
      (act.rollRoot, act.rollCount) = (commitment.root, commitment.size.rawValue)
    }
    return make(act, Self.office)
  }

  private mutating func whileOpen(_ vote: Vote, _ now: Instant) -> Proposal {
    switch random.number(1...100) {
    case 1...75: return ballot(vote)
    case 76...82: return challenge(vote)
    case 83...88: return annul(vote)
    case 89...92: return dismiss(vote)
    case 93...95: return extend(vote)
    case 96...97: return withdraw(vote)
    default:
      let act = VotingClosed(election: vote.called.election, earlyReason: random.chance(40) ? "flood" : "")
      return make(act, Self.office, referenced: 40)
    }
  }

  private mutating func ballot(_ vote: Vote) -> Proposal {
    let district = random.one(of: ["Nord", "Nord", "Sud"])
    let own = vote.candidacies.filter { $0.district == district }
    let ids = (random.chance(90) ? own : vote.candidacies).map(\.id).shuffled(using: &random)
    var act = BallotCast(
      election: vote.called.election, voterTag: digest(random.number(0...random.one(of: [15, 15, 17]))),
      district: random.chance(97) ? district : "Est",
      options: Array(ids.prefix(random.one(of: [0, 1, 1, 1, 1, 2, 2, 3]))),
      supersedes: random.chance(5) ? vote.ballots.randomElement(using: &random)?.position : nil)
    if vote.called.signatures == 0, random.chance(95) { act.rollProof = Self.roll.proof(of: act.voterTag) }
    var proposal = make(act, person("desk:booth"))
    if !vote.called.pollingPoints.isEmpty, proposal.channel == .inPerson, random.chance(90) {
      act.point = "hall"
      proposal.act = act
    }
    return proposal
  }

  private mutating func challenge(_ vote: Vote) -> Proposal {
    let ballot = vote.ballots.randomElement(using: &random) ?? (1, digest(1))
    let act = BallotChallenged(election: vote.called.election, ballot: ballot.position, voterTag: ballot.tag)
    return make(act, person("desk:booth"))
  }

  private mutating func annul(_ vote: Vote) -> Proposal {
    let known = vote.challenged.randomElement(using: &random)
    let ballot =
      vote.ballots.first { $0.position == known } ?? vote.ballots.randomElement(using: &random) ?? (1, digest(1))
    return decide(.ballotAnnulled, ballot.position, vote) { members, minutes in
      BallotAnnulled(
        election: vote.called.election, ballot: ballot.position, voterTag: ballot.tag, ground: "a double",
        decidedBy: members, minutesHash: minutes)
    }
  }

  private mutating func dismiss(_ vote: Vote) -> Proposal {
    let ballot = vote.challenged.randomElement(using: &random) ?? 1
    return decide(.challengeDismissed, ballot, vote) { members, minutes in
      ChallengeDismissed(
        election: vote.called.election, ballot: ballot, reason: "seen", decidedBy: members, minutesHash: minutes)
    }
  }

  private mutating func afterClose(_ vote: Vote) -> Proposal {
    switch random.number(1...100) {
    case 1...10: ballot(vote)
    case 11...15: challenge(vote)
    case 16...30: annul(vote)
    case 31...60: dismiss(vote)
    case 61...65: withdraw(vote)
    default: certify(vote)
    }
  }

  private mutating func certify(_ vote: Vote) -> Proposal {
    var act = ResultCertified(election: vote.called.election, beacon: random.chance(80) ? Array(1...8) : [])
    if let certified = vote.certifiedAt, random.chance(80) {
      (act.supersedes, act.reason) = (certified, random.chance(90) ? "a recount" : "")
      act.excluded = Array(
        Set((0..<random.number(0...2)).compactMap { _ in vote.ballots.randomElement(using: &random)?.position }))
    }
    return decide(.resultCertified, act.supersedes, vote) { members, minutes in
      (act.signedBy, act.minutesHash) = (members, minutes)
      return act
    }
  }

  /// Whatever may be done to an election, at whatever time.
  private mutating func anything(_ vote: Vote, _ now: Instant) -> Proposal {
    switch random.number(1...11) {
    case 1: file(vote)
    case 2: decide("c\(random.number(0...40))", vote)
    case 3: withdraw(vote)
    case 4: extend(vote)
    case 5: open(vote)
    case 6: ballot(vote)
    case 7: challenge(vote)
    case 8: annul(vote)
    case 9: dismiss(vote)
    case 10: certify(vote)
    default: make(VotingClosed(election: vote.called.election), Self.office)
    }
  }

  mutating func observeVote(_ act: any Act, by actor: Actor, at position: Position) {
    if let act = act as? ElectionCalled, act.version == 1 { return votes.append(Vote(called: act)) }
    guard let index = votes.firstIndex(where: { $0.called.stream == act.stream }) else { return }
    switch act {
    case let act as ElectionCalled: votes[index].called = act
    case let act as CandidacyFiled: votes[index].candidacies.append((act.candidacy, act.person, act.district, true))
    case let act as CandidacyDecided:
      for place in votes[index].candidacies.indices where votes[index].candidacies[place].id == act.candidacy {
        votes[index].candidacies[place].isFiled = false
      }
    case let act as CandidacyWithdrawn:
      if random.chance(80) { votes[index].candidacies.removeAll { $0.id == act.candidacy } }
    case let act as CommissionVoted: votes[index].decided[act, default: []].append(actor)
    case is VotingOpened: votes[index].isOpen = true
    case let act as BallotCast: votes[index].ballots.append((position, act.voterTag))
    case let act as BallotChallenged: votes[index].challenged.append(act.ballot)
    case let act as ChallengeDismissed: votes[index].challenged.removeAll { $0 == act.ballot }
    case let act as BallotAnnulled: votes[index].challenged.removeAll { $0 == act.ballot }
    case is VotingClosed: votes[index].isClosed = true
    case is ResultCertified: votes[index].certifiedAt = position
    default: return
    }
  }
}
