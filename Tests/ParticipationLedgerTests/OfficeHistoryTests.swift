import EventLedger
import EventModel
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// Who was competent when, told the long way: a list of competences, each with its time.
private struct NaiveOffices {
  struct Grant {
    var office: Actor
    var competence: Competence
    var from: Instant
    var to: Instant?
  }

  private(set) var grants: [Grant] = []

  func isCompetent(_ office: Actor, _ competence: Competence, at instant: Instant) -> Bool {
    if grants.isEmpty { return true }
    for grant in grants where grant.office == office && grant.competence == competence {
      if grant.from <= instant, grant.to == nil || instant < grant.to ?? instant { return true }
    }
    return false
  }

  mutating func learn(_ act: any Act) {
    switch act {
    case let act as OfficeEmpowered:
      for competence in act.competences {
        grants.append(.init(office: Actor(office: act.office), competence: competence, from: act.from, to: act.to))
      }
    case let act as OfficeRelieved:
      for index in grants.indices
      where grants[index].office == Actor(office: act.office) && act.competences.contains(grants[index].competence) {
        let (from, to) = (grants[index].from, grants[index].to)
        if from <= act.on, to == nil || act.on < to ?? act.on { grants[index].to = act.on }
      }
    default: return
    }
  }
}

/// Offices that come and go at random, and acts of random offices.
private struct RandomOffices {
  var random: SplitMix64
  private var count = 0
  private static let offices = ["mayor", "registry", "parks", "youth"]
  private static let competences: [Competence] = [.oversight, .oversight, .registry, .procedures, .bodies, .agreements]

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  private mutating func office() -> String { random.one(of: Self.offices) }

  private mutating func some() -> [Competence] {
    Array(Set(Self.competences.shuffled(using: &random).prefix(random.number(1...3)))).sorted { "\($0)" < "\($1)" }
  }

  private mutating func near(_ now: Instant) -> Instant {
    now.advanced(byMicroseconds: random.number(random.one(of: [0, -90, -5000])...30) * 60_000_000)
  }

  /// The next proposal, and the competence that its office needs.
  mutating func next(_ now: Instant, _ city: CityFixture) -> (Proposal, Competence) {
    count += 1
    let actor = person("office:\(office())")
    let (act, competence) = act(now, actor)
    let isLate = random.chance(20)
    return (
      city.proposal(
        act, by: actor, occurredAt: isLate ? min(near(now), now) : nil, reference: random.chance(90) ? reference : nil),
      competence
    )
  }

  private mutating func act(_ now: Instant, _ actor: Actor) -> (any Act, Competence) {
    switch random.number(1...100) {
    case 1...25:
      let from = near(now)
      let end = random.chance(50) ? from.advanced(byMicroseconds: random.number(1...600) * 60_000_000) : nil
      return (OfficeEmpowered(office: named(office()), competences: some(), from: from, to: end), .oversight)
    case 26...40: return (OfficeRelieved(office: named(office()), competences: some(), on: near(now)), .oversight)
    case 41...60:
      let key: ID<PersonKey> = named("k\(count)")
      return (PersonEnrolled(person: named("p\(count)"), assurance: 2, attestedBy: actor, key: key), .registry)
    case 61...80:
      let rules = BodyRules(firstCall: QuorumRule(base: .inOffice, numerator: 1, denominator: 2))
      let act = BodyEstablished(
        body: named("b\(count)"), title: "A body", kind: .areaCouncil, seats: [], rules: rules, termYears: 1)
      return (act, .bodies)
    default:
      return (
        ProposalPublished(
          proposal: named("q\(count)"), title: "A path", kind: .petition, authors: [person("ada")],
          textHash: digest(1), admissibility: "1/2026"), .procedures
      )
    }
  }
}

/// Proposes at random, and watches who is refused.
private struct OfficeHistory {
  let city: CityFixture
  let comment: Comment
  var source: RandomOffices
  var naive = NaiveOffices()
  var recorded = 0
  var refused = 0

  mutating func step(_ proposal: Proposal, _ competence: Competence) async throws {
    // Oversight is needed then and now.
    let times = [proposal.occurredAt ?? city.clock.now] + (competence == .oversight ? [city.clock.now] : [])
    let isCompetent = times.allSatisfy { naive.isCompetent(proposal.actor, competence, at: $0) }
    let answer = try await city.ledger.record([proposal], by: CityFixture.submitter)[0]
    var code: RejectionCode?
    do { _ = try answer.get() } catch let refusal as Rejection { code = refusal.code }
    let isRefused = code == .officeNotCompetent
    #expect(isRefused == !isCompetent, comment)
    if isRefused { refused += 1 }
    guard code == nil else { return }
    naive.learn(proposal.act)
    recorded += 1
  }
}

/// Offices come and go at random: what was recorded follows from itself, and an office is refused exactly if it lacks
/// the competence at the time of the act.
@Suite struct OfficeHistoryTests {
  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func officesActWithinTheirCompetences(seed: UInt64) async throws {
    let comment: Comment = "seed \(seed)"
    try await CityFixture.with { city in
      var history = OfficeHistory(city: city, comment: comment, source: RandomOffices(seed: seed))
      let first = OfficeEmpowered(office: named("mayor"), competences: [.oversight], from: city.clock.now)
      for step in 0..<600 {
        city.clock.advance(minutes: history.source.random.number(0...60))
        let (proposal, competence) = history.source.next(city.clock.now, city)
        // Until then, every office may do everything.
        if step == 20 {
          try await history.step(city.proposal(first, by: person("office:mayor"), reference: reference), .oversight)
        }
        try await history.step(proposal, competence)
      }
      #expect(history.recorded > 80 && history.refused > 80, "\(history.recorded), \(history.refused)")
      #expect(history.naive.grants.count > 20, comment)
      #expect(try ReplayLaw.check(city.records(), comment) == history.recorded)
    }
  }
}
