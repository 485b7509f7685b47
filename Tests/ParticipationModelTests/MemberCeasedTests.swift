import EventModel
import Foundation
import ParticipationModel
import SchemaOracle
import Testing
import TransparencyLog

private func ceased(
  _ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_MemberCeased) -> Void
) -> InvalidCase {
  InvalidCase(field, MemberCeased.self, { MemberCeased.of("e1").message }, spoil)
}

@Suite struct MemberCeasedTests {
  @Test func bodyAndSeatExist() throws {
    MemoryCity().expect(.unknownBody, MemberCeased.of("e1"), by: clerk)
    try MemoryCity.council().expect(.unknownSeat, MemberCeased.of("e9"), by: clerk)
  }

  @Test func whoHasASeatLeavesItOnce() throws {
    let city = try MemoryCity.sitting()
    city.expect(.notSeated, MemberCeased.of("r1"), by: clerk)
    #expect(try city.only(MemberCeased.of("e1", at: 100))?.person == person("ada"))
    try city.record(MemberCeased.of("e1", at: 100), by: clerk)
    city.expect(.notSeated, MemberCeased.of("e1", at: 100), by: clerk)
    city.expect(.notSeated, MemberCeased.of("e1", at: 101), by: clerk)
  }

  /// A resignation for the end of the term is no shield: what comes first counts.
  @Test func whoWillLeaveMayLeaveEarlier() throws {
    let city = try MemoryCity.sitting()
    try city.record(MemberCeased.of("e1", .resigned, at: 1000), by: person("ada"))
    #expect(try city.only(MemberCeased.of("e1", .died, at: 10))?.person == person("ada"))
    try city.record(MemberCeased.of("e1", .died, at: 10), by: clerk)
    city.expect(.notSeated, MemberCeased.of("e1", at: 20), by: clerk)
  }

  @Test func aMemberLeavesFromTheDayOfTheActOn() throws {
    let city = try MemoryCity.sitting()
    city.now = MemoryCity.minute(MemoryCity.minutesADay)
    city.expect(.retroactive, MemberCeased.of("e1", at: 0), by: clerk)
    try city.record(MemberCeased.of("e1", at: 107), by: clerk)
  }

  @Test func aMemberResignsInPerson() throws {
    let city = try MemoryCity.sitting()
    for actor in [clerk, person("bruno"), .ledger] {
      city.expect(.notEntitled, MemberCeased.of("e1", .resigned), by: actor)
    }
    try city.record(MemberCeased.of("e1", .resigned), by: person("ada"))
  }

  @Test(arguments: [CessationReason.moved, .incompatible, .died])
  func anOfficeOrTheLedgerStatesOtherReasons(reason: CessationReason) throws {
    let city = try MemoryCity.sitting()
    city.expect(.notEntitled, MemberCeased.of("e1", reason), by: person("ada"))
    try city.record(MemberCeased.of("e1", reason), by: clerk)
    try city.record(MemberCeased.of("e2", reason), by: .ledger)
  }

  @Test func aTermEndsAtTheEndOfTheSeating() throws {
    let city = try MemoryCity.council()
    try city.record(MemberSeated.of("ada", on: "e1", to: MemoryCity.minute(100)), by: clerk)
    try city.record(MemberSeated.of("bruno", on: "e2"), by: clerk)
    city.expect(.termNotEnded, MemberCeased.of("e1", .termEnded, at: 99), by: clerk)
    city.expect(.termNotEnded, MemberCeased.of("e2", .termEnded, at: 99), by: clerk)
    city.expect(.notSeated, MemberCeased.of("e3", .termEnded, at: 99), by: clerk)
    try city.record(MemberCeased.of("e1", .termEnded, at: 100), by: clerk)
    city.expect(.notSeated, MemberCeased.of("e1", .termEnded, at: 100), by: clerk)
  }

  @Test func aSeatThatIsStillToBeTakenCanBeLeft() throws {
    let city = try MemoryCity.council()
    try city.record(MemberSeated.of("ada", on: "e1", from: MemoryCity.minute(100)), by: clerk)
    try city.record(MemberCeased.of("e1", .died, at: 0), by: clerk)
    city.expect(.notElected, MemberSeated.of("bruno", on: "e1", from: MemoryCity.minute(100)), by: clerk)
  }

  @Test func aDelegateCeasesWithTheMandate() throws {
    let city = try MemoryCity.sitting()
    try city.mandate(to: "gina")
    try city.record(MemberSeated.delegate(), by: clerk)
    city.expect(.mandateNotEnded, MemberCeased.of("d1", .mandateEnded), by: .ledger)
    city.expect(.mandateNotEnded, MemberCeased.of("e1", .mandateEnded), by: .ledger)
    let end = MemoryCity.minute(100)
    try city.record(
      MandateRevoked(organisation: named("club"), mandate: named("m"), reason: "another one", effectiveAt: end),
      by: person("person:rita"))
    city.expect(.mandateNotEnded, MemberCeased.of("d1", .mandateEnded, at: 99), by: .ledger)
    try city.record(MemberCeased.of("d1", .mandateEnded, at: 100), by: .ledger)
    let row = try #require(city.rows.row(MandateRow.key(named("club"), named("m")), as: MandateRow.self))
    #expect(row.seats == [HeldSeat(body: named("c"), seat: named("d1"))])
  }

  @Test(arguments: [
    ceased("body") { $0.body = "" },
    ceased("seat") { $0.seat = "" },
    ceased("reason") { $0.reason = .unspecified },
    ceased("effectiveAt") { $0.effectiveAt = -1 },
    ceased("noticeHash") { $0.noticeHash = Data([1]) },
    ceased("noticeHash") { $0.noticeHash = Data(digest(1)) },
    ceased("noticeSentAt") { $0.noticeSentAt = 1 },
    ceased("person") { $0.person = "a b" },
  ])
  func aWrongFieldIsNamed(_ invalid: InvalidCase) { invalid.check() }
}

/// Forfeiture after sessions missed in a row.
@Suite struct MemberAbsenceTests {
  /// A council whose member on `e3` missed the sessions `a` and `b`, and where `e1` and `e2` were.
  private func absent(excused: [String] = []) throws -> (city: MemoryCity, missed: [Position]) {
    let city = try MemoryCity.sitting()
    let missed = [
      try city.meet("a", ["e1", "e2"]), try city.meet("b", ["e1", "e2"], excused: excused),
    ]
    return (city, missed)
  }

  /// A forfeiture now, after a notice sent so many minutes ago.
  private func forfeiture(_ city: MemoryCity, minutesAfterNotice: Int64?) -> MemberCeased {
    MemberCeased(
      body: named("c"), seat: named("e3"), reason: .absences, effectiveAt: city.now, noticeHash: digest(1),
      noticeSentAt: minutesAfterNotice.map { city.now.advanced(byMicroseconds: -$0 * 60_000_000) })
  }

  /// Two days later.
  private func wait(_ city: MemoryCity) {
    city.now = city.now.advanced(byMicroseconds: 2 * MemoryCity.minutesADay * 60_000_000)
  }

  @Test func sessionsMissedInARowAndANoticeForfeitTheSeat() throws {
    let (city, missed) = try absent()
    wait(city)
    let act = try city.only(forfeiture(city, minutesAfterNotice: 2 * MemoryCity.minutesADay))
    #expect(act?.missed == missed && act?.person == person("carla"))
  }

  @Test func theNoticeIsSentAfterTheLastOfThemAndInTime() throws {
    let (city, _) = try absent()
    city.expect(.absencesNotProven, forfeiture(city, minutesAfterNotice: 0), by: clerk)
    wait(city)
    city.expect(.absencesNotProven, forfeiture(city, minutesAfterNotice: nil), by: clerk)
    city.expect(.absencesNotProven, forfeiture(city, minutesAfterNotice: -1), by: clerk)
    city.expect(.absencesNotProven, forfeiture(city, minutesAfterNotice: 2 * MemoryCity.minutesADay - 1), by: clerk)
    // An hour before the second session ended is its opening.
    try city.record(forfeiture(city, minutesAfterNotice: 2 * MemoryCity.minutesADay + 60), by: clerk)
  }

  @Test func aNoticeBeforeTheLastOfThemIsNone() throws {
    let (city, _) = try absent()
    wait(city)
    city.expect(.absencesNotProven, forfeiture(city, minutesAfterNotice: 2 * MemoryCity.minutesADay + 61), by: clerk)
    var unproven = forfeiture(city, minutesAfterNotice: 2 * MemoryCity.minutesADay)
    unproven.noticeHash = nil
    city.expect(.absencesNotProven, unproven, by: clerk)
  }

  /// The order in which sessions are held counts, not that in which they are recorded.
  @Test func aSessionAttendedInBetweenBreaksTheRowWheneverItIsRecorded() throws {
    let city = try MemoryCity.sitting()
    let (first, second) = (try city.convene("a"), try city.convene("b"))
    try city.record(MeetingHeld.of("b", at: second, ["e1", "e2", "e3"]), by: clerk)
    try city.record(MeetingHeld.of("a", at: first, ["e1", "e2"]), by: clerk)
    let third = try city.meet("c", ["e1", "e2"])
    wait(city)
    city.expect(.absencesNotProven, forfeiture(city, minutesAfterNotice: 2 * MemoryCity.minutesADay), by: clerk)
    let fourth = try city.meet("d", ["e1", "e2"])
    wait(city)
    let act = try city.only(forfeiture(city, minutesAfterNotice: 2 * MemoryCity.minutesADay))
    #expect(act?.missed == [third, fourth])
  }

  @Test func anExcuseNeitherCountsNorResets() throws {
    let (city, missed) = try absent(excused: ["e3"])
    wait(city)
    city.expect(.absencesNotProven, forfeiture(city, minutesAfterNotice: 2 * MemoryCity.minutesADay), by: clerk)
    let third = try city.meet("d", ["e1", "e2"])
    wait(city)
    let act = try city.only(forfeiture(city, minutesAfterNotice: 2 * MemoryCity.minutesADay))
    #expect(act?.missed == [missed[0], third])
  }

  @Test func presenceResets() throws {
    let (city, _) = try absent()
    try city.meet("d", ["e1", "e3"])
    try city.meet("f", ["e1", "e2"])
    wait(city)
    city.expect(.absencesNotProven, forfeiture(city, minutesAfterNotice: 2 * MemoryCity.minutesADay), by: clerk)
  }

  @Test func onlySessionsCount() throws {
    let city = try MemoryCity.sitting()
    try city.meet("a", ["e1", "e2"], .open)
    try city.meet("b", ["e1", "e2"])
    wait(city)
    city.expect(.absencesNotProven, forfeiture(city, minutesAfterNotice: 2 * MemoryCity.minutesADay), by: clerk)
  }

  @Test func aBodyMayKnowNoForfeiture() throws {
    var rules = BodyRules.example()
    rules.absences = 0
    let city = try MemoryCity.sitting(.example(rules))
    for meeting in ["a", "b"] { try city.meet(meeting, ["e1", "e2"]) }
    wait(city)
    city.expect(.absencesNotProven, forfeiture(city, minutesAfterNotice: 2 * MemoryCity.minutesADay), by: clerk)
  }
}
