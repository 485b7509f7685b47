import EventModel
import Foundation
import ParticipationModel
import SchemaOracle
import SwiftProtobuf
import Testing

private func convened(
  _ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_MeetingConvened) -> Void
) -> InvalidCase {
  let valid = MeetingConvened(
    body: named("c"), meeting: named("m"), scheduledFor: MemoryCity.minute(0),
    agenda: [AgendaItem(id: named("a"), title: "The plan", kind: .opinion, dueBy: day("2023-12-31"))])
  return InvalidCase(field, MeetingConvened.self, { valid.message }, spoil)
}

@Suite struct MeetingConvenedTests {
  /// A convening for so many minutes from now.
  private func convening(
    _ meeting: String = "m", in minutes: Int64 = 2 * MemoryCity.minutesADay, urgent: String = "", call: UInt32 = 1,
    items: [String] = []
  ) -> MeetingConvened {
    MeetingConvened(
      body: named("c"), meeting: named(meeting), call: call, scheduledFor: MemoryCity.minute(minutes),
      agenda: items.map { AgendaItem(id: named($0), title: "An item") }, urgentReason: urgent)
  }

  @Test func theBodyExists() { MemoryCity().expect(.unknownBody, convening(), by: clerk) }

  @Test func anOfficeOrAnOfficerConvenes() throws {
    let city = try MemoryCity.sitting()
    for actor in [person("ada"), person("desk"), .ledger] { city.expect(.notEntitled, convening(), by: actor) }
    try city.meet("first", ["e1", "e2", "e3"])
    let votes = ["e1", "e2", "e3"].map { RollCallVote(seat: named($0), vote: .yes) }
    try city.record(
      ResolutionVoted(
        body: named("c"), resolution: named("o"), meeting: named("first"), kind: .officers, textHash: digest(1),
        votes: votes, officers: [named("e1"), named("e2")]), by: clerk)
    try city.convene("second")
    let opening = city.now.advanced(byMicroseconds: 2 * MemoryCity.minutesADay * 60_000_000)
    let third = MeetingConvened(body: named("c"), meeting: named("third"), scheduledFor: opening)
    city.expect(.notEntitled, third, by: person("carla"))
    try city.record(third, by: person("ada"))
  }

  @Test func anOfficerWhoHasLeftConvenesNoMore() throws {
    let city = try MemoryCity.sitting()
    try city.meet("first", ["e1", "e2", "e3"])
    let votes = ["e1", "e2"].map { RollCallVote(seat: named($0), vote: .yes) }
    try city.record(
      ResolutionVoted(
        body: named("c"), resolution: named("o"), meeting: named("first"), kind: .officers, textHash: digest(1),
        votes: votes, officers: [named("e1"), named("e2")]), by: clerk)
    let left = MemberCeased(body: named("c"), seat: named("e1"), reason: .resigned, effectiveAt: city.now)
    try city.record(left, by: person("ada"))
    let act = MeetingConvened(body: named("c"), meeting: named("second"), scheduledFor: MemoryCity.minute(10_000))
    city.expect(.notEntitled, act, by: person("ada"))
    try city.record(act, by: person("bruno"))
  }

  @Test func aMeetingIsConvenedOnce() throws {
    let city = try MemoryCity.council()
    try city.record(convening(), by: clerk)
    city.expect(.alreadyConvened, convening(), by: clerk)
  }

  @Test func theNoticeIsWholeDays() throws {
    let city = try MemoryCity.council()
    city.expect(.noticeTooShort, convening(in: 2 * MemoryCity.minutesADay - 1), by: clerk)
    try city.record(convening(in: 2 * MemoryCity.minutesADay), by: clerk)
  }

  @Test func anUrgentMeetingHasAReasonAndItsOwnNotice() throws {
    let city = try MemoryCity.council()
    city.expect(.noticeTooShort, convening(in: 720), by: clerk)
    city.expect(.noticeTooShort, convening(in: 719, urgent: "a flood"), by: clerk)
    try city.record(convening(in: 720, urgent: "a flood"), by: clerk)
  }

  @Test func aSecondCallNeedsARule() throws {
    try MemoryCity.council().record(convening(call: 2), by: clerk)
    var rules = BodyRules.example()
    rules.secondCall = nil
    try MemoryCity.council(.example(rules)).expect(.noSecondCall, convening(call: 2), by: clerk)
  }

  @Test func anItemIsPutOffUntilItIsSettled() throws {
    let city = try MemoryCity.sitting()
    let item = AgendaItem(id: named("plan"), title: "The plan", kind: .opinion)
    try city.meet("first", ["e1", "e2", "e3"], agenda: [item])
    try city.meet("second", ["e1", "e2", "e3"], agenda: [item])
    try city.record(
      ResolutionVoted(
        body: named("c"), resolution: named("r"), meeting: named("second"), kind: .opinion,
        agendaItem: named("plan"), textHash: digest(1), votes: [RollCallVote(seat: named("e1"), vote: .yes)]),
      by: clerk)
    let act = MeetingConvened(
      body: named("c"), meeting: named("third"), scheduledFor: MemoryCity.minute(20_000), agenda: [item])
    city.expect(.alreadySettled, act, by: clerk)
  }

  @Test(arguments: [
    convened("body") { $0.body = "" },
    convened("meeting") { $0.meeting = "" },
    convened("kind") { $0.kind = .unspecified },
    convened("call") { $0.call = 0 },
    convened("call") { $0.call = 3 },
    convened("call") { ($0.call, $0.kind) = (2, .open) },
    convened("scheduledFor") { $0.scheduledFor = -1 },
    convened("agenda") { $0.agenda = (0...50).map { number in .with { ($0.id, $0.title) = ("i\(number)", "x") } } },
    convened("agenda") { $0.agenda.append($0.agenda[0]) },
    convened("agenda.id") { $0.agenda[0].id = "A" },
    convened("agenda.title") { $0.agenda[0].title = "" },
    convened("agenda.kind") { $0.agenda[0].kind = .UNRECOGNIZED(9) },
    convened("agenda.dueBy") { $0.agenda[0].dueBy = "2021-06-31" },
    convened("urgentReason") { $0.urgentReason = String(repeating: "x", count: 301) },
  ])
  func aWrongFieldIsNamed(_ invalid: InvalidCase) { invalid.check() }
}
