import EventLedger
import EventModel
import LogAudit
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// As of a size of the log, every query answers what it answered when the log had that size.
@Suite struct AsOfHistoryTests {
  private struct Note {
    let size: LogSize
    let day: CivilDate
    let answers: [String: String]
  }

  @Test(arguments: [UInt64(1)]) func anAnswerAsOfASizeIsTheOneOfThen(seed: UInt64) async throws {
    try await CityFixture.with { city in
      var source = RandomCity(seed: seed)
      var notes: [Note] = []
      for _ in 0..<6 {
        for _ in 0..<12 {
          city.clock.advance(minutes: source.random.number(0...60))
          let proposals = (0..<12).map { _ in source.proposal(at: city.clock.now) }
          for (proposal, answer) in zip(proposals, try await city.ledger.record(proposals, by: CityFixture.submitter)) {
            if let answer = try? answer.get() { source.observe(proposal, at: answer.position) }
          }
        }
        notes.append(try await note(city))
      }
      try await compare(notes, city, "seed \(seed)")
    }
  }

  @Test(arguments: [UInt64(2)]) func soItIsOfCouncils(seed: UInt64) async throws {
    try await CityFixture.with { city in
      var source = RandomCouncil(seed: seed)
      for name in RandomCouncil.people {
        let act = source.enrolment(of: name)
        _ = try? await city.ledger.record(source.make(act, RandomCouncil.office), by: CityFixture.submitter)
      }
      var (notes, next) = ([Note](), Position(0))
      for _ in 0..<5 {
        for step in 0..<14 {
          city.clock.advance(minutes: source.random.chance(2) ? 240 : source.random.number(0...14))
          let proposals = (0..<12).map { _ in source.proposal(at: city.clock.now) }
          _ = try await city.ledger.record(proposals, by: CityFixture.submitter)
          if step % 4 == 0 { try await city.ledger.react() }
          for event in try city.events(from: next) {
            if let act = event.act(.albo) { source.observe(act, by: event.envelope.actor, at: event.position) }
            next = Position(event.position.rawValue + 1)
          }
        }
        notes.append(try await note(city))
      }
      try await compare(notes, city, "seed \(seed)")
    }
  }

  private func note(_ city: CityFixture) async throws -> Note {
    let day = try #require(city.clock.now.date)
    let answers = try await AsOfQuestions(ledger: city.ledger, day: day).answers()
    return Note(size: try city.ledger.store.size, day: day, answers: answers)
  }

  private func compare(_ notes: [Note], _ city: CityFixture, _ comment: Comment) async throws {
    #expect(Set(notes.map(\.size)).count == notes.count, comment)
    let (first, last) = (notes[0].answers, notes[notes.count - 1].answers)
    #expect(last.count { first[$0.key] != $0.value } > last.count / 5, "little has changed, \(comment)")
    for note in notes {
      let again = try await AsOfQuestions(ledger: city.ledger, day: note.day).answers(at: note.size)
      #expect(again.count == note.answers.count, comment)
      for (question, answer) in note.answers where again[question] != answer {
        Issue.record("\(question) at \(note.size): \(again[question] ?? "nothing"), but it was \(answer), \(comment)")
      }
      #expect(city.ledger.views.keptPastViews.count <= 4)
    }
  }

  @Test func aSizeBeyondTheLogIsRefused() async throws {
    try await CityFixture.with { city in
      try await city.open()
      let size = try city.ledger.store.size
      let asked = AsOfQuestions(ledger: city.ledger, day: day("2026-01-01"))
      let refusal = await #expect(throws: InvalidAct.self) { try await asked.answers(at: size.advanced(by: 1)) }
      #expect(refusal?.field == "at")
      for query in QueryCatalogue.albo.queries
      where query.readsViews && query.parameters.contains(where: { $0.name == "at" }) {
        try await expectRefused(query, at: size.advanced(by: 1), city)
      }
      #expect(try await asked.answers(at: size) == asked.answers())
    }
  }

  private func expectRefused<Question: AnsweredQuery>(
    _ type: Question.Type, at size: LogSize, _ city: CityFixture
  ) async throws {
    // An election and a body that exist, so that nothing else can be refused first.
    let values: [String: JSONValue] = ["view": .string("tally"), "on": .string("2026-01-01")]
    var members: [String: JSONValue] = ["at": .whole(size.rawValue)]
    for field in Question.parameters where field.isRequired { members[field.name] = values[field.name] ?? .string("e") }
    let question = try Question(json: .object(members))
    if Question.method == DigestView.method {
      await #expect(throws: LedgerError.self) { try await city.ledger.ask(question) }
    } else {
      let refusal = await #expect(throws: InvalidAct.self, "\(Question.method)") { try await city.ledger.ask(question) }
      #expect(refusal?.field == "at", "\(Question.method)")
    }
  }

  @Test func everyQueryOfAViewTakesASize() {
    let without: Set = ["views.list", "ledger.status"]
    for query in QueryCatalogue.albo.queries where query.readsViews && !without.contains(query.method) {
      #expect(query.parameters.contains { $0.name == "at" }, "\(query.method)")
    }
  }

  @Test func aTallyStaysSealedAtEverySizeBeforeTheClose() async throws {
    try await CityFixture.with { city in
      func codes(upTo size: LogSize) async throws -> [RejectionCode?] {
        var codes: [RejectionCode?] = []
        for number in 0...size.rawValue {
          let at = LogSize(number)
          var found: Set<RejectionCode?> = []
          found.insert(await code { try await city.ledger.ask(ElectionTally(election: named("e"), at: at)) })
          found.insert(await code { try await city.ledger.ask(ElectionRounds(election: named("e"), at: at)) })
          found.insert(await code { try await city.ledger.ask(ExplainElection(election: named("e"), at: at)) })
          // Nothing is ranked here: that is refused after the seal only.
          found.remove(.notRanked)
          #expect(found.count == 1)
          codes.append(found.first ?? nil)
        }
        return codes
      }
      func code<Answer>(_ ask: () async throws -> Answer) async -> RejectionCode? {
        do { _ = try await ask() } catch { return (error as? Rejection)?.code }
        return nil
      }
      try await city.open()
      for voter in 1...4 as ClosedRange<UInt8> { try await city.record(CityFixture.ballot(voter, ["a"])) }
      let open = try city.ledger.store.size
      let sealed: [RejectionCode?] = [.unknownElection, .unknownElection] + Array(repeating: .sealed, count: 6)
      #expect(open == LogSize(7))
      let whileOpen = try await codes(upTo: open)
      #expect(whileOpen == sealed)
      try await city.close()
      let afterwards = try await codes(upTo: city.ledger.store.size)
      #expect(afterwards == sealed + [nil])
    }
  }
}
