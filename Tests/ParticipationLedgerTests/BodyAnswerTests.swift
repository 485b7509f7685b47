import EventLedger
import EventModel
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

private let clerk = person("office:participation")
private let council: ID<Body> = named("c")

/// A council of seats that organisations fill, under a held clock that starts on 2026-01-01 at 09:00 UTC.
struct CouncilFixture {
  let city: CityFixture
  static let minutesADay: Int64 = 1440

  /// A city whose council has the delegates p1, p2 and p3 on d1, d2 and d3; sara is the substitute of p2.
  static func with(_ body: (CouncilFixture) async throws -> Void) async throws {
    try await CityFixture.with { city in
      let fixture = CouncilFixture(city: city)
      try await fixture.establish()
      for number in 1...4 { try await fixture.register(number) }
      try await fixture.grant("s", of: 2, to: "sara", .substitute)
      for number in 1...3 { try await fixture.seat(number, on: "d\(number)", from: 0) }
      try await body(fixture)
    }
  }

  private func establish() async throws {
    let rules = BodyRules(
      firstCall: QuorumRule(base: .inOffice, numerator: 1, denominator: 2, isExceeding: true), absences: 3,
      noticeDays: 2, officers: 2)
    try await city.record(
      BodyEstablished(
        body: council, title: "Area council F", kind: .areaCouncil, area: "F",
        seats: (1...4).map { BodySeat(id: named("d\($0)"), basis: .designated) }, rules: rules), by: clerk)
    for name in ["rita", "sara"] { try await enrol(name) }
  }

  private func enrol(_ name: String) async throws {
    let act = PersonEnrolled(person: named(name), assurance: 2, attestedBy: clerk, key: named("k-\(name)"))
    try await city.record(act, by: clerk)
  }

  private func register(_ number: Int) async throws {
    try await enrol("p\(number)")
    try await city.record(
      OrganisationRegistered(
        organisation: named("o\(number)"), name: "Club \(number)", taxCode: organisationCode(number),
        legalForm: .association, statuteHash: digest(1), representative: person("person:rita")), by: clerk)
    try await grant("m", of: number, to: "p\(number)", .effective)
  }

  private func grant(_ mandate: String, of number: Int, to delegate: String, _ kind: MandateKind) async throws {
    try await city.record(
      MandateGranted(
        organisation: named("o\(number)"), mandate: named(mandate), delegate: person("person:\(delegate)"),
        kind: kind, scopes: [.sit], target: .stream(BodyEstablished.stream(of: council)), from: city.clock.now),
      by: person("person:rita"))
  }

  @discardableResult func seat(_ number: Int, on seat: String, from minute: Int64) async throws -> Recorded {
    try await city.record(
      MemberSeated(
        body: council, seat: named(seat), person: person("person:p\(number)"), title: .designated,
        organisation: person("org:o\(number)"), mandate: named("m"), from: CityFixture.minute(minute),
        gender: number % 2 == 0 ? .male : .female), by: clerk)
  }

  /// Replaces p3 by p4 on d3, from the fourth day on.
  ///
  /// - Returns: the position of the cessation.
  func replace() async throws -> Position {
    let change = 3 * Self.minutesADay
    let ceased = MemberCeased(
      body: council, seat: named("d3"), reason: .moved, effectiveAt: CityFixture.minute(change))
    let recorded = try await city.record(ceased, by: clerk)
    try await seat(4, on: "d3", from: change)
    return recorded.position
  }

  /// A session after two days: p1 is there, sara sits in for p2, and p3 is excused.
  @discardableResult func meet() async throws -> (convened: Recorded, held: Recorded) {
    let items = [("plan", "2026-01-02"), ("budget", "2026-02-01"), ("park", "2026-01-03")].map { item, due in
      AgendaItem(id: named(item), title: "The \(item)", kind: .opinion, dueBy: day(due))
    }
    let opening = CityFixture.minute(2 * Self.minutesADay)
    let convened = try await city.record(
      MeetingConvened(body: council, meeting: named("s1"), scheduledFor: opening, agenda: items), by: clerk)
    city.clock.set(CityFixture.minute(2 * Self.minutesADay + 60))
    let sara = Attendance(seat: named("d2"), substitute: person("person:sara"), mandate: named("s"))
    let held = try await city.record(
      MeetingHeld(
        body: council, meeting: named("s1"), openedAt: opening, closedAt: city.clock.now,
        attendance: [Attendance(seat: named("d1")), sara], excused: [named("d3")]), by: clerk)
    return (convened, held)
  }

  @discardableResult func vote(
    _ resolution: String, _ kind: ResolutionKind = .opinion, item: String? = nil, officers: [String] = [],
    _ choice: VoteChoice = .yes
  ) async throws -> Recorded {
    try await city.record(
      ResolutionVoted(
        body: council, resolution: named(resolution), meeting: named("s1"), kind: kind,
        agendaItem: item.map { named($0) }, textHash: digest(7),
        votes: [RollCallVote(seat: named("d1"), vote: choice)], officers: officers.map { named($0) }), by: clerk)
  }

  func composition(on day: CivilDate? = nil, at size: LogSize? = nil) async throws -> [String] {
    let answer = try await city.ledger.ask(BodyComposition(body: council, on: day, at: size))
    return answer.seats.map { $0.member?.person ?? "" }
  }
}

@Suite struct BodyAnswerTests {
  @Test func bodiesAreListedAndShown() async throws {
    try await CouncilFixture.with { fixture in
      let ledger = fixture.city.ledger
      let items = try await ledger.ask(ListBodies()).items
      #expect(items.map(\.body) == ["c"] && items.map(\.seats) == [4])
      try await fixture.meet()
      let before = try await ledger.ask(ShowBody(body: council)).item
      #expect(before.officers.isEmpty && before.rules["absences"]?.signedInteger == 3)
      try await fixture.vote("no", .officers, officers: ["d2", "d3"], .no)
      let elected = try await fixture.vote("yes", .officers, officers: ["d1", "d2"])
      let after = try await ledger.ask(ShowBody(body: council)).item
      #expect(after.officers == ["d1", "d2"] && after.officersSince == elected.position)
      await #expect(throws: Rejection.self) { try await ledger.ask(ShowBody(body: named("x"))) }
    }
  }

  @Test func theCompositionIsToldAsOfADay() async throws {
    try await CouncilFixture.with { fixture in
      let now = try await fixture.composition()
      #expect(now == ["person:p1", "person:p2", "person:p3", ""])
      _ = try await fixture.replace()
      let (yesterday, before) = (
        try await fixture.composition(on: day("2025-12-31")), try await fixture.composition(on: day("2026-01-03"))
      )
      let after = try await fixture.composition(on: day("2026-01-04"))
      #expect(yesterday == ["", "", "", ""])
      #expect(before == now && after == ["person:p1", "person:p2", "person:p4", ""])
    }
  }

  @Test func theCompositionIsToldAsALogKnewIt() async throws {
    try await CouncilFixture.with { fixture in
      let ceased = try await fixture.replace()
      let change = day("2026-01-04")
      let unaware = try await fixture.composition(on: change, at: LogSize(ceased.rawValue))
      #expect(unaware == ["person:p1", "person:p2", "person:p3", ""])
      let vacant = try await fixture.composition(on: change, at: LogSize(after: ceased))
      #expect(vacant == ["person:p1", "person:p2", "", ""])
      await #expect(throws: InvalidAct.self) { try await fixture.composition(at: LogSize(1000)) }
      await #expect(throws: Rejection.self) { try await fixture.composition(at: LogSize(1)) }
    }
  }

  @Test func attendanceCountsSessionsByMember() async throws {
    try await CouncilFixture.with { fixture in
      try await fixture.meet()
      _ = try await fixture.replace()
      let items = try await fixture.city.ledger.ask(BodyAttendance(body: council)).items
      #expect(items.map(\.person) == ["person:p1", "person:p2", "person:p3", "person:p4"])
      #expect(items.map(\.present) == [1, 0, 0, 0] && items.map(\.substituted) == [0, 1, 0, 0])
      #expect(items.map(\.excused) == [0, 0, 1, 0] && items.map(\.missed) == [0, 0, 0, 0])
    }
  }

  @Test func aQuorumIsToldWithItsArithmeticAndItsGrounds() async throws {
    try await CouncilFixture.with { fixture in
      let ledger = fixture.city.ledger
      let question = MeetingQuorum(body: council, meeting: named("s1"))
      let unknown = await #expect(throws: Rejection.self) { try await ledger.ask(question) }
      #expect(unknown?.code == .unknownMeeting)
      let (convened, held) = try await fixture.meet()
      // What is recorded after the meeting does not change what its record knew.
      _ = try await fixture.replace()
      let answer = try await ledger.ask(question)
      #expect(answer.quorum.baseCount == 3 && answer.quorum.required == 2 && answer.quorum.present == 2)
      #expect(answer.quorum.isMet && answer.rule == "more than 1/2 of the members in office must be present")
      #expect(answer.members.map(\.presence) == [.present, .substituted, .excused])
      #expect(answer.members[1].substitute == "person:sara" && answer.positions.count == 6)
      #expect(answer.positions.contains(convened.position) && answer.positions.contains(held.position))
    }
  }

  @Test func aMeetingThatWasOnlyCalledHasNoQuorumYet() async throws {
    try await CouncilFixture.with { fixture in
      try await fixture.city.record(
        MeetingConvened(body: council, meeting: named("s2"), scheduledFor: CityFixture.minute(10_000)), by: clerk)
      let refusal = await #expect(throws: Rejection.self) {
        try await fixture.city.ledger.ask(MeetingQuorum(body: council, meeting: named("s2")))
      }
      #expect(refusal?.code == .notHeld)
    }
  }

  @Test func meetingsAreListedWithTheirQuorumOnceHeld() async throws {
    try await CouncilFixture.with { fixture in
      try await fixture.meet()
      try await fixture.city.record(
        MeetingConvened(body: council, meeting: named("z2"), scheduledFor: CityFixture.minute(10_000)), by: clerk)
      let items = try await fixture.city.ledger.ask(ListMeetings(body: council)).items
      #expect(items.count == 2 && items[0].quorum?.isMet == true && items[0].heldAt != nil)
      #expect(items[1].meeting == "z2" && items[1].quorum == nil && items[1].heldAt == nil)
      #expect(items[0].agenda.map(\.item).contains("plan"))
    }
  }

  @Test func resolutionsAreListedInOrder() async throws {
    try await CouncilFixture.with { fixture in
      try await fixture.meet()
      try await fixture.vote("z", .motion, .no)
      try await fixture.vote("a", .opinion, item: "plan")
      let items = try await fixture.city.ledger.ask(ListResolutions(body: council)).items
      #expect(items.map(\.resolution) == ["z", "a"] && items.map(\.outcome) == [.rejected, .adopted])
      #expect(items.map(\.agendaItem) == [nil, "plan"] && items.allSatisfy { !$0.isSecret })
      #expect(items.allSatisfy { $0.votedOn == CityFixture.minute(2 * CouncilFixture.minutesADay) })
    }
  }

  @Test func opinionsAreDueOverdueOrGiven() async throws {
    try await CouncilFixture.with { fixture in
      try await fixture.meet()
      try await fixture.vote("late", item: "plan")
      try await fixture.vote("timely", item: "park", .no)
      func statuses(_ text: String) async throws -> [OpinionItem.Status] {
        try await fixture.city.ledger.ask(ListOpinions(body: council, on: day(text))).items.map(\.status)
      }
      // In the order of ids: budget, park, plan.
      let (before, then, later) = (
        try await statuses("2026-01-02"), try await statuses("2026-01-03"), try await statuses("2026-02-02")
      )
      #expect(before == [.due, .due, .due])
      #expect(then == [.due, .given, .givenLate])
      #expect(later == [.overdue, .given, .givenLate])
      let all = try await fixture.city.ledger.ask(ListOpinions()).items
      #expect(all.map(\.item) == ["budget", "park", "plan"] && all[1].given?.outcome == .rejected)
    }
  }

  @Test func aSeatIsExplained() async throws {
    try await CouncilFixture.with { fixture in
      let ceased = try await fixture.replace()
      let ledger = fixture.city.ledger
      let answer = try await ledger.ask(WhyMember(body: council, seat: named("d3")))
      #expect(answer.member?.person == "person:p3" && answer.rule.contains("delegate"))
      #expect(answer.grounds.count == 4 && answer.grounds.last?.position == ceased)
      let successor = try await ledger.ask(WhyMember(body: council, seat: named("d3"), on: day("2026-01-04")))
      #expect(successor.member?.person == "person:p4" && successor.grounds.count == 3)
      let vacant = try await ledger.ask(WhyMember(body: council, seat: named("d4")))
      #expect(vacant.member == nil && vacant.grounds.count == 1)
      let refusal = await #expect(throws: Rejection.self) {
        try await ledger.ask(WhyMember(body: council, seat: named("d9")))
      }
      #expect(refusal?.code == .unknownSeat)
    }
  }

  @Test func replayDecidesTheSame() async throws {
    try await CouncilFixture.with { fixture in
      try await fixture.meet()
      try await fixture.vote("r", item: "plan")
      try await fixture.vote("o", .officers, officers: ["d1", "d2"])
      _ = try await fixture.replace()
      let records = try fixture.city.records()
      #expect(try ReplayLaw.check(records, "bodies") > 20)
      let report = try await fixture.city.verifyAfterClosing()
      #expect(report.damage == nil && report.size.rawValue == UInt64(records.count))
    }
  }
}
