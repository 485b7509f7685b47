import EventLedger
import EventModel
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// Views know what deciders know of mandates, the register and cessations, and say what became known later.
@Suite struct LaterKnowledgeTests {
  private static let body: ID<Body> = named("c")

  private func day(_ number: Int64) -> Instant { CityFixture.minute(number * CouncilFixture.minutesADay) }

  private func date(_ number: Int64) throws -> CivilDate { try #require(day(number).date) }

  private func members(_ city: CityFixture, on number: Int64? = nil) async throws -> [String?] {
    let answer = try await city.ledger.ask(BodyComposition(body: Self.body, on: number.map { try date($0) }))
    return answer.seats.map { $0.member?.person }
  }

  /// What the rows of the meeting, the resolution and the opinion say.
  private func affected(_ city: CityFixture) async throws -> [[Position]?] {
    let ledger = city.ledger
    return [
      try await ledger.ask(ListMeetings(body: Self.body)).items.first?.affectedBy,
      try await ledger.ask(ListResolutions(body: Self.body)).items.first?.affectedBy,
      try await ledger.ask(ListOpinions(body: Self.body)).items.last?.affectedBy,
    ]
  }

  @Test func aRevocationAndAStrikingOffFromBeforeAMeetingAreSaidOfIt() async throws {
    try await CouncilFixture.with { fixture in
      let city = fixture.city
      try await fixture.meet()
      try await fixture.vote("r", item: "plan")
      #expect(try await affected(city) == [nil, nil, nil])
      let revoked = try await city.record(
        MandateRevoked(organisation: named("o1"), mandate: named("m"), effectiveAt: day(1)),
        by: person("person:rita"), reference: reference
      ).position
      #expect(try await affected(city) == [[revoked], [revoked], [revoked]])
      // One from a later day touches nothing that was.
      try await city.record(
        MandateRevoked(organisation: named("o3"), mandate: named("m"), effectiveAt: city.clock.now),
        by: person("person:rita"))
      let struckOff = try await city.record(
        OrganisationStruckOff(organisation: named("o2"), reason: "asked", effectiveOn: date(1)), reference: reference
      )
      .position
      #expect(try await affected(city)[0] == [revoked, struckOff])
      // The verdict stands, over the members known then; who sat is what is known now.
      let quorum = try await city.ledger.ask(MeetingQuorum(body: Self.body, meeting: named("s1")))
      #expect(quorum.quorum.baseCount == 3 && quorum.quorum.isMet && quorum.members.count == 3)
      #expect(try await members(city, on: 0) == ["person:p1", "person:p2", "person:p3", nil])
      #expect(try await members(city, on: 1) == [nil, nil, "person:p3", nil])
      try city.checkViews("after revocations")
    }
  }

  @Test func aDelegateOfASuspendedOrganisationIsNotInOffice() async throws {
    try await CouncilFixture.with { fixture in
      let city = fixture.city
      try await city.record(
        OrganisationSuspended(organisation: named("o3"), reason: "no report", from: date(1), to: date(3)),
        reference: reference)
      city.clock.set(CityFixture.minute(2 * CouncilFixture.minutesADay + 60))
      let opened = day(2)
      try await city.record(
        MeetingConvened(body: Self.body, meeting: named("s"), kind: .open, scheduledFor: day(5)))
      try await city.record(MeetingConvened(body: Self.body, meeting: named("t"), scheduledFor: day(5)))
      #expect(try await members(city, on: 2) == ["person:p1", "person:p2", nil, nil])
      #expect(try await members(city, on: 4) == ["person:p1", "person:p2", "person:p3", nil])
      // In a session meanwhile the delegate neither counts nor misses it.
      await #expect(throws: Rejection.self) {
        try await city.record(
          MemberCeased(body: Self.body, seat: named("d3"), reason: .mandateEnded, effectiveAt: opened),
          reference: reference)
      }
    }
  }

  @Test func aSessionDuringASuspensionIsNotMissed() async throws {
    try await CouncilFixture.with { fixture in
      let city = fixture.city
      try await city.record(
        OrganisationSuspended(organisation: named("o3"), reason: "no report", from: date(1), to: date(3)),
        reference: reference)
      try await city.record(
        MeetingConvened(body: Self.body, meeting: named("s"), scheduledFor: day(2)))
      city.clock.set(day(2).advanced(byMicroseconds: 3_600_000_000))
      try await city.record(
        MeetingHeld(
          body: Self.body, meeting: named("s"), openedAt: day(2), closedAt: city.clock.now,
          attendance: ["d1", "d2"].map { Attendance(seat: named($0)) }))
      let attendance = try await city.ledger.ask(BodyAttendance(body: Self.body)).items
      #expect(attendance.map(\.missed) == [0, 0, 0] && attendance.map(\.present) == [1, 1, 0])
      let quorum = try await city.ledger.ask(MeetingQuorum(body: Self.body, meeting: named("s")))
      #expect(quorum.members.map(\.person) == ["person:p1", "person:p2"] && quorum.quorum.baseCount == 2)
    }
  }

  @Test func afterAReadmissionTheDelegateIsBackOnlyFromASuspension() async throws {
    try await CouncilFixture.with { fixture in
      let city = fixture.city
      for name in ["o1", "o2"] {
        try await city.record(
          OrganisationSuspended(organisation: named(name), reason: "no report", from: date(1)), reference: reference)
      }
      try await city.record(
        OrganisationStruckOff(organisation: named("o2"), reason: "asked", effectiveOn: date(3)), reference: reference)
      for name in ["o1", "o2"] {
        try await city.record(
          OrganisationReadmitted(organisation: named(name), reason: "came back", on: date(5)), reference: reference)
      }
      #expect(try await members(city, on: 0) == ["person:p1", "person:p2", "person:p3", nil])
      #expect(try await members(city, on: 4) == [nil, nil, "person:p3", nil])
      #expect(try await members(city, on: 6) == ["person:p1", nil, "person:p3", nil])
      for (name, number, status) in [
        ("o2", Int64(2), OrganisationStatus.suspended), ("o2", 4, .struckOff), ("o2", 6, .registered),
        ("o1", 4, .suspended), ("o1", 6, .registered),
      ] {
        let shown = try await city.ledger.ask(ShowOrganisation(organisation: named(name), on: date(number))).item
        #expect(shown.status == status, "\(name) on day \(number)")
      }
      // The mandate from before ended with the striking-off, for signatories too.
      let before = try await city.ledger.ask(ShowOrganisation(organisation: named("o2"), on: date(6))).item
      #expect(before.mandates.isEmpty)
    }
  }

  @Test func aDeathTakesThePlaceOfAResignationForLater() async throws {
    try await CouncilFixture.with { fixture in
      let city = fixture.city
      try await city.record(
        MemberCeased(body: Self.body, seat: named("d1"), reason: .resigned, effectiveAt: day(30)),
        by: person("person:p1"))
      let between = try city.ledger.store.size
      city.clock.set(day(3))
      let died = try await city.record(
        MemberCeased(body: Self.body, seat: named("d1"), reason: .died, effectiveAt: day(2)), reference: reference)
      #expect(try await members(city, on: 1).first == "person:p1")
      #expect(try await members(city, on: 3).first == .some(nil))
      let why = try await city.ledger.ask(WhyMember(body: Self.body, seat: named("d1"), on: date(1)))
      #expect(why.grounds.last?.position == died.position)
      let then = try await city.ledger.ask(BodyComposition(body: Self.body, on: date(10), at: between))
      #expect(then.seats.first?.member?.cessation?.reason == .resigned)
    }
  }

  @Test func aSlipInAChangedNameIsCorrected() async throws {
    try await CouncilFixture.with { fixture in
      let city = fixture.city
      let changed = try await city.record(
        OrganisationChanged(organisation: named("o1"), from: date(0), name: "Nuw club")
      ).position
      try await city.record(
        EntryRectified(
          stream: OrganisationRegistered.stream(of: named("o1")), target: changed, field: "name",
          value: .string("New club"), reason: "a slip"), reference: reference)
      let shown = try await city.ledger.ask(ShowOrganisation(organisation: named("o1"))).item
      #expect(shown.name == "New club" && shown.rectified?.map(\.was) == [.string("Nuw club")])
      try city.checkViews("the changed name")
    }
  }

  @Test func aProposalIsWhatItWasOnTheDay() async throws {
    try await CityFixture.with { city in
      func publish(_ title: String, isEditorial: Bool = false) async throws {
        try await city.record(
          ProposalPublished(
            proposal: named("path"), title: title, kind: .petition, authors: [person("ada")], textHash: digest(1),
            threshold: 9, supportFrom: city.clock.now, admissibility: "1/2026", isEditorial: isEditorial))
      }
      func support(_ tag: UInt8, _ version: UInt32) async throws {
        try await city.record(SupportGiven(proposal: named("path"), version: version, supporterTag: digest(tag)))
      }
      try await publish("A path")
      try await support(1, 1)
      city.clock.set(day(2))
      try await support(2, 1)
      try await publish("A good path", isEditorial: true)
      try await support(3, 2)
      city.clock.set(day(4))
      try await publish("A better path")
      try await support(1, 3)
      city.clock.set(day(6))
      try await city.record(
        ProposalAnswered(
          proposal: named("path"), version: 3, outcome: .accepted, reasons: "Yes.", office: person("office:desk")))
      func shown(_ number: Int64) async throws -> String? {
        let item = try await city.ledger.ask(ListProposals(on: date(number))).items.first
        return item.map { "\($0.title), \($0.supports), \($0.status), \($0.supportsByVersion.map(\.supports))" }
      }
      #expect(try await shown(-1) == nil)
      #expect(try await shown(0) == "A path, 1, published, [1]")
      #expect(try await shown(3) == "A good path, 3, published, [2, 1]")
      #expect(try await shown(4) == "A better path, 1, published, [2, 1, 1]")
      #expect(try await shown(6) == "A better path, 1, answered, [2, 1, 1]")
      #expect(try await shown(7) == nil)
      try city.checkViews("the proposals")
    }
  }
}
