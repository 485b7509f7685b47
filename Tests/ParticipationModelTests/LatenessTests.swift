import EventModel
import ParticipationModel
import Testing
import TransparencyLog

/// How late something may be recorded: on the day, with an act, or under a transcription.
@Suite struct LatenessTests {
  private let city = MemoryCity()
  private static let dayMinutes = MemoryCity.minutesADay

  private func enrolment(_ name: String = "ada") -> PersonEnrolled { .example(name) }

  private func setRules(_ lateDays: UInt32 = 60, _ offsets: [(Int64, Int64)] = []) throws {
    let act = LedgerRulesSet(
      lateDays: lateDays, zone: "Europe/Rome",
      offsets: offsets.map { ZoneOffset(from: MemoryCity.minute($0), minutes: $1) })
    try city.record(act, by: clerk, reference: reference)
  }

  /// The start is 22:13 UTC, so 23:13 in Rome: an hour has other days there.
  @Test func theDayIsThatOfTheCitysClocks() throws {
    let (evening, beforeMidnight, afterMidnight) = (Int64(17), Int64(77), Int64(137))
    func isFree(_ done: Int64, at now: Int64) -> Bool {
      city.now = MemoryCity.minute(now)
      return (try? city.decide(enrolment(), by: registryOffice, occurredAt: MemoryCity.minute(done))) != nil
    }
    // 22:30, 23:30 and 0:30 UTC.
    #expect(isFree(evening, at: beforeMidnight) && !isFree(beforeMidnight, at: afterMidnight))
    city.now = MemoryCity.minute(0)
    try setRules(60, [(0, 60)])
    // 23:30, 0:30 and 1:30 in Rome: yesterday in UTC is today, and today in UTC is yesterday.
    #expect(!isFree(evening, at: beforeMidnight) && isFree(beforeMidnight, at: afterMidnight))
  }

  @Test func eachOffsetHoldsUntilTheNext() throws {
    try setRules(60, [(0, 60), (10_000, 120)])
    // Midnight is at 23:00 UTC while the first holds, at 22:00 UTC while the second does.
    for (done, now, isToday) in [(8_600, 8_680, true), (8_680, 8_690, false), (10_060, 10_070, false)] {
      city.now = MemoryCity.minute(Int64(now))
      let recorded = try? city.decide(enrolment(), by: registryOffice, occurredAt: MemoryCity.minute(Int64(done)))
      #expect((recorded != nil) == isToday, "\(done)")
    }
  }

  @Test func theRulesNameAnAct() {
    city.expect(.actReferenceMissing, LedgerRulesSet(), by: clerk)
  }

  @Test(arguments: [UInt32(60), 3, 0]) func soManyDaysLaterTheActBehindItIsNamed(_ lateDays: UInt32) throws {
    if lateDays != 60 { try setRules(lateDays) }
    city.now = MemoryCity.minute(100 * Self.dayMinutes)
    let today = Instant(startOfDay: city.now.day)
    let first = today.advanced(byMicroseconds: -Int64(lateDays) * Self.dayMinutes * 60_000_000)
    let (last, before) = (today.advanced(byMicroseconds: -1), first.advanced(byMicroseconds: -1))
    try city.record(enrolment("today"), by: registryOffice, occurredAt: today)
    city.expect(.retroactive, enrolment(), by: registryOffice, occurredAt: before)
    city.expect(.retroactive, enrolment(), by: registryOffice, occurredAt: before, reference: reference)
    city.expect(.retroactive, enrolment(), by: registryOffice, occurredAt: last)
    guard lateDays > 0 else { return }
    city.expect(.retroactive, enrolment(), by: registryOffice, occurredAt: first)
    try city.record(enrolment("first"), by: registryOffice, occurredAt: first, reference: reference)
    try city.record(enrolment("last"), by: registryOffice, occurredAt: last, reference: reference)
  }

  @Test func aRefusalRestsOnTheRules() throws {
    try setRules(3)
    city.now = MemoryCity.minute(100 * Self.dayMinutes)
    let refusal = #expect(throws: Rejection.self) {
      try city.decide(enrolment(), by: registryOffice, occurredAt: MemoryCity.minute(0), reference: reference)
    }
    #expect(refusal?.positions == [0])
  }

  /// A death is known two days later; from then on it is as if it had been known.
  @Test func aDeathIsNotifiedLater() throws {
    let city = try MemoryCity.sitting()
    city.now = MemoryCity.minute(2 * Self.dayMinutes)
    let died = MemberCeased.of("e1", .died, at: 1)
    city.expect(.retroactive, died, by: clerk)
    try city.record(died, by: clerk, reference: reference)
    city.expect(.notSeated, MemberCeased.of("e1", .moved, at: 2), by: clerk, reference: reference)
    let offer = SeatOffered(body: named("c"), seat: named("e1"), election: named("e"))
    #expect(try city.only(offer)?.person == person("elena"))
  }

  /// A council that sat in 2022 is loaded the year after.
  @Test func anOldCouncilIsLoadedUnderATranscription() throws {
    let city = try MemoryCity.council()
    let start = day("2022-06-01").start
    func minute(_ minutes: Int64) -> Instant { start.advanced(byMicroseconds: minutes * 60_000_000) }
    let under = try city.record(
      TranscriptionOpened(
        transcription: named("t"), source: "minutes of 2022", categories: ["body"],
        done: day("2022-01-01").start..<day("2023-01-01").start, recordUntil: MemoryCity.minute(60),
        operators: ["unix:1001", "unix:1002"]), by: clerk, reference: reference)
    let seated = MemberSeated.of("ada", on: "e1", gender: .female, from: start)
    let convened = MeetingConvened(body: named("c"), meeting: named("first"), scheduledFor: minute(2 * Self.dayMinutes))
    let held = MeetingHeld(
      body: named("c"), meeting: named("first"), openedAt: minute(2 * Self.dayMinutes),
      closedAt: minute(2 * Self.dayMinutes + 60), attendance: [Attendance(seat: named("e1"))])
    city.expect(.retroactive, seated, by: clerk, reference: reference)
    city.expect(.noticeTooShort, convened, by: clerk)
    for (act, done) in [(seated, start), (convened, start), (held, held.closedAt)] as [(any CityAct, Instant)] {
      try city.record(act, by: clerk, recorder: "unix:1001", occurredAt: done, under: under)
    }
    city.expect(.seatTaken, MemberSeated.of("bruno", on: "e1", from: MemoryCity.minute(0)), by: clerk)
  }
}
