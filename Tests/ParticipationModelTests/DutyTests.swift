import EventModel
import Foundation
import ParticipationModel
import Testing
import TransparencyLog

/// What an answer promises is owed by the office that gave it, and settled by reports.
@Suite struct DutyTests {
  private static let mobility = person("office:mobility")
  private static let stream = ProposalPublished.stream(of: named("lane"))

  /// A proposal that mobility answered with two promises, one of which returns every six months.
  private func answered() throws -> MemoryCity {
    let city = MemoryCity()
    try city.record(
      ProposalPublished(
        proposal: named("lane"), title: "A lane", kind: .petition, authors: [person("person:ada")],
        textHash: digest(1), admissibility: "12/2026"))
    try city.record(
      ProposalAnswered(
        proposal: named("lane"), version: 1, outcome: .accepted, reasons: "it is in the plan", office: Self.mobility,
        commitments: [
          .init(id: named("build"), action: "Build it", dueBy: day("2024-06-30")),
          .init(id: named("clean"), action: "Clean it", dueBy: day("2024-01-31"), everyMonths: 6),
        ]), by: Self.mobility)
    return city
  }

  private func report(
    _ status: DutyStatus, _ percent: UInt32 = 0, of duty: String = "build", period: CivilDate? = nil,
    reason: String = ""
  ) -> DutyReported {
    DutyReported(
      stream: Self.stream, duty: named(duty), status: status, percent: percent, period: period, reason: reason)
  }

  @Test func onlyWhoeverOwesItReports() throws {
    let city = try answered()
    city.expect(.notBoundParty, report(.started, 10), by: person("office:participation"))
    city.expect(.notBoundParty, report(.started, 10), by: person("person:ada"))
    city.expect(.notBoundParty, report(.started, 10), by: Self.mobility, onBehalfOf: person("person:ada"))
    city.expect(.notEntitled, report(.started, 10), by: person("office:clerk"), onBehalfOf: Self.mobility)
    try city.record(report(.started, 10), by: Self.mobility)
  }

  @Test func aDutyThatNobodyHasIsUnknown() throws {
    let city = try answered()
    city.expect(.unknownDuty, report(.started, of: "other"), by: Self.mobility)
  }

  @Test func goingBackAndGivingUpNeedAReason() throws {
    let city = try answered()
    try city.record(report(.started, 40), by: Self.mobility)
    city.expect(.reasonMissing, report(.started, 30), by: Self.mobility)
    city.expect(.reasonMissing, report(.abandoned, 40), by: Self.mobility)
    city.expect(.reasonMissing, report(.abandoned, 40, reason: " "), by: Self.mobility)
    try city.record(report(.started, 30, reason: "a wall fell"), by: Self.mobility)
  }

  @Test func whatIsDoneIsTakenUpAgainOnlyByAnAct() throws {
    let city = try answered()
    try city.record(report(.done, 100), by: Self.mobility)
    city.expect(.finalStatus, report(.started, 100), by: Self.mobility)
    city.expect(.finalStatus, report(.started, 90, reason: "it broke"), by: Self.mobility)
    city.expect(.finalStatus, report(.started, 90), by: Self.mobility, reference: reference)
    try city.record(report(.started, 90, reason: "it broke"), by: Self.mobility, reference: reference)
  }

  @Test func aDutyThatReturnsIsReportedPeriodByPeriod() throws {
    let city = try answered()
    city.expect(.periodClosed, report(.done, 100, of: "clean"), by: Self.mobility)
    city.expect(.periodClosed, report(.done, 100, of: "clean", period: day("2024-07-31")), by: Self.mobility)
    try city.record(report(.done, 100, of: "clean", period: day("2024-01-31")), by: Self.mobility)
    city.expect(.periodClosed, report(.started, 1, of: "clean", period: day("2024-01-31")), by: Self.mobility)
    try city.record(report(.started, 1, of: "clean", period: day("2024-07-31")), by: Self.mobility)
    city.expect(.periodClosed, report(.started, 1, period: day("2024-06-30")), by: Self.mobility)
  }

  @Test func whatIsDueOnTheLastDayOfAMonthStaysDueThere() throws {
    let city = try answered()
    for due in ["2024-01-31", "2024-07-31", "2025-01-31"] {
      try city.record(report(.done, 100, of: "clean", period: day(due)), by: Self.mobility)
    }
    var progress = DutyProgress(firstDueBy: day("2024-01-31"), everyMonths: 1)
    let days = ["2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31"]
    for due in days {
      progress.take(.done, percent: 100)
      #expect(progress.dueBy == day(due) && progress.status == .planned)
    }
  }

  @Test(arguments: [
    ("2024-01-31", UInt32(1), "2024-02-29"), ("2023-01-31", 1, "2023-02-28"), ("2024-11-30", 3, "2025-02-28"),
    ("2024-01-15", 12, "2025-01-15"), ("2024-12-31", 0, "2024-12-31"),
  ])
  func monthsAreAddedWithinTheMonth(_ start: String, _ months: UInt32, _ end: String) {
    #expect(CivilDate(start)?.adding(months: months) == CivilDate(end))
  }
}
