import EventModel
import ParticipationModel
import Testing

@Suite struct HoursCorrectionTests {
  private let city = MemoryCity()
  private let volunteer = person("volunteer:v")

  init() throws {
    city.now = MemoryCity.minute(1000)
    try city.record(HoursLogged(volunteer: named("v"), entry: .of("x", 0, 60)), by: volunteer)
  }

  private func corrected(_ entry: String = "x", _ replacement: HoursNote? = nil) -> HoursCorrected {
    HoursCorrected(
      volunteer: named("v"), entry: entry, replacement: replacement, reason: "a slip", requestedBy: volunteer)
  }

  private func logged(_ entry: String, _ start: Int64, _ end: Int64) -> HoursLogged {
    HoursLogged(volunteer: named("v"), entry: .of(entry, start, end))
  }

  @Test func anEntryIsReversedOnce() throws {
    city.expect(.unknownEntry, corrected("y"))
    try city.record(corrected())
    city.expect(.alreadyReversed, corrected())
  }

  @Test func whoAsksDoesNotApprove() throws {
    city.expect(.notEntitled, corrected(), by: volunteer)
    city.expect(.sameApprover, corrected(), by: clerk, onBehalfOf: volunteer)
    var asked = corrected()
    asked.requestedBy = clerk
    city.expect(.sameApprover, asked, by: clerk)
    try city.record(corrected(), by: clerk)
  }

  @Test func aReversedEntryFreesItsTimeButNotItsId() throws {
    try city.record(corrected())
    city.expect(.duplicateEntry, logged("x", 100, 160), by: volunteer)
    try city.record(logged("y", 0, 60), by: volunteer)
  }

  @Test func aReplacementMayOverlapWhatItReverses() throws {
    try city.record(corrected("x", .of("y", 30, 90)))
    city.expect(.overlap, logged("z", 30, 31), by: volunteer)
    try city.record(logged("z", 0, 30), by: volunteer)
    city.expect(.alreadyReversed, corrected())
    try city.record(corrected("y", .of("w", 30, 90)))
  }

  @Test func whoeverAskedForItIsKnown() throws {
    var act = corrected("x", .of("y", 0, 30))
    act.requestedBy = person("person:ghost")
    city.expect(.unknownPerson, act)
  }

  @Test func aReplacementOverlapsNothingElse() throws {
    try city.record(logged("y", 60, 120), by: volunteer)
    city.expect(.overlap, corrected("x", .of("z", 0, 61)))
    try city.record(corrected("x", .of("z", 10, 60)))
    city.expect(.overlap, corrected("y", .of("w", 59, 120)))
  }

  @Test func aReplacementIsAnEntryLikeOthers() throws {
    city.expect(.duplicateEntry, corrected("x", .of("x", 0, 30)))
    city.expect(.inFuture, corrected("x", .of("y", 0, 1001)))
    try city.record(corrected("x", .of("y", 940, 1000)), by: clerk)
    // Whoever asked for it counts as its logger.
    let review = HoursReviewed(volunteer: named("v"), entry: "y", outcome: .confirmed)
    city.expect(.selfReview, review, by: volunteer)
    try city.record(review, by: clerk)
  }

  @Test func aConfirmedOrRejectedEntryIsCorrectedToo() throws {
    try city.record(HoursReviewed(volunteer: named("v"), entry: "x", outcome: .confirmed))
    try city.record(corrected("x", .of("y", 0, 50)))
    try city.record(HoursReviewed(volunteer: named("v"), entry: "y", outcome: .rejected, reason: "not there"))
    try city.record(logged("z", 0, 50), by: volunteer)
    // The time of a rejected entry is another's by now.
    city.expect(.overlap, corrected("y", .of("w", 0, 50)))
    try city.record(corrected("y", .of("w", 50, 60)))
    city.expect(.overlap, logged("q", 0, 50), by: volunteer)
  }
}
