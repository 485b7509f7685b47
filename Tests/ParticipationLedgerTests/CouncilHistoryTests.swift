import EventLedger
import EventModel
import LogAudit
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// Random histories of persons, organisations, councils and their elections, valid proposals and others, with the
/// ledger's reactions: no rule is broken, what was recorded follows from itself, and everything derived follows from
/// what was recorded.
@Suite struct CouncilHistoryTests {
  private static let proposals = 2400

  @Test(arguments: [1, 2, 3, 4, 13] as [UInt64]) func everythingFollowsFromTheLog(seed: UInt64) async throws {
    let comment: Comment = "seed \(seed)"
    try await CityFixture.with { city in
      var history = CouncilHistory(city: city, seed: seed, comment: comment)
      try await history.begin()
      while history.proposed < Self.proposals { try await history.step() }
      try await history.finish()
      let records = try city.records()
      #expect(records.count > Self.proposals / 4 && history.refusals.count >= 45, "\(history.refusals), \(comment)")
      #expect(try ReplayLaw.check(records, comment) == history.recorded.count + history.reactions, comment)
      #expect(history.missing(in: records) == [], comment)
      try city.checkViews(comment)
      let report = try await city.verifyAfterClosing()
      #expect(report.damage == nil, comment)
      #expect(report.size.rawValue == UInt64(records.count), comment)
      #expect(report.uncheckedTypes == [], comment)
    }
  }
}

/// Proposes at random, and watches what every single answer must be.
private struct CouncilHistory {
  let city: CityFixture
  let comment: Comment
  var source: RandomCouncil
  var naive: NaiveCouncil
  var random: SplitMix64
  var proposed = 0
  var reactions = 0
  var recorded: [(proposal: Proposal, answer: Recorded)] = []
  var refusals: [RejectionCode: Int] = [:]
  /// The event after the last one that was looked at.
  private var next = Position(0)

  init(city: CityFixture, seed: UInt64, comment: Comment) {
    (self.city, self.comment) = (city, comment)
    (source, random) = (RandomCouncil(seed: seed), SplitMix64(seed: seed &+ 1_000_000))
    naive = NaiveCouncil(comment)
  }

  /// Enrols everybody, so that there is somebody to act.
  mutating func begin() async throws {
    for name in RandomCouncil.people {
      let act = source.enrolment(of: name)
      try await propose([source.make(act, RandomCouncil.office)])
    }
  }

  /// Proposes some acts at one moment, the way that chance decides.
  mutating func step() async throws {
    city.clock.advance(minutes: random.chance(1) ? 240 : random.number(0...7))
    switch random.number(1...10) {
    case 1...3: for _ in 0..<4 { try await proposeOne() }
    case 4: try await retry((0..<5).compactMap { _ in recorded.randomElement(using: &random) })
    case 5: try await city.ledger.views.catchUp()
    case 6: try await react()
    default: try await propose((0..<random.number(1...12)).map { _ in source.proposal(at: city.clock.now) })
    }
  }

  /// Lets the ledger react once more, and asks it for everything again.
  mutating func finish() async throws {
    city.clock.advance(minutes: 600)
    try await react()
    let more = try await city.ledger.react()
    #expect(more.isEmpty, comment)
    for start in stride(from: 0, to: recorded.count, by: 100) { try await retry(Array(recorded[start...].prefix(100))) }
    try compareRows()
    try await compareMembers()
  }

  private mutating func propose(_ proposals: [Proposal]) async throws {
    let answers = try await city.ledger.record(proposals, by: CityFixture.submitter)
    #expect(answers.count == proposals.count, comment)
    for (proposal, answer) in zip(proposals, answers) { try learn(proposal, answer) }
    try follow()
  }

  /// One proposal, of which `why` must say beforehand what becomes of it.
  private mutating func proposeOne() async throws {
    let proposal = source.proposal(at: city.clock.now)
    let size = try city.ledger.store.size
    let told = Result { try city.ledger.why(proposal, by: CityFixture.submitter) }
    #expect(try city.ledger.store.size == size, "why recorded something, \(comment)")
    let answer = try await city.ledger.record([proposal], by: CityFixture.submitter)[0]
    switch (told, answer) {
    case (.success(let acts), .success(let answer)):
      let events = try city.ledger.store.read(from: answer.position).events
      #expect(events.map(\.act) == acts.map(\.wire), comment)
    case (.failure(let told as Rejection), .failure(let refused as Rejection)): #expect(told == refused, comment)
    case (.failure(let told as LedgerError), .failure(let refused as LedgerError)):
      #expect(told.code == refused.code, comment)
    case (.failure(let told as InvalidAct), .failure(let refused as InvalidAct)):
      #expect(told.field == refused.field, comment)
    default: Issue.record("why said \(told), and recording \(answer), \(comment)")
    }
    try learn(proposal, answer)
    try follow()
  }

  /// Commands that were recorded, again: the same answers, and nothing new.
  private func retry(_ again: [(proposal: Proposal, answer: Recorded)]) async throws {
    let size = try city.ledger.store.size
    let answers = try await city.ledger.record(again.map(\.proposal), by: CityFixture.submitter)
    for (earlier, answer) in zip(again, answers) {
      let answer = try answer.get()
      #expect(answer.isRepeated && answer.position == earlier.answer.position, comment)
      #expect(answer.count == earlier.answer.count && answer.size == earlier.answer.size, comment)
    }
    #expect(try city.ledger.store.size == size, comment)
  }

  private mutating func react() async throws {
    let size = try city.ledger.store.size.rawValue
    let answers = try await city.ledger.react()
    reactions += answers.count
    #expect(answers.map(\.position.rawValue) == answers.indices.map { size + UInt64($0) }, comment)
    try follow()
  }

  private mutating func learn(_ proposal: Proposal, _ answer: Result<Recorded, any Error>) throws {
    proposed += 1
    switch answer {
    case .success(let answer):
      #expect(!answer.isRepeated && answer.size.contains(answer.position), comment)
      recorded.append((proposal, answer))
    case .failure(let refusal as Rejection): refusals[refusal.code, default: 0] += 1
    case .failure(let error as LedgerError):
      guard case .wrongVersion = error.code else { throw error }
    case .failure(is InvalidAct): return
    case .failure(let error): throw error
    }
  }

  /// Looks at what is new in the log.
  private mutating func follow() throws {
    while try city.ledger.store.size.contains(next) {
      for event in try city.ledger.store.read(from: next).events {
        naive.apply(event)
        if let act = event.act(.albo) { source.observe(act, by: event.envelope.actor, at: event.position) }
        next = Position(event.position.rawValue + 1)
      }
    }
  }

  // MARK: What must have come about

  /// Acts that no event of the history is.
  func missing(in records: [[UInt8]]) -> [String] {
    let types = Set(
      records.enumerated().compactMap { index, record in
        try? RecordedEvent(position: Position(UInt64(index)), record: record).envelope.type
      })
    let wanted: [any Act.Type] = [
      PersonEnrolled.self, OrganisationRegistered.self, MandateGranted.self, MandateRevoked.self, BodyEstablished.self,
      MemberSeated.self, MemberCeased.self, SeatOffered.self, SeatDeclined.self, MeetingConvened.self,
      MeetingHeld.self, ResolutionVoted.self, ElectionCalled.self, CandidacyFiled.self, CandidacyDecided.self,
      CandidacyWithdrawn.self, VotingOpened.self, BallotCast.self, BallotChallenged.self, ChallengeDismissed.self,
      BallotAnnulled.self, VotingClosed.self, ResultCertified.self,
    ]
    return wanted.map { $0.type }.filter { !types.contains($0) }.map(\.description)
  }

  private func compareRows() throws {
    for (id, vote) in naive.votes {
      let state = try #require(try city.ledger.store.constraint(ElectionState.key(id), as: ElectionState.self), comment)
      let counts = [vote.counts.cast, vote.counts.superseded, vote.counts.annulled, UInt64(vote.live.count)]
      #expect([state.cast, state.superseded, state.annulled, state.live] == counts, "\(id), \(comment)")
      #expect(state.byDistrict.values.reduce(0, +) == state.live, "\(id), \(comment)")
      #expect(state.challenges == UInt64(vote.challenged.values.count { $0 }), "\(id), \(comment)")
    }
  }

  private func compareMembers() async throws {
    for body in naive.bodies.keys {
      let answer = try await city.ledger.ask(BodyComposition(body: body))
      for seat in answer.seats {
        let holder = naive.holder(body, seat.seat, at: answer.asOf)
        #expect(seat.member?.seatedAt == holder?.position, "\(body)/\(seat.seat), \(comment)")
      }
    }
  }
}
