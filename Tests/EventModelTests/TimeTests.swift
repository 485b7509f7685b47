import EventModel
import Testing

@Suite struct TimeTests {
  private static let microsecondsOfDay: Int64 = 86_400_000_000

  @Test(arguments: ["2021-06-30", "2020-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "1900-02-28"])
  func daysThatExistAreAccepted(text: String) { #expect(CivilDate(text)?.description == text) }

  @Test(arguments: [
    "2021-06-31", "2021-02-29", "1900-02-29", "2100-02-29", "2021-00-10", "2021-13-01", "2021-01-00",
    "2021-01-32", "0000-01-01", "2021-1-01", "2021-01-1", "21-01-01", "02021-01-01", "2021-01-01-", "2021/01/01",
    "2021-01", "", "-021-01-01", "+021-01-01", "2021-01-0１", "2021-٠1-01", "2021-01-01T00:00:00Z", " 2021-01-01",
  ])
  func daysThatDoNotExistAreRefused(text: String) { #expect(CivilDate(text) == nil) }

  @Test func everyDayFrom1900To2100ReturnsThroughItsNumber() throws {
    var day: Int64 = -25_567
    for year in 1900...2100 {
      for month in 1...12 {
        for dayOfMonth in 1...31 {
          guard let date = CivilDate(year: year, month: month, day: dayOfMonth) else { continue }
          let start = Instant(microseconds: day * Self.microsecondsOfDay)
          try #require(start.day == day && start.description == "\(date)T00:00:00Z")
          try #require(CivilDate(date.description) == date)
          day += 1
        }
      }
    }
    // 2101-01-01, by another's count.
    #expect(day == 47_847)
  }

  @Test func datesOrderByTime() throws {
    let texts = ["0999-12-31", "1999-12-31", "2000-01-01", "2000-01-02", "2000-02-01"]
    let dates = try texts.map { try #require(CivilDate($0)) }
    #expect(dates.shuffled().sorted() == dates)
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (1, "1970-01-01T00:00:00.000001Z"), (-1, "1969-12-31T23:59:59.999999Z"),
      (1_669_374_000_000_000, "2022-11-25T11:00:00Z"), (1_669_374_000_120_000, "2022-11-25T11:00:00.120000Z"),
      (-86_400_000_000, "1969-12-31T00:00:00Z"), (-86_400_000_001, "1969-12-30T23:59:59.999999Z"),
      (-2_203_891_200_000_000, "1900-03-01T00:00:00Z"), (951_782_399_999_999, "2000-02-28T23:59:59.999999Z"),
      (951_868_799_000_000, "2000-02-29T23:59:59Z"),
    ] as [(Int64, String)])
  func instantsAreWrittenAsRFC3339HasThem(microseconds: Int64, text: String) {
    #expect(Instant(microseconds: microseconds).description == text)
  }

  @Test func theEndsOfTimeCanBeWritten() {
    #expect(Instant(microseconds: .max).description.hasSuffix("-01-10T04:00:54.775807Z"))
    #expect(Instant(microseconds: .min).description.hasSuffix("-12-21T19:59:05.224192Z"))
  }

  @Test func hoursAndDaysBefore1970AreAsWideAsThoseAfter() {
    #expect([-1, 0, 3_599_999_999, 3_600_000_000].map { Instant(microseconds: $0).hour } == [-1, 0, 0, 1])
    #expect(Instant(microseconds: -3_600_000_000).hour == -1)
    #expect(Instant(microseconds: -3_600_000_001).hour == -2)
    #expect(Instant(microseconds: -86_400_000_000).day == -1)
  }

  @Test func instantsSaturateAtTheEndsOfTime() {
    #expect(Instant(microseconds: 5).advanced(byMicroseconds: -7).microseconds == -2)
    #expect(Instant(microseconds: .max).advanced(byMicroseconds: 1).microseconds == .max)
    #expect(Instant(microseconds: .min).advanced(byMicroseconds: -1).microseconds == .min)
  }

  @Test func anInstantIsANumberInJSON() throws {
    for microseconds in [0, -1, Int64.max, .min] {
      let text = try JSONText.encode([Instant(microseconds: microseconds)])
      #expect(String(decoding: text, as: UTF8.self) == "[\(microseconds)]")
      #expect(try JSONText.decode([Instant].self, from: text) == [Instant(microseconds: microseconds)])
    }
  }

  @Test(
    arguments: [
      ("2026-05-04T12:00:00+02:00", 1_777_888_800_000_000), ("2026-05-04T10:00:00Z", 1_777_888_800_000_000),
      ("2026-05-04t10:00z", nil), ("2026-05-04T10:00:00.5Z", 1_777_888_800_500_000),
      ("2026-05-04T05:30:00-04:30", 1_777_888_800_000_000), ("1969-12-31T23:59:59.999999Z", -1),
      ("2026-05-04T10:00:00", nil), ("2026-05-04 10:00:00Z", nil), ("2026-02-30T10:00:00Z", nil),
      ("2026-05-04T24:00:00Z", nil), ("2026-05-04T10:00:60Z", nil), ("2026-05-04T10:00:00.1234567Z", nil),
      ("2026-05-04T10:00:00.Z", nil), ("2026-05-04T10:00:00+2:00", nil), ("2026-05-04T10:00:00+02:00 ", nil),
      ("2026-05-04T10:00:00+24:00", nil), ("", nil),
    ] as [(String, Int64?)])
  func timesWithAnOffsetAreRead(text: String, microseconds: Int64?) {
    #expect(Instant(rfc3339: text)?.microseconds == microseconds)
  }
}
