import EventLedger
import EventModel
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

private let clerk = person("office:participation")

/// From an election to its seats, and from a resignation to the next of the list.
@Suite struct BodySuccessionTests {
  private let seat: ID<Seat> = named("n1")

  private func candidate(_ id: String) -> BallotOption {
    BallotOption(id: id, kind: .candidate(Candidate(person: person("p-\(id)"), district: "Nord")))
  }

  /// Elects `a` to the one seat, before `b` and `c`.
  private func elect(_ city: CityFixture) async throws {
    let rules = BodyRules(firstCall: QuorumRule(base: .inOffice, numerator: 1, denominator: 2))
    try await city.record(
      BodyEstablished(
        body: named("council"), title: "A council", kind: .areaCouncil, seats: [BodySeat(id: seat, basis: .elected)],
        rules: rules, termYears: 5), by: clerk)
    var called = CityFixture.election(
      ballot: BallotRule(kind: .approval, choices: 1...3), options: ["a", "b", "c"].map { candidate($0) },
      districts: ["Nord"])
    called.seats = [DistrictSeats(district: "Nord", seats: [seat], body: named("council"))]
    try await city.open(called)
    for (voter, options) in [(UInt8(1), ["a", "b", "c"]), (2, ["a", "b"]), (3, ["a"])] {
      try await city.record(CityFixture.ballot(voter, options, district: "Nord"))
    }
    try await city.close()
    try await city.record(ResultCertified(election: named("e")), by: CityFixture.commission[0])
    try await city.ledger.react()
  }

  private func holder(_ city: CityFixture) async throws -> MemberItem? {
    try await city.ledger.ask(BodyComposition(body: named("council"))).seats.first?.member
  }

  @Test func theElectedSitAndTheNextFollow() async throws {
    try await CityFixture.with { city in
      try await elect(city)
      let first = try #require(try await holder(city))
      #expect(first.person == "p-a" && first.title == .elected && first.to != nil)
      let resigned = MemberCeased(
        body: named("council"), seat: seat, reason: .resigned, effectiveAt: city.clock.now)
      try await city.record(resigned, by: person("p-a"))
      try await city.ledger.react()
      let vacant = try await holder(city)
      #expect(vacant == nil)
      try await city.record(
        SeatDeclined(body: named("council"), seat: seat, person: person("p-b")), by: person("p-b"))
      try await city.ledger.react()
      try await city.record(
        MemberSeated(
          body: named("council"), seat: seat, person: person("p-c"), title: .substitute, election: named("e"),
          from: city.clock.now), by: person("p-c"))
      let last = try #require(try await holder(city))
      #expect(last.person == "p-c" && last.title == .substitute && last.offeredAt != nil)
      let why = try await city.ledger.ask(WhyMember(body: named("council"), seat: seat))
      // The establishment, the certification, the offer and the seating.
      #expect(why.grounds.count == 4 && why.grounds.map(\.position) == why.grounds.map(\.position).sorted())
      let report = try await city.verifyAfterClosing()
      #expect(report.damage == nil)
    }
  }
}
