import EventModel
import Foundation
import ParticipationModel
import SchemaOracle
import SwiftProtobuf
import Testing

private func established(
  _ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_BodyEstablished) -> Void
) -> InvalidCase {
  InvalidCase(field, BodyEstablished.self, { BodyEstablished.example().message }, spoil)
}

@Suite struct BodyEstablishedTests {
  @Test func aBodyIsEstablishedOnce() throws {
    let city = try MemoryCity.council()
    city.expect(.alreadyEstablished, BodyEstablished.example(), by: clerk)
  }

  @Test(arguments: ["person:ada", "desk", "office:", "system:ledger"])
  func onlyAnOfficeEstablishesABody(actor: String) {
    MemoryCity().expect(.notEntitled, BodyEstablished.example(), by: person(actor))
  }

  @Test(
    arguments: [
      ("2022-12-05", 5, "2027-12-05"), ("2024-02-29", 1, "2025-02-28"), ("2024-02-29", 4, "2028-02-29"),
      ("2022-12-05", 0, nil),
    ] as [(String, UInt32, String?)])
  func aTermEndsOnTheSameDayOfTheCalendar(start: String, years: UInt32, end: String?) {
    var act = BodyEstablished.example()
    act.termYears = years
    let noon: Int64 = 12 * 3_600_000_000
    let expected = end.map { day($0).start.advanced(byMicroseconds: noon) }
    #expect(act.termEnd(from: day(start).start.advanced(byMicroseconds: noon)) == expected)
  }

  @Test(arguments: [
    established("body") { $0.body = "C" },
    established("title") { $0.title = "" },
    established("kind") { $0.kind = .unspecified },
    established("area") { $0.area = String(repeating: "x", count: 101) },
    established("neighbourhoods") { $0.neighbourhoods = ["Nord", "Nord"] },
    established("neighbourhoods") { $0.neighbourhoods = [""] },
    established("seats") { $0.seats[1].id = "e1" },
    established("seats.id") { $0.seats[1].id = "" },
    established("seats.basis") { $0.seats[1].basis = .unspecified },
    established("seats.constituency") { $0.seats[1].constituency = String(repeating: "x", count: 201) },
    established("seats") { message in
      message.seats = (0...300).map { number in .with { ($0.id, $0.basis) = ("s\(number)", .elected) } }
    },
    established("rules") { $0.clearRules() },
    established("rules.firstCall") { $0.rules.clearFirstCall() },
    established("rules.firstCall.base") { $0.rules.firstCall.base = .unspecified },
    established("rules.firstCall.denominator") { $0.rules.firstCall.denominator = 0 },
    established("rules.firstCall.denominator") { $0.rules.firstCall.denominator = 1001 },
    established("rules.firstCall.numerator") { $0.rules.firstCall.numerator = 0 },
    established("rules.firstCall.numerator") { $0.rules.firstCall.numerator = 3 },
    established("rules.firstCall.exceeding") { $0.rules.firstCall.numerator = 2 },
    established("rules.firstCall.minimum") { $0.rules.firstCall.minimum = 301 },
    established("rules.secondCall.base") { $0.rules.secondCall.base = .unspecified },
    established("rules.majority") { $0.rules.clearMajority() },
    established("rules.majority.denominator") { $0.rules.majority.denominator = 1 },
    established("rules.majority.numerator") { $0.rules.majority.numerator = 0 },
    established("rules.majority.numerator") { $0.rules.majority.numerator = 2 },
    established("rules.absences") { $0.rules.absences = 101 },
    established("rules.noticeDays") { $0.rules.noticeDays = 366 },
    established("rules.urgentNoticeHours") { $0.rules.urgentNoticeHours = 49 },
    established("rules.officers") { $0.rules.officers = 7 },
    established("rules.secret") { $0.rules.secret = [.motion, .motion] },
    established("rules.secret") { $0.rules.secret = [.unspecified] },
    established("termYears") { $0.termYears = 101 },
  ])
  func aWrongFieldIsNamed(_ invalid: InvalidCase) { invalid.check() }
}
