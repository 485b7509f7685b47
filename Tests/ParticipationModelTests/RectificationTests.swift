import EventModel
import Foundation
import ParticipationModel
import Testing
import TransparencyLog

/// Slips are corrected where no outcome rests on them.
@Suite struct RectificationTests {
  private static let stream = BodyEstablished.stream(of: named("c"))

  private func correction(
    of target: Position, _ field: String, to value: JSONValue, in stream: StreamName = stream,
    after previous: Position? = nil
  ) -> EntryRectified {
    EntryRectified(
      stream: stream, target: target, field: field, value: value, previous: previous, reason: "a slip")
  }

  private func attendance(_ seats: [String]) -> JSONValue { .array(seats.map { .object(["seat": .string($0)]) }) }

  @Test func aTitleIsCorrectedAndTheOldOneIsNamed() throws {
    let city = try MemoryCity.sitting()
    let act = correction(of: 0, "title", to: .string("Area council G"))
    let made = try city.decide(act, by: clerk, reference: reference).first as? EntryRectified
    #expect(made?.was == "\"Area council F\"" && made?.quorum == nil)
  }

  @Test func itNeedsAnOfficeThatIsCompetentAndAnAct() throws {
    let city = try MemoryCity.sitting()
    let act = correction(of: 0, "title", to: .string("Area council G"))
    city.expect(.actReferenceMissing, act, by: clerk)
    city.expect(.notEntitled, act, by: person("person:ada"), reference: reference)
    let empowered = OfficeEmpowered(office: named("registry"), competences: [.oversight, .registry], from: city.now)
    try city.record(empowered, by: clerk, reference: reference)
    city.expect(.officeNotCompetent, act, by: person("office:registry"), reference: reference)
    city.expect(.officeNotCompetent, act, by: clerk, reference: reference)
  }

  @Test func onlyClericalFieldsOfActsOfTheStreamAreCorrected() throws {
    let city = try MemoryCity.sitting()
    city.expect(.notClerical, correction(of: 0, "seats", to: .array([])), by: clerk, reference: reference)
    city.expect(.notClerical, correction(of: 1, "person", to: .string("person:x")), by: clerk, reference: reference)
    city.expect(.unknownTarget, correction(of: 99, "title", to: .string("x")), by: clerk, reference: reference)
    let elsewhere = correction(of: 0, "title", to: .string("x"), in: BodyEstablished.stream(of: named("other")))
    city.expect(.unknownTarget, elsewhere, by: clerk, reference: reference)
  }

  @Test func aValueThatTheFieldDoesNotTakeIsNamed() throws {
    let city = try MemoryCity.sitting()
    let error = #expect(throws: InvalidAct.self) {
      try city.decide(correction(of: 0, "title", to: .string("")), by: clerk, reference: reference)
    }
    #expect(error?.faults.first?.field == "value.title")
  }

  @Test func aSecondCorrectionNamesTheFirst() throws {
    let city = try MemoryCity.sitting()
    let first = try city.record(correction(of: 0, "title", to: .string("Council G")), by: clerk, reference: reference)
    let second = correction(of: 0, "title", to: .string("Council H"))
    city.expect(.staleTarget, second, by: clerk, reference: reference)
    let named = correction(of: 0, "title", to: .string("Council H"), after: first)
    let made = try city.decide(named, by: clerk, reference: reference).first as? EntryRectified
    #expect(made?.was == "\"Council G\"")
    let other = correction(of: 0, "area", to: .string("G"), after: first)
    city.expect(.staleTarget, other, by: clerk, reference: reference)
  }

  @Test func attendanceIsCorrectedWithItsVerdictAndItsAbsences() throws {
    let city = try MemoryCity.sitting()
    let held = try city.meet("m1", ["e1"])
    let act = correction(of: held, "attendance", to: attendance(["e1", "e2"]))
    let made = try city.decide(act, by: clerk, reference: reference).first as? EntryRectified
    #expect(made?.quorum?.isMet == true && made?.quorum?.present == 2)
    try city.record(act, by: clerk, reference: reference)
    // Bruno is not absent any more; Carla is.
    #expect(try missed(city, "e2") == [] && missed(city, "e3") == [held])
    // The meeting can vote now.
    try city.record(
      ResolutionVoted(
        body: named("c"), resolution: named("r"), meeting: named("m1"), kind: .motion, textHash: digest(1),
        votes: [RollCallVote(seat: named("e2"), vote: .yes)]), by: clerk)
  }

  private func missed(_ city: MemoryCity, _ seat: String) throws -> [Position] {
    let row = try #require(city.rows.row(SeatRow.key(named("c"), named(seat)), as: SeatRow.self))
    return row.missedSessions
  }

  @Test func whatAResolutionRestsOnIsNotCorrected() throws {
    let city = try MemoryCity.sitting()
    let held = try city.meet("m1", ["e1", "e2"])
    try city.record(
      ResolutionVoted(
        body: named("c"), resolution: named("r"), meeting: named("m1"), kind: .motion, textHash: digest(1),
        votes: [RollCallVote(seat: named("e2"), vote: .yes)]), by: clerk)
    let without = correction(of: held, "attendance", to: attendance(["e1", "e3"]))
    city.expect(.wouldChangeOutcome, without, by: clerk, reference: reference)
    let tooFew = correction(of: held, "attendance", to: attendance(["e2"]))
    city.expect(.wouldChangeOutcome, tooFew, by: clerk, reference: reference)
    try city.record(
      correction(of: held, "attendance", to: attendance(["e1", "e2", "e3"])), by: clerk, reference: reference)
  }

  @Test func theNextSessionApprovesTheMinutes() throws {
    let city = try MemoryCity.sitting()
    let first = try city.meet("m1", ["e1", "e2"])
    try city.meet("m2", ["e1", "e2"])
    let act = correction(of: first, "others", to: .integer(12))
    city.expect(.minutesApproved, act, by: clerk, reference: reference)
  }

  @Test func aSessionWithoutQuorumApprovesNothing() throws {
    let city = try MemoryCity.sitting()
    let first = try city.meet("m1", ["e1", "e2"])
    try city.meet("m2", ["e1"])
    try city.record(correction(of: first, "others", to: .integer(12)), by: clerk, reference: reference)
  }

  @Test func aForfeitureRestsOnItsAbsences() throws {
    let city = try MemoryCity.sitting()
    let first = try city.meet("m1", ["e1"])
    try city.meet("m2", ["e1"])
    let notice = city.now
    city.now = city.now.advanced(byMicroseconds: 3 * 86_400_000_000)
    let minute = (city.now.microseconds - MemoryCity.minute(0).microseconds) / 60_000_000
    var act = MemberCeased.of("e2", .absences, at: minute)
    (act.noticeHash, act.noticeSentAt) = (digest(1), notice)
    try city.record(act, by: clerk)
    let present = correction(of: first, "attendance", to: attendance(["e1", "e2"]))
    city.expect(.wouldChangeOutcome, present, by: clerk, reference: reference)
  }

  @Test func aStreamThatMovedIsPreparedAgain() throws {
    let city = try MemoryCity.sitting()
    let act = try correction(of: 0, "title", to: .string("x")).prepared(over: city)
    try city.record(correction(of: 0, "area", to: .string("G")), by: clerk, reference: reference)
    let decision = Decision(
      position: city.next, streamVersion: UInt64(city.version(of: Self.stream)), now: city.now, actor: clerk,
      actReference: reference)
    let refusal = #expect(throws: Rejection.self) { _ = try act.decide(decision, city.rows) }
    #expect(refusal?.code == .staleTarget && refusal?.isStale == true)
  }

  /// Whoever was listed as present by a slip had still missed what came before.
  @Test func aCorrectedAttendanceBringsBackEarlierAbsences() throws {
    let city = try MemoryCity.sitting()
    let missed = [try city.meet("m1", ["e1", "e2"]), try city.meet("m2", ["e1", "e2"])]
    let third = try city.meet("m3", ["e1", "e2", "e3"])
    #expect(try self.missed(city, "e3") == [])
    try city.record(
      correction(of: third, "attendance", to: attendance(["e1", "e2"])), by: clerk, reference: reference)
    #expect(try self.missed(city, "e3") == missed + [third])
  }

  /// A session that turns out to have had no quorum approves nothing.
  @Test func onlyASessionWithItsQuorumApprovesMinutes() throws {
    let city = try MemoryCity.sitting()
    let first = try city.meet("m1", ["e1", "e2"])
    let second = try city.meet("m2", ["e1", "e2"])
    let earlier = correction(of: first, "others", to: .integer(4))
    city.expect(.minutesApproved, earlier, by: clerk, reference: reference)
    let present = try city.record(
      correction(of: second, "attendance", to: attendance(["e1"])), by: clerk, reference: reference)
    _ = try city.decide(earlier, by: clerk, reference: reference)
    try city.record(
      correction(of: second, "attendance", to: attendance(["e1", "e2"]), after: present), by: clerk,
      reference: reference)
    city.expect(.minutesApproved, earlier, by: clerk, reference: reference)
  }
}
