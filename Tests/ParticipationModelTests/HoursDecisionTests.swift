import EventModel
import ParticipationModel
import Testing

@Suite struct HoursDecisionTests {
  private let city = MemoryCity()
  private let volunteer = person("volunteer:v")
  private let day: Int64 = 24 * 60
  /// Minutes from the start to the first midnight, UTC.
  private let midnight: Int64 = 1440 - 1_700_000_000 / 60 % 1440

  init() { city.now = MemoryCity.minute(30 * day) }

  private func logged(_ entry: String, _ start: Int64, _ end: Int64, of volunteer: String = "v") -> HoursLogged {
    HoursLogged(volunteer: named(volunteer), entry: .of(entry, start, end))
  }

  private func review(
    _ entry: String, _ outcome: HoursReviewed.Outcome = .confirmed, _ reason: String = ""
  ) -> HoursReviewed {
    HoursReviewed(volunteer: named("v"), entry: entry, outcome: outcome, reason: reason)
  }

  @Test func anEntryHasAnIdOfItsOwn() throws {
    try city.record(logged("x", 0, 60), by: volunteer)
    city.expect(.duplicateEntry, logged("x", 100, 160), by: volunteer)
    try city.record(logged("x", 0, 60, of: "w"), by: person("volunteer:w"))
  }

  @Test func hoursAreLoggedWhenTheyAreOver() throws {
    city.now = MemoryCity.minute(60)
    city.expect(.inFuture, logged("x", 0, 61), by: volunteer)
    try city.record(logged("x", 0, 60), by: volunteer)
  }

  @Test(
    arguments: [
      (0, 60, false), (60, 120, true), (59, 61, true), (119, 180, true), (120, 180, false), (70, 80, true),
      (0, 300, true), (61, 120, true), (60, 119, true),
    ] as [(Int64, Int64, Bool)])
  func liveEntriesMayTouchButNotOverlap(start: Int64, end: Int64, isRefused: Bool) throws {
    try city.record(logged("x", 60, 120), by: volunteer)
    if isRefused {
      city.expect(.overlap, logged("y", start, end), by: volunteer)
    } else {
      try city.record(logged("y", start, end), by: volunteer)
    }
    try city.record(logged("z", start, end, of: "w"), by: person("volunteer:w"))
  }

  @Test func overlapIsSeenOverMidnight() throws {
    try city.record(logged("night", midnight - 60, midnight + 60), by: volunteer)
    for (start, end) in [(-120, -59), (-60, 0), (-1, 1), (0, 1), (0, 60), (59, 120), (-1380, 60), (-120, 1320)] {
      city.expect(.overlap, logged("y", midnight + Int64(start), midnight + Int64(end)), by: volunteer)
    }
    try city.record(logged("before", midnight - 120, midnight - 60), by: volunteer)
    try city.record(logged("after", midnight + 60, midnight + 120), by: volunteer)
  }

  @Test func anEntryThatEndsAtMidnightLeavesTheNextDayFree() throws {
    try city.record(logged("x", midnight - 60, midnight), by: volunteer)
    try city.record(logged("y", midnight, midnight + 60), by: volunteer)
    try city.record(logged("whole", midnight + 60, midnight + 60 + day), by: volunteer)
    city.expect(.overlap, logged("z", midnight + 59 + day, midnight + 61 + day), by: volunteer)
    try city.record(logged("z", midnight + 60 + day, midnight + 61 + day), by: volunteer)
  }

  @Test func somebodyElseReviewsAnEntryThatExists() throws {
    city.expect(.unknownEntry, review("x"))
    try city.record(logged("x", 0, 60), by: volunteer)
    city.expect(.unknownEntry, HoursReviewed(volunteer: named("w"), entry: "x", outcome: .confirmed))
    city.expect(.selfReview, review("x"), by: volunteer)
    try city.record(review("x"), by: clerk)
  }

  @Test func aRefusalHasAReason() throws {
    try city.record(logged("x", 0, 60), by: volunteer)
    for outcome in [HoursReviewed.Outcome.rejected, .disputed] {
      for reason in ["", " \n"] { city.expect(.reasonMissing, review("x", outcome, reason)) }
      #expect(throws: Never.self) { try self.city.decide(self.review("x", outcome, "too long")) }
    }
  }

  @Test func aReviewIsFinalUnlessItDisputes() throws {
    for (entry, outcome) in [("a", HoursReviewed.Outcome.confirmed), ("b", .rejected)] {
      try city.record(logged(entry, 0, 60), by: volunteer)
      try city.record(review(entry, .disputed, "which project?"))
      try city.record(review(entry, .disputed, "still which?"))
      try city.record(review(entry, outcome, "settled"))
      city.expect(.alreadyReviewed, review(entry))
      try city.record(
        HoursCorrected(
          volunteer: named("v"), entry: entry, replacement: nil, reason: "a slip", requestedBy: volunteer))
      city.expect(.alreadyReviewed, review(entry))
    }
  }

  @Test func aRejectedEntryFreesItsTime() throws {
    try city.record(logged("x", midnight - 60, midnight + 60), by: volunteer)
    try city.record(review("x", .disputed, "when?"))
    city.expect(.overlap, logged("y", midnight - 60, midnight + 60), by: volunteer)
    try city.record(review("x", .rejected, "not there"))
    try city.record(logged("y", midnight - 60, midnight + 60), by: volunteer)
  }
}
