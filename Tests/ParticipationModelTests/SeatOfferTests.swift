import EventModel
import ParticipationModel
import SchemaOracle
import Testing
import TransparencyLog

private func offered(
  _ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_SeatOffered) -> Void
) -> InvalidCase {
  let valid = SeatOffered(body: named("c"), seat: named("e1"), election: named("e"))
  return InvalidCase(field, SeatOffered.self, { valid.message }, spoil)
}

private func declined(
  _ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_SeatDeclined) -> Void
) -> InvalidCase {
  let valid = SeatDeclined(body: named("c"), seat: named("e1"), person: person("elena"))
  return InvalidCase(field, SeatDeclined.self, { valid.message }, spoil)
}

@Suite struct SeatOfferTests {
  private let offer = SeatOffered(body: named("c"), seat: named("e1"), election: named("e"))

  /// A council whose member on `e1` has moved away.
  private func vacant() throws -> MemoryCity {
    let city = try MemoryCity.sitting()
    try city.record(MemberCeased.of("e1"), by: clerk)
    return city
  }

  private func refusal(_ name: String) -> SeatDeclined {
    SeatDeclined(body: named("c"), seat: named("e1"), person: person(name))
  }

  @Test func aVacantSeatIsOfferedToTheNextOfTheList() throws {
    let act = try vacant().only(offer, by: .ledger)
    #expect(act?.person == person("elena") && act?.place == 5)
  }

  @Test func aSeatKnowsTheElectionThatFilledItLast() throws {
    let city = try vacant()
    try city.mandate(to: "gina")
    try city.record(MemberSeated.delegate(), by: clerk)
    func election(_ seat: String) -> ID<Election>? {
      city.rows.row(SeatRow.key(named("c"), named(seat)), as: SeatRow.self)?.lastElection
    }
    #expect(election("e1") == named("e") && election("d1") == nil && election("r1") == nil)
  }

  @Test func bodyAndSeatExist() throws {
    MemoryCity().expect(.unknownBody, offer, by: .ledger)
    MemoryCity().expect(.unknownBody, refusal("elena"), by: person("elena"))
    let city = try vacant()
    let other = SeatOffered(body: named("c"), seat: named("x"), election: named("e"))
    city.expect(.unknownSeat, other, by: .ledger)
    city.expect(
      .unknownSeat, SeatDeclined(body: named("c"), seat: named("x"), person: person("elena")), by: person("elena"))
  }

  @Test func anOfficeOrTheLedgerOffers() throws {
    try vacant().expect(.notEntitled, offer, by: person("elena"))
  }

  @Test func aSeatWithAHolderIsNotOffered() throws {
    try MemoryCity.sitting().expect(.seatTaken, offer, by: .ledger)
  }

  @Test func aSeatThatIsAboutToBeLeftIsOffered() throws {
    let city = try MemoryCity.sitting()
    try city.record(MemberCeased.of("e1", at: 100), by: clerk)
    try city.record(offer, by: .ledger)
    city.expect(.seatTaken, MemberSeated.of("elena", on: "e1", as: .substitute, from: city.now), by: clerk)
    try city.record(
      MemberSeated.of("elena", on: "e1", as: .substitute, from: MemoryCity.minute(100)), by: clerk)
  }

  @Test func theEndOfATermBringsNoSubstitute() throws {
    let city = try MemoryCity.council()
    try city.record(MemberSeated.of("ada", on: "e1", to: MemoryCity.minute(100)), by: clerk)
    city.now = MemoryCity.minute(100)
    city.expect(.termEnded, offer, by: .ledger)
    try city.record(MemberCeased.of("e1", .termEnded, at: 107), by: clerk)
    city.expect(.termEnded, offer, by: .ledger)
  }

  @Test func onlyASeatThatWasWonIsOffered() throws {
    let city = try MemoryCity.council()
    city.expect(.notElected, offer, by: .ledger)
    let other = try vacant()
    other.expect(.notElected, SeatOffered(body: named("c"), seat: named("e1"), election: named("f")), by: .ledger)
  }

  @Test func aSeatIsOfferedToOneAtATime() throws {
    let city = try vacant()
    try city.record(offer, by: .ledger)
    city.expect(.alreadyOffered, offer, by: clerk)
    try city.record(refusal("elena"), by: person("elena"))
    #expect(try city.only(offer)?.person == person("fabio"))
  }

  @Test func onlyWhoIsOfferedTheSeatTakesIt() throws {
    let city = try vacant()
    city.expect(.notElected, MemberSeated.of("elena", on: "e1", as: .substitute), by: clerk)
    try city.record(offer, by: .ledger)
    city.expect(.notElected, MemberSeated.of("fabio", on: "e1", as: .substitute), by: clerk)
    city.expect(.notEntitled, MemberSeated.of("elena", on: "e1", as: .substitute), by: person("fabio"))
    city.expect(.genderMismatch, MemberSeated.of("elena", on: "e1", as: .substitute, gender: .male), by: clerk)
    try city.record(MemberSeated.of("elena", on: "e1", as: .substitute), by: person("elena"))
    let result = try #require(city.rows.row(ResultRow.key(named("e")), as: ResultRow.self))
    #expect(result.next(in: "Nord")?.entry.person == person("fabio"))
  }

  @Test func aSubstituteWhoCeasesIsFollowedByTheNext() throws {
    let city = try vacant()
    try city.record(offer, by: .ledger)
    try city.record(MemberSeated.of("elena", on: "e1", as: .substitute), by: clerk)
    try city.record(MemberCeased.of("e1", .died, at: 30), by: clerk)
    #expect(try city.only(offer)?.person == person("fabio"))
  }

  @Test func thePersonDeclinesOrAnOfficeOnItsBehalf() throws {
    let city = try vacant()
    city.expect(.notElected, refusal("elena"), by: person("elena"))
    try city.record(offer, by: .ledger)
    city.expect(.notElected, refusal("fabio"), by: person("fabio"))
    city.expect(.notEntitled, refusal("elena"), by: person("fabio"))
    city.expect(.notEntitled, refusal("elena"), by: clerk)
    try city.record(refusal("elena"), by: clerk, onBehalfOf: person("elena"))
    city.expect(.notElected, refusal("elena"), by: person("elena"))
  }

  /// The deadline counts, whether or not the clock has recorded that it passed.
  @Test func anOfferThatHasLapsedIsNotAccepted() throws {
    var rules = BodyRules.example()
    rules.offerDays = 3
    let city = try MemoryCity.sitting(.example(rules))
    try city.record(MemberCeased.of("e1"), by: clerk)
    try city.record(offer, by: .ledger)
    let end = city.now.advanced(byMicroseconds: 3 * 86_400_000_000)
    city.now = end.advanced(byMicroseconds: -1)
    _ = try city.decide(MemberSeated.of("elena", on: "e1", as: .substitute, from: city.now), by: person("elena"))
    city.now = end
    city.expect(.notElected, MemberSeated.of("elena", on: "e1", as: .substitute, from: end), by: person("elena"))
  }

  @Test func aSeatWhoseListIsExhaustedStaysVacant() throws {
    let city = try vacant()
    for name in ["elena", "fabio", "ugo"] {
      try city.record(offer, by: .ledger)
      try city.record(refusal(name), by: person(name))
    }
    city.expect(.listExhausted, offer, by: .ledger)
    city.expect(.listExhausted, MemberSeated.of("ugo", on: "e1", as: .substitute), by: clerk)
  }

  @Test(arguments: [
    offered("body") { $0.body = "" }, offered("seat") { $0.seat = "" }, offered("election") { $0.election = "" },
    offered("person") { $0.person = "a b" },
    declined("body") { $0.body = "" }, declined("seat") { $0.seat = "" }, declined("person") { $0.person = "" },
  ])
  func aWrongFieldIsNamed(_ invalid: InvalidCase) { invalid.check() }
}
