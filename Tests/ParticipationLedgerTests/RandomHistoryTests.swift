import EventLedger
import EventModel
import LogAudit
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// Random histories of all four kinds of acts, valid proposals and others: what was recorded follows from
/// itself, and everything derived follows from what was recorded.
@Suite struct RandomHistoryTests {
  private static let proposals = 1500

  @Test(arguments: [UInt64(1), 2, 3, 4, 5]) func everythingFollowsFromTheLog(seed: UInt64) async throws {
    let comment: Comment = "seed \(seed)"
    try await CityFixture.with { city in
      var history = History(city: city, seed: seed, comment: comment)
      while history.proposed < Self.proposals { try await history.step() }
      let records = try city.records()
      #expect(records.count > Self.proposals / 4 && history.refusals.count >= 30, "\(history.refusals), \(comment)")
      #expect(try ReplayLaw.check(records, comment) == history.recorded.count)
      try await NaiveCity(records, comment).compare(with: city.ledger, comment)
      try city.checkViews(comment)
      let report = try await city.verifyAfterClosing()
      #expect(report.damage == nil && report.size.rawValue == UInt64(records.count), comment)
      #expect(report.uncheckedTypes == [], comment)
    }
  }
}

/// Proposes at random, and watches what every single answer must be.
private struct History {
  let city: CityFixture
  let comment: Comment
  var source: RandomCity
  var random: SplitMix64
  var proposed = 0
  var recorded: [(proposal: Proposal, answer: Recorded)] = []
  var refusals: [RejectionCode: Int] = [:]

  init(city: CityFixture, seed: UInt64, comment: Comment) {
    (self.city, self.comment) = (city, comment)
    (source, random) = (RandomCity(seed: seed), SplitMix64(seed: seed &+ 1_000_000))
  }

  /// Proposes some acts at one moment, the way that chance decides.
  mutating func step() async throws {
    city.clock.advance(minutes: random.number(0...12))
    switch random.number(1...10) {
    case 1...3: for _ in 0..<5 { try await proposeOne() }
    case 4: try await retry()
    case 5: try await city.ledger.views.catchUp()
    default: try await proposeSome(random.number(1...25))
    }
  }

  private mutating func proposeSome(_ count: Int) async throws {
    let proposals = (0..<count).map { _ in source.proposal(at: city.clock.now) }
    let answers = try await city.ledger.record(proposals, by: CityFixture.submitter)
    #expect(answers.count == count, comment)
    for (proposal, answer) in zip(proposals, answers) { try learn(proposal, answer) }
    proposed += count
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
    default: Issue.record("why said \(told), and recording \(answer), \(comment)")
    }
    try learn(proposal, answer)
    proposed += 1
  }

  /// Commands that were recorded, again: the same answers, and nothing new.
  private mutating func retry() async throws {
    guard !recorded.isEmpty else { return }
    let again = (0..<5).map { _ in random.one(of: recorded) }
    let size = try city.ledger.store.size
    let answers = try await city.ledger.record(again.map(\.proposal), by: CityFixture.submitter)
    for (earlier, answer) in zip(again, answers) {
      let answer = try answer.get()
      #expect(answer.isRepeated && answer.position == earlier.answer.position, comment)
      #expect(answer.count == earlier.answer.count && answer.size == earlier.answer.size, comment)
    }
    #expect(try city.ledger.store.size == size, comment)
  }

  private mutating func learn(_ proposal: Proposal, _ answer: Result<Recorded, any Error>) throws {
    switch answer {
    case .success(let answer):
      #expect(!answer.isRepeated && answer.size.contains(answer.position), comment)
      recorded.append((proposal, answer))
      source.observe(proposal, at: answer.position)
    case .failure(let refusal as Rejection): refusals[refusal.code, default: 0] += 1
    case .failure(let error as LedgerError):
      guard case .wrongVersion = error.code else { throw error }
    case .failure(let error): throw error
    }
  }
}
