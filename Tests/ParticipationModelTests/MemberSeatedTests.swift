import EventModel
import ParticipationModel
import SchemaOracle
import Testing
import TransparencyLog

private func seated(
  _ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_MemberSeated) -> Void
) -> InvalidCase {
  InvalidCase(field, MemberSeated.self, { MemberSeated.of("ada", on: "e1").message }, spoil)
}

private func designated(
  _ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_MemberSeated) -> Void
) -> InvalidCase {
  InvalidCase(field, MemberSeated.self, { MemberSeated.delegate().message }, spoil)
}

@Suite struct MemberSeatedTests {
  @Test func bodyAndSeatExist() throws {
    MemoryCity().expect(.unknownBody, MemberSeated.of("ada", on: "e1"), by: clerk)
    try MemoryCity.council().expect(.unknownSeat, MemberSeated.of("ada", on: "e9"), by: clerk)
  }

  @Test func anOfficeOrTheLedgerSeats() throws {
    let city = try MemoryCity.council()
    for actor in ["desk", "ada", "volunteer:ada"] {
      city.expect(.notEntitled, MemberSeated.of("ada", on: "e1"), by: person(actor))
    }
    try city.record(MemberSeated.of("ada", on: "e1"), by: .ledger)
    try city.record(MemberSeated.of("bruno", on: "e2"), by: clerk)
  }

  @Test func aSeatIsTakenFromTheDayOfTheActOn() throws {
    let city = try MemoryCity.council()
    city.now = MemoryCity.minute(MemoryCity.minutesADay)
    // The start is 22:13 UTC: 24 hours before now is the day before.
    city.expect(.retroactive, MemberSeated.of("ada", on: "e1"), by: clerk)
    let midnight = MemoryCity.minute(107)
    try city.record(MemberSeated.of("ada", on: "e1", from: midnight), by: clerk)
  }

  @Test func aSeatHasOneHolderAtATime() throws {
    let city = try MemoryCity.council()
    try city.record(MemberSeated.of("ada", on: "e1", to: MemoryCity.minute(100)), by: clerk)
    city.expect(.seatTaken, MemberSeated.of("bruno", on: "e1", from: MemoryCity.minute(99)), by: clerk)
    // Vacant again at the end; but bruno was elected to another seat.
    city.expect(.notElected, MemberSeated.of("bruno", on: "e1", from: MemoryCity.minute(100)), by: clerk)
  }

  @Test func aSeatingMayNotReachIntoALaterOne() throws {
    let city = try MemoryCity.council()
    try city.record(MemberSeated.of("ada", on: "e1", from: MemoryCity.minute(100)), by: clerk)
    city.expect(.seatTaken, MemberSeated.of("bruno", on: "e1"), by: clerk)
    city.expect(.seatTaken, MemberSeated.of("bruno", on: "e1", to: MemoryCity.minute(101)), by: clerk)
    city.expect(.notElected, MemberSeated.of("bruno", on: "e1", to: MemoryCity.minute(100)), by: clerk)
  }

  @Test func aPersonHasOneSeat() throws {
    let city = try MemoryCity.council()
    try city.mandate(to: "gina")
    try city.record(MemberSeated.delegate(), by: clerk)
    city.expect(.alreadySeated, MemberSeated.delegate(on: "d2"), by: clerk)
    try city.record(MemberCeased.of("d1", .incompatible, at: 10), by: clerk)
    city.expect(.alreadySeated, MemberSeated.delegate(on: "d2", from: MemoryCity.minute(9)), by: clerk)
    try city.record(MemberSeated.delegate(on: "d2", from: MemoryCity.minute(10)), by: clerk)
  }

  @Test func theResultSaysWhoIsElectedToWhichSeat() throws {
    let city = try MemoryCity.council()
    city.expect(.notElected, MemberSeated.of("ada", on: "e2"), by: clerk)
    city.expect(.notElected, MemberSeated.of("elena", on: "e1"), by: clerk)
    city.expect(.notElected, MemberSeated.of("ada", on: "e1", as: .byRight), by: clerk)
    city.expect(.notElected, MemberSeated.of("person:dario", on: "r1"), by: clerk)
    city.expect(.notElected, MemberSeated.of("ada", on: "d1"), by: clerk)
    var other = MemberSeated.of("ada", on: "e1")
    other.election = named("f")
    city.expect(.notElected, other, by: clerk)
    try city.record(MemberSeated.of("person:dario", on: "r1", as: .byRight), by: clerk)
  }

  @Test func whoHasLeftASeatDoesNotTakeItByTheSameResult() throws {
    let city = try MemoryCity.sitting()
    try city.record(MemberCeased.of("e1", .resigned), by: person("ada"))
    city.expect(.notElected, MemberSeated.of("ada", on: "e1"), by: clerk)
  }

  @Test func aGenderIsTheOneOfTheCandidacy() throws {
    let city = try MemoryCity.council()
    city.expect(.genderMismatch, MemberSeated.of("ada", on: "e1", gender: .male), by: clerk)
    try city.record(MemberSeated.of("ada", on: "e1", gender: .female), by: clerk)
    try city.record(MemberSeated.of("bruno", on: "e2"), by: clerk)
  }

  @Test func aDelegateIsEnrolledAndHasAMandateForTheSeat() throws {
    let city = try MemoryCity.council()
    city.expect(.unknownPerson, MemberSeated.delegate(), by: clerk)
    try city.mandate(to: "gina")
    city.expect(.mandateInvalid, MemberSeated.delegate(mandate: "x"), by: clerk)
    city.expect(.mandateInvalid, MemberSeated.delegate("person:rita"), by: clerk)
    city.expect(.mandateInvalid, MemberSeated.delegate(on: "e1"), by: clerk)
    try city.record(MemberSeated.delegate(), by: clerk)
    let row = try #require(city.rows.row(MandateRow.key(named("club"), named("m")), as: MandateRow.self))
    #expect(row.seats == [HeldSeat(body: named("c"), seat: named("d1"))])
  }

  @Test func aSubstitutesMandateGivesNoSeat() throws {
    let city = try MemoryCity.council()
    try city.mandate("s", to: "gina", .substitute)
    city.expect(.mandateInvalid, MemberSeated.delegate(mandate: "s"), by: clerk)
  }

  @Test func aMandateThatIsOverGivesNoSeat() throws {
    let city = try MemoryCity.council()
    try city.mandate(to: "gina", validTo: MemoryCity.minute(50))
    city.expect(.mandateInvalid, MemberSeated.delegate(from: MemoryCity.minute(50)), by: clerk)
    try city.record(MemberSeated.delegate(from: MemoryCity.minute(49)), by: clerk)
  }

  @Test(arguments: [
    seated("body") { $0.body = "" },
    seated("seat") { $0.seat = "E 1" },
    seated("person") { $0.person = "" },
    seated("title") { $0.title = .unspecified },
    seated("election") { $0.election = "" },
    seated("organisation") { $0.organisation = "org:club" },
    seated("mandate") { $0.mandate = "m" },
    seated("from") { $0.from = -1 },
    seated("to") { $0.to = $0.from },
    seated("gender") { $0.gender = "f" },
    designated("election") { $0.election = "e" },
    designated("organisation") { $0.organisation = "club" },
    designated("mandate") { $0.mandate = "" },
    designated("person") { $0.person = "gina" },
  ])
  func aWrongFieldIsNamed(_ invalid: InvalidCase) { invalid.check() }
}
