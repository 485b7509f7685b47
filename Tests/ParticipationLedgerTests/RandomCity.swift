import EventModel
import ParticipationModel
import TransparencyLog

/// Proposals of all kinds at random, valid ones and others, over few enough names that they meet.
struct RandomCity {
  var random: SplitMix64
  private var ids: UInt64 = 0
  /// The events of ballots that were recorded, to be annulled.
  private var ballots: [(election: ID<Election>, tag: [UInt8], position: Position)] = []
  /// The last version of each proposal and agreement.
  private var versions: [StreamName: UInt32] = [:]
  /// Who of the commission has decided that a ballot is annulled.
  private var annulling: [Position: [Actor]] = [:]
  /// Entries of hours that were recorded.
  private var entries: [(volunteer: String, entry: String)] = []

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// The next proposal.
  mutating func proposal(at now: Instant) -> Proposal {
    var proposal =
      switch random.number(1...100) {
      case 1...60: vote(now)
      case 61...72: propose(now)
      case 73...85: agree(now)
      default: work(now)
      }
    proposal.channel = random.one(of: Channel.allCases)
    proposal.assurance = random.number(0...3)
    if random.chance(3) {
      proposal.occurredAt = now.advanced(byMicroseconds: random.number(-1_000_000...200_000))
    }
    if random.chance(1) { proposal.actor = person(random.one(of: ["person:ada", "office:other", "desk:fair", "ada"])) }
    if random.chance(3) { proposal.expectedVersions = [proposal.act.stream: random.number(0...5)] }
    if random.chance(5) { proposal.commitments = [Commitment(field: "name", digest: digest(random.number(0...255)))] }
    return proposal
  }

  /// Learns what was recorded.
  mutating func observe(_ proposal: Proposal, at position: Position) {
    switch proposal.act {
    case let act as BallotCast: ballots.append((act.election, act.voterTag, position))
    case let act as CommissionVoted:
      if let ballot = act.ballot { annulling[ballot, default: []].append(proposal.actor) }
    case let act as HoursLogged: entries.append((act.volunteer.description, act.entry.id))
    case let act as HoursCorrected:
      if let entry = act.replacement?.id { entries.append((act.volunteer.description, entry)) }
    case is ProposalPublished, is AgreementOpened: versions[proposal.act.stream, default: 0] += 1
    default: return
    }
  }

  private mutating func make(
    _ act: any Act, _ actors: [String], on behalf: String? = nil, referenced percent: Int = 5
  ) -> Proposal {
    ids += 1
    let bytes = [UInt8](repeating: 0, count: 4) + [UInt8(ids >> 8 & 0xFF), UInt8(ids & 0xFF), 0x70]
    let tail = (0..<9).map { _ in random.number(UInt8(0)...255) }
    guard let id = CommandID(bytes: bytes + tail) else { preconditionFailure("16 bytes are an id") }
    return Proposal(
      id: id, act: act, actor: person(random.one(of: actors)), onBehalfOf: behalf.map(person),
      actReference: random.chance(percent) ? reference : nil)
  }

  // MARK: Elections: two at a time, of which the kind of ballot follows from the name

  private mutating func vote(_ now: Instant) -> Proposal {
    let hours = (now.microseconds - HeldClock.start.microseconds) / 3_600_000_000
    let number = hours / 6 + random.number(0...1)
    let election: ID<Election> = named("e\(number)")
    switch random.number(1...100) {
    case 1...6: return make(called(election, Int(number), now), ["office:city"])
    case 7...14:
      let isKeyed = random.chance(90)
      return make(VotingOpened(election: election, keyCommitment: isKeyed ? digest(9) : nil), ["office:city"])
    case 15...22: return annul(election)
    case 23...25:
      let reason = random.chance(20) ? "flood" : ""
      let old: ID<Election> = named("e\(max(0, number - random.number(0...2)))")
      return make(VotingClosed(election: old, earlyReason: reason), ["office:city"], referenced: 30)
    case 26...28:
      let old: ID<Election> = named("e\(max(0, number - random.number(0...3)))")
      return make(ResultCertified(election: old), ["ada", "bruno", "office:city"])
    default: return make(ballot(election, Int(number)), ["desk:booth", "desk:booth", "office:city"])
    }
  }

  static let kinds: [BallotKind] = [.approval, .chooseOne, .cumulative, .ordinal, .preferences]

  private mutating func called(_ election: ID<Election>, _ number: Int, _ now: Instant) -> ElectionCalled {
    let start = now.advanced(byMicroseconds: random.number(-90...15) * 60_000_000)
    let kind = Self.kinds[number % 5]
    let most = kind == .chooseOne ? 1 : 3
    let rule = BallotRule(
      kind: kind, choices: 1...most, sum: kind == .cumulative ? 1...6 : 0...0,
      rankPoints: kind == .ordinal ? [3, 2, 1] : [], isRevisable: random.chance(70),
      allowsBlank: random.chance(70), maximumCost: random.chance(20) ? 60 : 0)
    let options = ["a", "b", "c", "d"].enumerated().map { index, option in
      BallotOption(id: option, kind: .project(label: "Project \(option)", cost: Int64(index + 1) * 10))
    }
    return ElectionCalled(
      election: election, title: "Election \(number)",
      window: start..<start.advanced(byMicroseconds: random.number(300...700) * 60_000_000), options: options,
      ballot: rule,
      allocation: random.one(of: [nil, .topSeats(2), .greedy(budget: 50, measure: .score, skips: true, threshold: nil)]
      ),
      districts: number.isMultiple(of: 2) ? ["Nord", "Sud"] : [],
      commission: random.chance(80) ? CityFixture.commission : [])
  }

  private mutating func ballot(_ election: ID<Election>, _ number: Int) -> BallotCast {
    let kind = Self.kinds[number % 5]
    let count = random.chance(8) ? random.number(0...4) : random.number(1...(kind == .chooseOne ? 1 : 3))
    var options = Array(["a", "b", "c", "d"].shuffled(using: &random).prefix(count))
    if random.chance(3) { options.append(random.one(of: ["x", "a"])) }
    var points = kind == .cumulative ? options.map { _ in random.number(UInt32(1)...2) } : []
    if random.chance(3) { points = options.map { _ in random.number(0...9) } }
    let district = number.isMultiple(of: 2) != random.chance(3) ? random.one(of: ["Nord", "Sud"]) : ""
    let supersedes = random.chance(5) ? ballots.randomElement(using: &random)?.position : nil
    return BallotCast(
      election: election, voterTag: digest(random.number(0...24)), district: district, options: options,
      points: points, supersedes: supersedes)
  }

  private mutating func annul(_ election: ID<Election>) -> Proposal {
    let recent = ballots.suffix(30)
    let ballot = recent.randomElement(using: &random) ?? (election, digest(1), 1)
    if random.chance(15) {
      let vote = CommissionVoted(election: ballot.election, .ballotAnnulled, ballot: ballot.position)
      return make(vote, ["ada", "bruno", "carla"])
    }
    let decided = annulling.first { $0.key == ballot.position }?.value
    let hasMinutes = random.chance(decided == nil ? 85 : 20)
    let act = BallotAnnulled(
      election: random.chance(90) ? ballot.election : election, ballot: ballot.position, voterTag: ballot.tag,
      ground: "a double", decidedBy: decided ?? Array(CityFixture.commission.prefix(random.number(1...3))),
      minutesHash: hasMinutes ? digest(3) : nil)
    return make(act, ["ada", "bruno", "office:city"], referenced: hasMinutes ? 90 : 5)
  }

  private mutating func version(_ stream: StreamName) -> UInt32 {
    let last = versions[stream] ?? 0
    return random.chance(85) ? last : random.number(0...last + 1)
  }

  // MARK: The others

  private mutating func propose(_ now: Instant) -> Proposal {
    let id: ID<CitizenProposal> = named("p\(random.number(0...8))")
    let version = version(ProposalPublished.stream(of: id))
    switch random.number(1...100) {
    case 1...30:
      let start = now.advanced(byMicroseconds: random.number(-60...10) * 60_000_000)
      let isEndless = random.chance(50)
      return make(
        ProposalPublished(
          proposal: id, title: "A path", kind: .petition, authors: [person("ada")], textHash: digest(1),
          threshold: 4, supportFrom: start,
          supportTo: isEndless ? nil : start.advanced(byMicroseconds: random.number(1...900) * 60_000_000),
          admissibility: random.chance(90) ? "1/2026" : "", isEditorial: random.chance(40)), ["office:city"])
    case 31...92:
      return make(
        SupportGiven(proposal: id, version: version, supporterTag: digest(random.number(0...9))),
        ["desk:portal", "desk:portal", "office:city"])
    default:
      return make(
        ProposalAnswered(
          proposal: id, version: version, outcome: .partly, reasons: random.chance(80) ? "Half of it." : " ",
          office: person("office:mobility")), ["office:mobility"])
    }
  }

  private mutating func agree(_ now: Instant) -> Proposal {
    let id: ID<Agreement> = named("a\(random.number(0...3))")
    let parties = ["office:parks", "person:club", "person:parish", "person:school"]
    if random.chance(15) {
      let asked = parties.shuffled(using: &random).prefix(random.number(1...4))
      let act = AgreementOpened(
        agreement: id, title: "The park", kind: .citizenship, textHash: digest(random.chance(90) ? 1 : 2),
        parties: asked.map { AgreementParty(party: person($0), isRequired: random.chance(60)) })
      return make(act, ["office:city"], referenced: 85)
    }
    let party = random.chance(98) ? random.one(of: parties) : "org:unknown"
    let act = AgreementSigned(
      agreement: id, version: version(AgreementOpened.stream(of: id)), party: person(party),
      textHash: digest(random.chance(90) ? 1 : 2))
    if random.chance(20) { return make(act, ["office:parks"], on: party) }
    return make(act, random.chance(90) ? [party] : parties)
  }

  private mutating func work(_ now: Instant) -> Proposal {
    var (volunteer, entry) = ("v\(random.number(0...3))", "x\(random.number(0...400))")
    if random.chance(45) {
      let act = HoursLogged(volunteer: named(volunteer), entry: note(entry, now))
      if random.chance(20) { return make(act, ["office:hours"], on: "volunteer:\(volunteer)") }
      return make(act, random.chance(95) ? ["volunteer:\(volunteer)"] : ["volunteer:v0"])
    }
    if random.chance(95), let known = entries.randomElement(using: &random) { (volunteer, entry) = known }
    let id: ID<Volunteer> = named(volunteer)
    switch random.number(1...100) {
    case 1...55:
      let outcome = random.one(of: HoursReviewed.Outcome.allCases)
      let reason = random.chance(80) ? "seen" : ""
      return make(
        HoursReviewed(volunteer: id, entry: entry, outcome: outcome, reason: reason),
        ["volunteer:\(volunteer)", "office:hours", "office:hours", "office:youth"])
    default:
      let replacement = random.chance(70) ? note("x\(random.number(0...400))", now) : nil
      let act = HoursCorrected(
        volunteer: id, entry: entry, replacement: replacement, reason: "a slip",
        requestedBy: person(random.one(of: ["volunteer:\(volunteer)", "volunteer:\(volunteer)", "office:hours"])))
      return make(act, ["office:hours", "office:youth"])
    }
  }

  private mutating func note(_ entry: String, _ now: Instant) -> HoursNote {
    let half: Int64 = 1_800_000_000
    let start = (now.microseconds / half - random.number(0...800)) * half
    let length = random.chance(5) ? 48 : random.number(Int64(1)...8)
    return HoursNote(
      id: entry, project: named("garden"), start: Instant(microseconds: start),
      end: Instant(microseconds: start + length * half), breakMinutes: random.number(0...15))
  }
}
