import EventLedger
import EventModel
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// What was done step by step is shown as it stood at the end of a day, whatever came later.
@Suite struct AsOfStepsTests {
  private static let desk = person("office:desk")
  private static let council: ID<Body> = named("c")

  /// The day so many days after the first one, which is 2026-01-01.
  private func date(_ number: Int64) throws -> CivilDate {
    try #require(Instant(startOfDay: HeldClock.start.day + number).date)
  }

  /// Sets the clock to noon of a day.
  private func go(_ city: CityFixture, to number: Int64) {
    city.clock.set(Instant(startOfDay: HeldClock.start.day + number).advanced(byMicroseconds: 43_200_000_000))
  }

  // MARK: Duties

  @Test func aDutyIsWhatItWasOnTheDay() async throws {
    try await CityFixture.with { city in
      go(city, to: 2)
      try await city.record(
        ProposalPublished(
          proposal: named("p"), title: "A lane", kind: .petition, authors: [person("person:ada")], textHash: digest(1),
          admissibility: "1/2026"))
      go(city, to: 5)
      try await city.record(
        ProposalAnswered(
          proposal: named("p"), version: 1, outcome: .accepted, reasons: "It is in the plan.", office: Self.desk,
          commitments: [.init(id: named("build"), action: "Build it", dueBy: date(10))]))
      let stream = ProposalPublished.stream(of: named("p"))
      go(city, to: 8)
      try await city.record(
        DutyReported(stream: stream, duty: named("build"), status: .started, percent: 40, cents: 500))
      go(city, to: 20)
      try await city.record(
        DutyReported(stream: stream, duty: named("build"), status: .done, percent: 100, cents: 300))
      func duty(_ number: Int64, _ status: DutyFilter? = nil) async throws -> DutyItem? {
        try await city.ledger.ask(ListDuties(status: status, on: date(number))).items.first
      }
      #expect(try await duty(4) == nil)
      let promised = try #require(try await duty(5))
      #expect(promised.status == .planned && promised.reports.isEmpty && promised.spentCents == 0)
      let begun = try #require(try await duty(8))
      #expect(begun.status == .started && begun.percent == 40 && begun.spentCents == 500 && begun.lateDays == 0)
      let late = try #require(try await duty(13, .late))
      #expect(late.lateDays == 3 && late.status == .started)
      #expect(try await duty(20, .late) == nil)
      let done = try #require(try await duty(20, .done))
      let days = [try date(8), try date(20)]
      #expect(done.spentCents == 800 && done.reports.map(\.on) == days && done.lateDays == 0)
    }
  }

  // MARK: Councils

  @Test func anOpinionIsAskedForFromTheDayOfItsFirstAgenda() async throws {
    try await CouncilFixture.with { fixture in
      let city = fixture.city
      try await fixture.meet()
      try await fixture.vote("r", item: "plan")
      // The park is put off: another agenda has it with another title and a later last day.
      go(city, to: 6)
      try await city.record(
        MeetingConvened(
          body: Self.council, meeting: named("s2"), scheduledFor: CityFixture.minute(9 * 1440),
          agenda: [AgendaItem(id: named("park"), title: "The new park", kind: .opinion, dueBy: date(30))]))
      func opinions(_ number: Int64) async throws -> [OpinionItem] {
        try await city.ledger.ask(ListOpinions(body: Self.council, on: date(number))).items
      }
      let first = try await opinions(0)
      #expect(first.map(\.item.description) == ["budget", "park", "plan"] && first.allSatisfy { $0.given == nil })
      #expect(try await opinions(-1).isEmpty)
      let before = try #require(try await opinions(5).first { $0.item == named("park") })
      #expect(before.title == "The park" && before.status == .overdue && before.agendas.count == 1)
      let after = try #require(try await opinions(6).first { $0.item == named("park") })
      #expect(after.title == "The new park" && after.status == .due && after.agendas.count == 2)
      #expect(try await opinions(6).first { $0.item == named("plan") }?.status == .givenLate)
    }
  }

  @Test func anOpinionSaysWhatBecameKnownOfItsMembers() async throws {
    try await CouncilFixture.with { fixture in
      let city = fixture.city
      try await fixture.meet()
      try await fixture.vote("r", item: "plan")
      let ceased = try await city.record(
        MemberCeased(
          body: Self.council, seat: named("d1"), reason: .died, effectiveAt: CityFixture.minute(1440)),
        reference: reference)
      let items = try await city.ledger.ask(ListOpinions(body: Self.council)).items
      #expect(items.map(\.affectedBy) == [nil, nil, [ceased.position]])
      #expect(items.last?.given?.outcome == .adopted)
    }
  }

  @Test func attendanceFollowsItsCorrections() async throws {
    try await CouncilFixture.with { fixture in
      let city = fixture.city
      let held = try await fixture.meet().held.position
      func figures(_ on: CivilDate? = nil, at size: LogSize? = nil) async throws -> [[UInt32]] {
        try await city.ledger.ask(BodyAttendance(body: Self.council, on: on, at: size)).items.map {
          [$0.present, $0.substituted, $0.excused, $0.missed]
        }
      }
      func correct(_ field: String, to value: [JSONValue], after previous: Position? = nil) async throws -> Position {
        var act = EntryRectified(
          stream: BodyEstablished.stream(of: Self.council), target: held, field: field, value: .array(value),
          reason: "a slip")
        act.previous = previous
        return try await city.record(act, reference: reference).position
      }
      #expect(try await figures() == [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]])
      let before = try city.ledger.store.size
      let excused = try await correct("excused", to: [])
      #expect(try await figures() == [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1]])
      let present: [JSONValue] = ["d2", "d3"].map { .object(["seat": .string($0)]) }
      _ = try await correct("attendance", to: present)
      #expect(try await figures() == [[0, 0, 0, 1], [1, 0, 0, 0], [1, 0, 0, 0]])
      _ = try await correct("excused", to: [.string("d1")], after: excused)
      #expect(try await figures() == [[0, 0, 1, 0], [1, 0, 0, 0], [1, 0, 0, 0]])
      // Before the session nobody had missed one; the log of then knew no corrections.
      #expect(try await figures(date(1)) == [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
      #expect(try await figures(at: before) == [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]])
      let quorum = try await city.ledger.ask(MeetingQuorum(body: Self.council, meeting: named("s1")))
      #expect(quorum.rectified?.map(\.field) == ["excused", "attendance", "excused"])
      #expect(quorum.positions.suffix(3) == (quorum.rectified ?? []).map(\.position)[...])
    }
  }

  @Test func resolutionsAreListedFromTheDayOfTheirMeeting() async throws {
    try await CouncilFixture.with { fixture in
      try await fixture.meet()
      go(fixture.city, to: 9)
      try await fixture.vote("r", item: "plan")
      for (number, count) in [(Int64(1), 0), (2, 1), (9, 1)] {
        let listed = try await fixture.city.ledger.ask(ListResolutions(body: Self.council, on: date(number)))
        #expect(listed.items.count == count)
      }
    }
  }

  // MARK: Elections

  @Test func aCandidacyIsWhatItWasOnTheDay() async throws {
    try await CityFixture.with { city in
      var called = CityFixture.election(options: [])
      called.candidacies = city.clock.now..<Instant(startOfDay: HeldClock.start.day + 5)
      called.window =
        Instant(startOfDay: HeldClock.start.day + 10)..<Instant(startOfDay: HeldClock.start.day + 11)
      try await city.record(called)
      try await city.record(
        PersonEnrolled(person: named("ada"), assurance: 2, attestedBy: Self.desk, key: named("k-ada")))
      go(city, to: 2)
      let ada = person("person:ada")
      try await city.record(CandidacyFiled(election: named("e"), candidacy: "ada", person: ada), by: ada)
      go(city, to: 4)
      try await city.record(
        CandidacyDecided(election: named("e"), candidacy: "ada", isAdmitted: true, minutesHash: digest(8)),
        by: CityFixture.commission[0], reference: reference)
      go(city, to: 6)
      try await city.record(CandidacyWithdrawn(election: named("e"), candidacy: "ada"), by: ada)
      var found: [CandidacyItem.Status?] = []
      for number in [Int64(1), 2, 3, 4, 5, 6] {
        let item = try await city.ledger.ask(ListCandidacies(election: named("e"), on: date(number))).items.first
        #expect((item?.decidedAt == nil) == (number < 4) && (item?.withdrawnAt == nil) == (number < 6))
        found.append(item?.status)
      }
      #expect(found == [nil, .filed, .filed, .admitted, .admitted, .withdrawn])
    }
  }

  @Test func paperThatIsRecordedAfterTheCloseIsInTheTally() async throws {
    try await CityFixture.with { city in
      try await city.open()
      try await city.record(CityFixture.ballot(1, ["a"]))
      let opened = try await city.record(
        TranscriptionOpened(
          transcription: named("paper"), source: "ballots of the hall", categories: ["election"],
          done: city.clock.now..<CityFixture.minute(60), recordUntil: CityFixture.minute(600),
          operators: ["tests", "other"]), reference: reference)
      try await city.close()
      func votes(at size: LogSize? = nil) async throws -> [UInt64] {
        let tally = try await city.ledger.ask(ElectionTally(election: named("e"), at: size))
        return [tally.ballots.cast, tally.ballots.transcribed] + tally.options.map(\.votes)
      }
      let closed = try city.ledger.store.size
      #expect(try await votes() == [1, 0, 1, 0, 0])
      for voter in [UInt8(2), 3] {
        try await city.record(CityFixture.ballot(voter, ["b"]), channel: .paper, under: opened.position)
      }
      #expect(try await votes() == [3, 2, 1, 2, 0])
      #expect(try await votes(at: closed) == [1, 0, 1, 0, 0])
      let certified = ResultCertified(election: named("e"), signedBy: [])
      let refusal = await #expect(throws: Rejection.self) {
        try await city.record(certified, by: CityFixture.commission[0])
      }
      #expect(refusal?.code == .notCountersigned)
      try await city.countersign("paper")
      try await city.record(certified, by: CityFixture.commission[0])
      #expect(try await votes() == [3, 2, 1, 2, 0])
      try city.checkViews("after the certification")
    }
  }

  // MARK: Agreements and hours

  @Test func anEarlierVersionSaysWhatBecameKnownOfItAndHowItWasCorrected() async throws {
    try await CityFixture.with { city in
      try await city.record(
        PersonEnrolled(person: named("rita"), assurance: 2, attestedBy: Self.desk, key: named("k-rita")))
      for (index, club) in ["club", "heirs"].enumerated() {
        try await city.record(
          OrganisationRegistered(
            organisation: named(club), name: "The \(club)", taxCode: organisationCode(index + 1),
            legalForm: .association, statuteHash: digest(1), representative: person("person:rita")))
      }
      func agree(_ version: UInt32, _ parties: [String]) async throws -> Position {
        let opened = try await city.record(
          AgreementOpened(
            agreement: named("a"), title: "Gardn", kind: .citizenship, textHash: digest(UInt8(version)),
            parties: parties.map { AgreementParty(party: Actor(organisation: named($0)), isRequired: true) }),
          reference: reference
        ).position
        for party in parties {
          try await city.record(
            AgreementSigned(
              agreement: named("a"), version: version, party: Actor(organisation: named(party)),
              textHash: digest(UInt8(version))), by: person("person:rita"))
        }
        return opened
      }
      go(city, to: 2)
      let first = try await agree(1, ["club"])
      go(city, to: 5)
      let second = try await agree(2, ["heirs"])
      go(city, to: 9)
      for (target, title) in [(first, "Garden"), (second, "New garden")] {
        try await city.record(
          EntryRectified(
            stream: AgreementOpened.stream(of: named("a")), target: target, field: "title", value: .string(title),
            reason: "a slip"), reference: reference)
      }
      let out = try await city.record(
        OrganisationSuspended(organisation: named("club"), reason: "no report", from: date(2), to: date(3)),
        reference: reference
      ).position
      func shown(_ number: Int64?) async throws -> AgreementItem {
        try await city.ledger.ask(ShowAgreement(agreement: named("a"), on: number.map { try date($0) })).item
      }
      let old = try await shown(3)
      #expect(old.version == 1 && old.title == "Garden" && old.affectedBy == [out] && old.rectified?.count == 1)
      let new = try await shown(nil)
      #expect(new.version == 2 && new.title == "New garden" && new.affectedBy == nil && new.rectified?.count == 1)
      #expect(try await shown(9).affectedBy == nil)
    }
  }

  /// While the next version is only open, the row speaks of the one in force too.
  @Test func anOpenVersionSaysWhatBecameKnownOfTheOneInForce() async throws {
    try await CityFixture.with { city in
      try await city.record(
        PersonEnrolled(person: named("rita"), assurance: 2, attestedBy: Self.desk, key: named("k-rita")))
      try await city.record(
        OrganisationRegistered(
          organisation: named("club"), name: "The club", taxCode: organisationCode(1), legalForm: .association,
          statuteHash: digest(1), representative: person("person:rita")))
      let club = AgreementParty(party: Actor(organisation: named("club")), isRequired: true)
      let rita = AgreementParty(party: person("person:rita"), isRequired: true)
      func open(_ version: UInt8, _ parties: [AgreementParty]) async throws {
        try await city.record(
          AgreementOpened(
            agreement: named("a"), title: "Garden", kind: .citizenship, textHash: digest(version), parties: parties),
          reference: reference)
      }
      func sign(_ version: UInt8, _ party: AgreementParty) async throws {
        try await city.record(
          AgreementSigned(
            agreement: named("a"), version: UInt32(version), party: party.party, textHash: digest(version)),
          by: person("person:rita"))
      }
      try await open(1, [club])
      try await sign(1, club)
      try await open(2, [rita])
      let today = try date(0)
      let out = try await city.record(
        OrganisationSuspended(organisation: named("club"), reason: "no report", from: today, to: today),
        reference: reference
      ).position
      let item = { try await city.ledger.ask(ShowAgreement(agreement: named("a"))).item }
      #expect(try await item().affectedBy == [out])
      try await sign(2, rita)
      #expect(try await item().affectedBy == nil)
    }
  }

  @Test func hoursAreWhatWasLoggedAndReviewedOnTheDay() async throws {
    try await CityFixture.with { city in
      let volunteer: ID<Volunteer> = named("v")
      func log(_ entry: String, _ hours: Int64) async throws {
        let start = city.clock.now.advanced(byMicroseconds: -hours * 3_600_000_000)
        try await city.record(
          HoursLogged(
            volunteer: volunteer,
            entry: HoursNote(id: entry, project: named("garden"), start: start, end: city.clock.now)),
          by: Actor(volunteer: volunteer))
      }
      go(city, to: 2)
      try await log("x", 2)
      go(city, to: 4)
      try await log("y", 1)
      go(city, to: 6)
      try await city.record(HoursReviewed(volunteer: volunteer, entry: "x", outcome: .confirmed))
      go(city, to: 8)
      try await city.record(
        HoursCorrected(
          volunteer: volunteer, entry: "x", replacement: nil, reason: "another day",
          requestedBy: Actor(volunteer: volunteer)))
      func minutes(_ number: Int64?) async throws -> [Int64] {
        let item = try await city.ledger.ask(
          ShowVolunteer(volunteer: volunteer, on: number.map { try date($0) })
        ).item
        return [Int64(item.entries), item.confirmedMinutes, item.pendingMinutes]
      }
      #expect(try await minutes(1) == [0, 0, 0])
      #expect(try await minutes(2) == [1, 0, 120])
      #expect(try await minutes(5) == [2, 0, 180])
      #expect(try await minutes(6) == [2, 120, 60])
      #expect(try await minutes(8) == [1, 0, 60])
      #expect(try await minutes(nil) == [1, 0, 60])
      #expect(try await city.ledger.ask(ListVolunteers(on: date(1))).items.isEmpty)
      let entries = try await city.ledger.ask(ListHours(volunteer: volunteer, on: date(6))).items
      #expect(entries.map(\.status) == [.confirmed, .logged] && entries[0].reviewedBy == "office:desk")
    }
  }
}
