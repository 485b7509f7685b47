import EventLedger
import EventModel
import LogAudit
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// What the ledger does by itself: once, with the event that caused it, and finished after an interruption.
@Suite struct CouncilReactionTests {
  private let system = Submitter(recorder: "albo", kind: .system)

  /// What `react()` records, as acts; each is an act of the ledger caused by an event.
  @discardableResult private func reactions(_ city: CityFixture, to cause: Position) async throws -> [any Act] {
    let before = try city.ledger.store.size
    let answers = try await city.ledger.react()
    let events = try city.events(from: Position(before.rawValue))
    #expect(events.map(\.position) == answers.map(\.position))
    for event in events { #expect(event.envelope.causedBy == cause && event.envelope.actor == .ledger) }
    return events.compactMap { $0.act(.albo) }
  }

  private func expectNothingMore(_ city: CityFixture) async throws {
    let size = try city.ledger.store.size
    #expect(try await city.ledger.react().isEmpty)
    #expect(try city.ledger.store.size == size)
    try await city.reopened { again in
      let more = try await again.react()
      let sizeNow = try again.store.size
      #expect(more.isEmpty && sizeNow == size)
    }
    let report = try LogVerifier.verify(city.path, registry: .albo)
    #expect(report.damage == nil)
  }

  @Test func aCertificationSeatsTheElected() async throws {
    try await CityFixture.with { city in
      let cause = try await city.certifyCouncil()
      let seated = try await reactions(city, to: cause).compactMap { $0 as? MemberSeated }
      #expect(seated.map(\.seat) == Council.elected && seated.map(\.person) == [person("p-a"), person("p-b")])
      #expect(seated.allSatisfy { $0.title == .elected && $0.from == city.clock.now && $0.to != nil })
      try await expectNothingMore(city)
    }
  }

  @Test func aSeatGoesDownTheListUntilItIsExhausted() async throws {
    try await CityFixture.with { city in
      let certified = try await city.certifyCouncil()
      try await reactions(city, to: certified)
      let seat = Council.elected[0]
      let resigned = try await city.record(
        MemberCeased(body: Council.body, seat: seat, reason: .resigned, effectiveAt: city.clock.now), by: person("p-a"))
      let first = try await reactions(city, to: resigned.position).compactMap { $0 as? SeatOffered }
      #expect(first.map(\.person) == [person("p-c")] && first.map(\.place) == [3])
      let declined = try await city.record(
        SeatDeclined(body: Council.body, seat: seat, person: person("p-c")), by: person("p-c"))
      let second = try await reactions(city, to: declined.position).compactMap { $0 as? SeatOffered }
      #expect(second.map(\.person) == [person("p-d")] && second.map(\.place) == [4])
      let last = try await city.record(
        SeatDeclined(body: Council.body, seat: seat, person: person("p-d")), by: person("p-d"))
      #expect(try await reactions(city, to: last.position).isEmpty)
      let seats = try await city.ledger.ask(BodyComposition(body: Council.body)).seats
      #expect(seats[0].member == nil && seats[1].member?.person == "p-b")
      try await expectNothingMore(city)
    }
  }

  @Test func whoAcceptsAnOfferIsNotOfferedAnotherSeat() async throws {
    try await CityFixture.with { city in
      let certified = try await city.certifyCouncil()
      try await reactions(city, to: certified)
      for (seat, leaver, next) in [(0, "p-a", "p-c"), (1, "p-b", "p-d")] {
        let ceased = MemberCeased(
          body: Council.body, seat: Council.elected[seat], reason: .resigned, effectiveAt: city.clock.now)
        let cause = try await city.record(ceased, by: person(leaver))
        let offered = try await reactions(city, to: cause.position).compactMap { $0 as? SeatOffered }
        #expect(offered.map(\.person) == [person(next)])
        let accepted = MemberSeated(
          body: Council.body, seat: Council.elected[seat], person: person(next), title: .substitute,
          election: Council.election, from: city.clock.now)
        try await city.record(accepted, by: person(next))
      }
      try await expectNothingMore(city)
    }
  }

  @Test func aRevokedMandateEndsItsSeat() async throws {
    try await CityFixture.with { city in
      try await city.designateCouncil()
      let end = city.clock.now.advanced(byMicroseconds: 86_400_000_000)
      let revoked = MandateRevoked(organisation: named("club"), mandate: named("m1"), effectiveAt: end)
      let cause = try await city.record(revoked, by: person("person:rita"))
      let ceased = try await reactions(city, to: cause.position).compactMap { $0 as? MemberCeased }
      #expect(ceased.map(\.seat) == [Council.designated[0]] && ceased.map(\.effectiveAt) == [end])
      #expect(ceased.map(\.person) == [person("person:gina")] && ceased.map(\.reason) == [.mandateEnded])
      try await expectNothingMore(city)
    }
  }

  @Test func aLateReactionEndsTheSeatAtThePresent() async throws {
    try await CityFixture.with { city in
      try await city.designateCouncil()
      let revoked = MandateRevoked(organisation: named("club"), mandate: named("m1"), effectiveAt: city.clock.now)
      let cause = try await city.record(revoked, by: person("person:rita"))
      city.clock.advance(minutes: 3 * 1440)
      let ceased = try await reactions(city, to: cause.position).compactMap { $0 as? MemberCeased }
      #expect(ceased.map(\.effectiveAt) == [city.clock.now])
      try await expectNothingMore(city)
    }
  }

  @Test func aStrikingOffEndsTheSeatsOfAllMandates() async throws {
    try await CityFixture.with { city in
      try await city.designateCouncil()
      let cause = try await strikeOff(city)
      let ceased = try await reactions(city, to: cause).compactMap { $0 as? MemberCeased }
      #expect(Set(ceased.map(\.seat)) == Set(Council.designated) && ceased.count == 3)
      try await expectNothingMore(city)
    }
  }

  private func strikeOff(_ city: CityFixture) async throws -> Position {
    let today = try #require(city.clock.now.date)
    let act = OrganisationStruckOff(organisation: named("club"), reason: "it asked", effectiveOn: today)
    return try await city.record(act, by: Council.office).position
  }

  @Test func theClockClosesThePollsAtTheDeadline() async throws {
    try await CityFixture.with { city in
      let called = try await city.record(Council.called).position
      try await city.record(VotingOpened(election: Council.election, keyCommitment: digest(9)))
      city.clock.set(CityFixture.minute(60).advanced(byMicroseconds: -1))
      #expect(try await city.ledger.react().isEmpty)
      city.clock.set(CityFixture.minute(60))
      let answers = try await city.ledger.react()
      let closed = try #require(try city.events(from: answers[0].position).first)
      #expect(answers.count == 1 && closed.act(.albo) is VotingClosed)
      #expect(closed.envelope.actor == .clock && closed.envelope.causedBy == called)
      try await expectNothingMore(city)
    }
  }

  @Test func anExtendedVoteClosesAtItsNewDeadline() async throws {
    try await CityFixture.with { city in
      try await city.open(Council.called)
      var next = Council.called
      (next.version, next.window) = (2, CityFixture.minute(0)..<CityFixture.minute(90))
      let act = CivilDate("2026-01-01").map { ActReference(number: "1/2026", date: $0) }
      let extended = try await city.record(next, by: Council.office, reference: act).position
      city.clock.set(CityFixture.minute(60))
      #expect(try await city.ledger.react().isEmpty)
      city.clock.set(CityFixture.minute(91))
      let answers = try await city.ledger.react()
      let closed = try #require(try city.events(from: answers[0].position).first)
      #expect(answers.count == 1 && closed.act(.albo) is VotingClosed && closed.envelope.causedBy == extended)
      try await expectNothingMore(city)
    }
  }

  /// Any one of several reactions is there when the ledger is opened; the others follow, and none twice.
  @Test(arguments: [0, 1, 2]) func brokenOffCessationsAreFinished(done: Int) async throws {
    try await CityFixture.with { city in
      try await city.designateCouncil()
      let cause = try await strikeOff(city)
      let act = MemberCeased(
        body: Council.body, seat: Council.designated[done], reason: .mandateEnded, effectiveAt: city.clock.now)
      try await recordReaction(act, "m\(done + 1)/0", to: cause, city)
      city.clock.advance(minutes: 10)
      try await city.reopened { again in
        let answers = try await again.react()
        let more = try await again.react()
        #expect(answers.count == 2 && more.isEmpty)
        let seats = try await again.ask(BodyComposition(body: Council.body)).seats
        #expect(seats.allSatisfy { $0.member == nil })
      }
      let report = try LogVerifier.verify(city.path, registry: .albo)
      #expect(report.damage == nil)
    }
  }

  @Test(arguments: [0, 1]) func brokenOffSeatingsAreFinished(done: Int) async throws {
    try await CityFixture.with { city in
      let cause = try await city.certifyCouncil()
      let seat = Council.elected[done]
      let act = MemberSeated(
        body: Council.body, seat: seat, person: person(["p-a", "p-b"][done]), title: .elected,
        election: Council.election, from: city.clock.now)
      try await recordReaction(act, "\(Council.body)/\(seat)", to: cause, city)
      city.clock.advance(minutes: 10)
      try await city.reopened { again in
        let answers = try await again.react()
        let more = try await again.react()
        #expect(answers.count == 1 && more.isEmpty)
        let members = try await again.ask(BodyComposition(body: Council.body)).seats.compactMap(\.member?.person)
        #expect(members == ["p-a", "p-b"])
      }
    }
  }

  private func recordReaction(_ act: any Act, _ subject: String, to cause: Position, _ city: CityFixture) async throws {
    var proposal = Proposal(id: Reaction.id(cause, subject), act: act, actor: .ledger)
    proposal.cause = cause
    _ = try await city.ledger.record(proposal, by: system)
  }
}
