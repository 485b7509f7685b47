import EventModel
import Foundation
import ParticipationModel
import SchemaOracle
import SwiftProtobuf
import Testing

private func held(
  _ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_MeetingHeld) -> Void
) -> InvalidCase {
  var valid = MeetingHeld.of("m", at: 0, ["e1"], excused: ["e2"])
  valid.attendance.append(Attendance(seat: named("d1"), substitute: person("person:gina"), mandate: named("s")))
  valid.measures = [IndicatorMeasure(code: "participants", value: 12)]
  let message = valid.message
  return InvalidCase(field, MeetingHeld.self, { message }, spoil)
}

@Suite struct MeetingHeldTests {
  @Test func aMeetingThatWasCalledIsHeldOnce() throws {
    MemoryCity().expect(.unknownBody, MeetingHeld.of("m", at: 0, []), by: clerk)
    let city = try MemoryCity.sitting()
    city.expect(.notConvened, MeetingHeld.of("m", at: 0, ["e1"]), by: clerk)
    let opening = try city.convene("m")
    city.expect(.notEntitled, MeetingHeld.of("m", at: opening, ["e1"]), by: person("ada"))
    try city.record(MeetingHeld.of("m", at: opening, ["e1"]), by: clerk)
    city.expect(.alreadyHeld, MeetingHeld.of("m", at: opening, ["e1"]), by: clerk)
  }

  @Test func aMeetingOpensWhenItWasCalledForAndIsRecordedWhenItIsOver() throws {
    let city = try MemoryCity.sitting()
    let opening = try city.convene("m")
    city.expect(.tooEarly, MeetingHeld.of("m", at: opening - 1, ["e1"]), by: clerk)
    city.expect(.inFuture, MeetingHeld.of("m", at: opening + 1, ["e1"]), by: clerk)
    try city.record(MeetingHeld.of("m", at: opening, ["e1"]), by: clerk)
  }

  @Test func membersInOfficeArePresentOrExcused() throws {
    let city = try MemoryCity.sitting()
    let opening = try city.convene("m")
    city.expect(.unknownSeat, MeetingHeld.of("m", at: opening, ["x"]), by: clerk)
    city.expect(.notMember, MeetingHeld.of("m", at: opening, ["r1"]), by: clerk)
    city.expect(.notMember, MeetingHeld.of("m", at: opening, ["e1"], excused: ["r1"]), by: clerk)
  }

  @Test func inOfficeIsJudgedWhenTheMeetingOpens() throws {
    let city = try MemoryCity.sitting()
    let opening = try city.convene("m")
    try city.record(MemberSeated.of("person:dario", on: "r1", as: .byRight, from: city.now), by: clerk)
    let left = MemberCeased(
      body: named("c"), seat: named("e1"), reason: .moved, effectiveAt: MemoryCity.minute(opening + 30))
    try city.record(left, by: clerk)
    city.expect(.notMember, MeetingHeld.of("m", at: opening, ["e1", "e2", "r1"]), by: clerk)
    let act = try city.only(MeetingHeld.of("m", at: opening, ["e1", "e2"]))
    #expect(act?.quorum?.baseCount == 3 && act?.quorum?.isMet == true)
  }

  @Test(arguments: [(["e1"], false), (["e1", "e2"], true)] as [([String], Bool)])
  func moreThanHalfOfThoseInOfficeAreNeeded(seats: [String], isMet: Bool) throws {
    let city = try MemoryCity.sitting()
    let opening = try city.convene("m")
    let quorum = try #require(try city.only(MeetingHeld.of("m", at: opening, seats))?.quorum)
    #expect(quorum.base == .inOffice && quorum.baseCount == 3 && quorum.required == 2)
    #expect(quorum.present == UInt32(seats.count) && quorum.isMet == isMet)
  }

  @Test func theBaseDecides() throws {
    var rules = BodyRules.example()
    rules.firstCall.base = .assigned
    let city = try MemoryCity.sitting(.example(rules))
    let opening = try city.convene("m")
    let quorum = try #require(try city.only(MeetingHeld.of("m", at: opening, ["e1", "e2", "e3"]))?.quorum)
    #expect(quorum.baseCount == 6 && quorum.required == 4 && !quorum.isMet)
  }

  @Test func aSecondCallHasItsOwnQuorum() throws {
    let city = try MemoryCity.sitting()
    let opening = try city.convene("m", call: 2)
    let quorum = try #require(try city.only(MeetingHeld.of("m", at: opening, ["e1", "e2"]))?.quorum)
    #expect(quorum.base == .present && quorum.baseCount == 2 && quorum.required == 2 && quorum.isMet)
  }

  @Test(arguments: [
    held("body") { $0.body = "" },
    held("meeting") { $0.meeting = "" },
    held("openedAt") { $0.openedAt = -1 },
    held("closedAt") { $0.closedAt = -1 },
    held("closedAt") { $0.closedAt = $0.openedAt - 1 },
    held("attendance") { message in
      message.attendance = (0...300).map { number in .with { $0.seat = "s\(number)" } }
    },
    held("attendance.seat") { $0.attendance[0].seat = "" },
    held("attendance") { $0.attendance.append($0.attendance[0]) },
    held("attendance") { $0.attendance.append($0.attendance[1]) },
    held("attendance.substitute") { $0.attendance[1].substitute = "gina" },
    held("attendance.mandate") { $0.attendance[1].mandate = "" },
    held("attendance.mandate") { $0.attendance[0].mandate = "s" },
    held("excused") { $0.excused = ["e2", "e2"] },
    held("excused") { $0.excused = ["e1"] },
    held("minutesHash") { $0.minutesHash = Data([1]) },
    held("measures") { $0.measures = Array(repeating: $0.measures[0], count: 101) },
    held("measures.code") { $0.measures[0].code = "" },
    held("quorum.base") { $0.quorum = .with { $0.present = 1 } },
  ])
  func aWrongFieldIsNamed(_ invalid: InvalidCase) { invalid.check() }
}

/// Substitutes of organisations' delegates at meetings.
@Suite struct MeetingSubstituteTests {
  private let substitute = Attendance(seat: named("d1"), substitute: person("person:sara"), mandate: named("s"))

  /// A council whose member on `d1` is the delegate gina, with the substitute sara.
  private func represented(_ kind: MandateKind = .substitute) throws -> MemoryCity {
    let city = try MemoryCity.sitting()
    try city.mandate(to: "gina")
    try city.mandate("s", to: "sara", kind)
    try city.record(MemberSeated.delegate(), by: clerk)
    return city
  }

  private func meeting(_ city: MemoryCity, _ attendance: [Attendance]) throws -> MeetingHeld {
    let opening = try city.convene("m")
    var act = MeetingHeld.of("m", at: opening, ["e1", "e2"])
    act.attendance += attendance
    return act
  }

  @Test(arguments: [MandateKind.substitute, .proxy])
  func aSubstituteCountsForAnAbsentDelegate(kind: MandateKind) throws {
    let city = try represented(kind)
    let act = try city.only(try meeting(city, [substitute]))
    #expect(act?.quorum?.present == 3 && act?.quorum?.baseCount == 4 && act?.quorum?.isMet == true)
  }

  @Test func aSubstituteIsNotNeededWhereTheDelegateIsPresent() throws {
    let city = try represented()
    let both = try meeting(city, [Attendance(seat: named("d1")), substitute])
    city.expect(.substituteNotNeeded, both, by: clerk)
  }

  @Test func anEffectiveDelegateOfAnotherMandateIsNoSubstitute() throws {
    let city = try MemoryCity.sitting()
    try city.mandate(to: "gina")
    try city.record(MemberSeated.delegate(), by: clerk)
    try city.mandate("t", to: "sara", .proxy)
    let grant = MandateGranted(
      organisation: named("club"), mandate: named("s"), delegate: person("person:sara"), kind: .effective,
      scopes: [.sit], target: .everything, from: city.now)
    try city.record(grant, by: person("person:rita"))
    city.expect(.mandateInvalid, try meeting(city, [substitute]), by: clerk)
  }

  @Test func aDelegateIsAMemberOnlyWhileTheMandateHolds() throws {
    let city = try MemoryCity.sitting()
    try city.mandate(to: "gina", validTo: MemoryCity.minute(10))
    try city.record(MemberSeated.delegate(), by: clerk)
    city.now = MemoryCity.minute(10)
    city.expect(.notMember, try meeting(city, [Attendance(seat: named("d1"))]), by: clerk)
  }

  @Test func aSubstituteHasAMandateOfTheOrganisationOfTheSeat() throws {
    let city = try represented()
    var unknown = substitute
    unknown.mandate = named("x")
    var elected = substitute
    elected.seat = named("e3")
    let act = try meeting(city, [unknown])
    city.expect(.mandateInvalid, act, by: clerk)
    var other = act
    other.attendance = [elected]
    city.expect(.mandateInvalid, other, by: clerk)
  }

  @Test func aPersonCountsForOneSeat() throws {
    let city = try represented()
    try city.mandate("p", to: "dario", .proxy)
    try city.record(MemberSeated.of("person:dario", on: "r1", as: .byRight), by: clerk)
    let proxy = Attendance(seat: named("d1"), substitute: person("person:dario"), mandate: named("p"))
    let alone = try meeting(city, [proxy])
    _ = try city.only(alone)
    var twice = alone
    twice.attendance.append(Attendance(seat: named("r1")))
    city.expect(.alreadySeated, twice, by: clerk)
  }
}
