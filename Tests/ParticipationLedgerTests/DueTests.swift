import EventLedger
import EventModel
import Foundation
import LogAudit
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// What time brings about: found by rows, proposed by the clock, once.
@Suite struct DueTests {
  private static let council = ID<Body>(static: "c")
  private static let clerk = person("office:bodies")

  /// A council with one seat that organisations fill, whose delegate gina holds a mandate for an hour.
  private func seated(
    in city: CityFixture, mandateEnds: Int64? = 60, termEnds: Int64? = nil
  ) async throws {
    try await city.record(
      BodyEstablished(
        body: Self.council, title: "Council", kind: .areaCouncil,
        seats: [BodySeat(id: named("d"), basis: .designated)],
        rules: BodyRules(firstCall: QuorumRule(base: .inOffice, numerator: 1, denominator: 2))), by: Self.clerk)
    for name in ["rita", "gina"] {
      let enrolled = PersonEnrolled(
        person: named(name), assurance: 2, attestedBy: person("office:registry"), key: named("k-\(name)"))
      try await city.record(enrolled, by: person("office:registry"))
    }
    try await city.record(
      OrganisationRegistered(
        organisation: named("club"), name: "The club", taxCode: "01234567897", legalForm: .association,
        statuteHash: digest(1), representative: person("person:rita")), by: person("office:register"))
    try await city.record(
      MandateGranted(
        organisation: named("club"), mandate: named("m"), delegate: person("person:gina"), kind: .effective,
        scopes: [.sit], target: .everything, from: city.clock.now, to: mandateEnds.map { CityFixture.minute($0) }),
      by: person("person:rita"))
    try await city.record(
      MemberSeated(
        body: Self.council, seat: named("d"), person: person("person:gina"), title: .designated,
        organisation: Actor(organisation: named("club")), mandate: named("m"), from: city.clock.now,
        to: termEnds.map { CityFixture.minute($0) }), by: Self.clerk)
  }

  /// What the ledger records by itself.
  private func reaction(_ city: CityFixture) async throws -> [any Act] {
    try await city.ledger.react().compactMap { try city.ledger.store.event(at: $0.position).act(.albo) }
  }

  @Test func pollsCloseAtTheirEndAndOnce() async throws {
    try await CityFixture.with { city in
      try await city.open()
      city.clock.set(CityFixture.minute(59))
      #expect(try await reaction(city).isEmpty)
      city.clock.set(CityFixture.minute(61))
      #expect(try await reaction(city).first is VotingClosed)
      #expect(try await reaction(city).isEmpty)
    }
  }

  @Test func aDeadlineThatMovesIsDueLater() async throws {
    try await CityFixture.with { city in
      let called = CityFixture.election()
      try await city.open(called)
      var later = called
      later.version = 2
      later.window = CityFixture.minute(0)..<CityFixture.minute(90)
      try await city.record(later, reference: reference)
      city.clock.set(CityFixture.minute(61))
      #expect(try await reaction(city).isEmpty)
      city.clock.set(CityFixture.minute(90))
      #expect(try await reaction(city).first is VotingClosed)
    }
  }

  @Test func aMemberCeasesWhenTheMandateEnds() async throws {
    try await CityFixture.with { city in
      try await seated(in: city)
      city.clock.set(CityFixture.minute(500))
      let ceased = try #require(try await reaction(city).first as? MemberCeased)
      #expect(ceased.reason == .mandateEnded && ceased.effectiveAt == CityFixture.minute(60))
      #expect(try await reaction(city).isEmpty)
    }
  }

  @Test func aMemberCeasesWhenTheTermEndsBeforeTheMandate() async throws {
    try await CityFixture.with { city in
      try await seated(in: city, termEnds: 30)
      city.clock.set(CityFixture.minute(40))
      let ceased = try #require(try await reaction(city).first as? MemberCeased)
      #expect(ceased.reason == .termEnded && ceased.effectiveAt == CityFixture.minute(30))
      city.clock.set(CityFixture.minute(70))
      #expect(try await reaction(city).isEmpty)
    }
  }

  @Test func whoeverHasLeftIsDueNoMore() async throws {
    try await CityFixture.with { city in
      try await seated(in: city)
      try await city.record(
        MemberCeased(body: Self.council, seat: named("d"), reason: .resigned, effectiveAt: city.clock.now),
        by: person("person:gina"))
      city.clock.set(CityFixture.minute(500))
      #expect(try await reaction(city).isEmpty)
    }
  }

  @Test func anOfferLapses() async throws {
    try await CityFixture.with { city in
      _ = try await city.certifyCouncil(offerDays: 3)
      let seated = try #require(try await reaction(city).first as? MemberSeated)
      let left = MemberCeased(
        body: Council.body, seat: seated.seat, reason: .resigned, effectiveAt: city.clock.now)
      try await city.record(left, by: seated.person)
      let offered = try #require(try await reaction(city).first as? SeatOffered)
      city.clock.advance(minutes: 3 * 1440 - 1)
      #expect(try await reaction(city).isEmpty)
      city.clock.advance(minutes: 1)
      let acts = try await reaction(city)
      let declined = try #require(acts.first as? SeatDeclined)
      #expect(declined.hasLapsed && declined.person == offered.person)
      let next = try #require(acts.dropFirst().first as? SeatOffered)
      #expect(next.person != offered.person)
    }
  }

  @Test func whatIsRefusedIsNamedAndDelaysNothing() async throws {
    let registry = ActRegistry.albo.adding(ImpossibleDeadline.self)
    try await CityFixture.with(registry: registry) { city in
      try await city.record(ImpossibleDeadline())
      try await city.open()
      city.clock.set(CityFixture.minute(61))
      #expect(try await reaction(city).map { "\(type(of: $0))" } == ["VotingClosed"])
      let refused = try #require(try await city.ledger.ask(GetStatus()).refusedDue)
      #expect(refused.map(\.what) == ["termEnds"] && refused.map(\.rejection) == ["UnknownBody"])
      #expect(refused.map(\.cause) == [1] && refused.map(\.since) == [CityFixture.minute(1)])
    }
  }

  @Test func whatIsRefusedIsProposedAgainLessAndLessOften() async throws {
    let registry = ActRegistry.albo.adding(ImpossibleDeadline.self)
    try await CityFixture.with(registry: registry) { city in
      try await city.record(ImpossibleDeadline())
      city.clock.set(CityFixture.minute(61))
      #expect(try await reaction(city).isEmpty)
      // The body is there by now, and the seat is vacant: another refusal, but only once it is asked again.
      try await city.record(Council.established, by: Council.office)
      #expect(try await reaction(city).isEmpty)
      #expect(try await city.ledger.ask(GetStatus()).refusedDue?.map(\.rejection) == ["UnknownBody"])
      city.clock.advance(minutes: 1)
      #expect(try await reaction(city).isEmpty)
      #expect(try await city.ledger.ask(GetStatus()).refusedDue?.map(\.rejection) == ["UnknownSeat"])
    }
  }
}

/// Sets a deadline that no rule will ever let be met.
private struct ImpossibleDeadline: Act {
  static let type = ActType(static: "albo.test.ImpossibleDeadline")
  static let refusals: [RejectionCode] = []
  var note = ""

  init() { note = "x" }
  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.text(1, "note", &note, 1...10)
  }

  var stream: StreamName { StreamName(unchecked: "test/deadline") }

  func decide(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] { [self] }

  func evolve(_ event: EventContext, _ rows: any ConstraintRows) {
    var due = DueRow(.termEnds, cause: event.position, stream: stream)
    (due.body, due.seat) = (Council.body, named("nobody"))
    rows.set(DueRow.key(CityFixture.minute(1), event.position, .termEnds), to: due)
  }
}
