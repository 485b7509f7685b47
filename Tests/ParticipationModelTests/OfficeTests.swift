import EventModel
import ParticipationModel
import Testing
import TransparencyLog

/// Offices are given competences and relieved of them; what they may do follows as of the day of the act.
@Suite struct OfficeTests {
  private let city = MemoryCity()
  private let mayor = person("office:mayor")
  private let register = person("office:register")

  private func empowered(
    _ office: String = "mayor", _ competences: [Competence] = [.oversight], from minute: Int64 = 0, to end: Int64? = nil
  ) -> OfficeEmpowered {
    OfficeEmpowered(
      office: named(office), competences: competences, from: MemoryCity.minute(minute), to: end.map(MemoryCity.minute))
  }

  private func relieved(
    _ office: String = "mayor", _ competences: [Competence] = [.oversight], on minute: Int64 = 0
  ) -> OfficeRelieved {
    OfficeRelieved(office: named(office), competences: competences, on: MemoryCity.minute(minute))
  }

  private func enrolment(_ name: String) -> PersonEnrolled {
    PersonEnrolled(person: named(name), assurance: 2, attestedBy: register, key: named("k-\(name)"))
  }

  /// The mayor has oversight.
  private func begin() throws { try city.record(empowered(), by: mayor, reference: reference) }

  @Test func untilTheFirstEmpowermentEveryOfficeMayDoEverything() throws {
    try city.record(enrolment("ada"), by: register)
    try begin()
    city.expect(.officeNotCompetent, enrolment("bruno"), by: register)
  }

  @Test func theFirstGivesOversightFromNowOnWithoutAnEnd() throws {
    for wrong in [empowered("mayor", [.registry]), empowered(to: 100), empowered(from: 1)] {
      city.expect(.oversightMissing, wrong, by: mayor, reference: reference)
    }
    city.expect(.notEntitled, empowered(), by: individual("ada"), reference: reference)
    try begin()
  }

  @Test func onlyOversightGivesOrTakesCompetences() throws {
    try begin()
    let act = empowered("register", [.registry])
    city.expect(.officeNotCompetent, act, by: register, reference: reference)
    try city.record(act, by: mayor, reference: reference)
    city.expect(.officeNotCompetent, relieved("register", [.registry]), by: register, reference: reference)
    try city.record(relieved("register", [.registry]), by: mayor, reference: reference)
  }

  @Test func paperIsRecordedByWhoeverIsCompetentThenOrNow() throws {
    try begin()
    let (paper, operators) = (MemoryCity.minute(-100_000)..<MemoryCity.minute(100), ["unix:1001", "unix:1002"])
    let under = try city.record(
      TranscriptionOpened(
        transcription: named("t"), source: "the register of 2022", categories: ["person"], done: paper,
        recordUntil: MemoryCity.minute(10_000), operators: operators), by: mayor, reference: reference)
    func enrol(_ name: String, at minute: Int64) throws {
      try city.record(
        enrolment(name), by: register, recorder: "unix:1001", occurredAt: MemoryCity.minute(minute), under: under)
    }
    func refuses(at minute: Int64, under: Position?) {
      city.expect(
        .officeNotCompetent, enrolment("x"), by: register, recorder: "unix:1001",
        occurredAt: MemoryCity.minute(minute), reference: reference, under: under)
    }
    refuses(at: -1000, under: under)
    try city.record(empowered("register", [.registry], from: 10), by: mayor, reference: reference)
    city.now = MemoryCity.minute(20)
    // The office did not exist when the paper was written; what is no paper is its own only from then on.
    try enrol("ada", at: -1000)
    refuses(at: 5, under: nil)
    try city.record(relieved("register", [.registry], on: 21), by: mayor, reference: reference)
    city.now = MemoryCity.minute(30)
    refuses(at: -1000, under: under)
    try enrol("bruno", at: 20)
  }

  @Test func whoLostOversightDoesNotTakeItBackByAnEarlierTime() throws {
    try begin()
    try city.record(empowered("second"), by: mayor, reference: reference)
    city.now = MemoryCity.minute(10)
    try city.record(relieved("second", on: 10), by: mayor, reference: reference)
    city.expect(
      .officeNotCompetent, empowered("second", from: 10), by: person("office:second"),
      occurredAt: MemoryCity.minute(5), reference: reference)
  }

  @Test func bothNameTheAdministrativeAct() throws {
    city.expect(.actReferenceMissing, empowered(), by: mayor)
    try begin()
    city.expect(.actReferenceMissing, empowered("register", [.registry]), by: mayor)
    city.expect(.actReferenceMissing, relieved(), by: mayor)
  }

  @Test func aCompetenceHoldsFromItsFirstInstantUntilItsLast() throws {
    try begin()
    try city.record(empowered("register", [.registry], from: 10, to: 20), by: mayor, reference: reference)
    for (minute, isCompetent) in [(Int64(9), false), (10, true), (19, true), (20, false)] {
      city.now = MemoryCity.minute(minute)
      if isCompetent {
        try city.record(enrolment("p\(minute)"), by: register)
      } else {
        city.expect(.officeNotCompetent, enrolment("p\(minute)"), by: register)
      }
    }
  }

  /// Before the office had the competence, after it was relieved, and in between: by when the act was done.
  @Test func whatIsRecordedLaterIsJudgedByWhenItWasDone() throws {
    try begin()
    try city.record(empowered("register", [.registry], from: 10), by: mayor, reference: reference)
    try city.record(relieved("register", [.registry], on: 20), by: mayor, reference: reference)
    city.now = MemoryCity.minute(60)
    for (minute, isCompetent) in [(Int64(9), false), (10, true), (19, true), (20, false), (60, false)] {
      let (act, done) = (enrolment("p\(minute)"), MemoryCity.minute(minute))
      if isCompetent {
        try city.record(act, by: register, occurredAt: done)
      } else {
        city.expect(.officeNotCompetent, act, by: register, occurredAt: done)
      }
    }
  }

  @Test func aRefusalRestsOnWhatGaveAndTookTheCompetence() throws {
    try begin()
    let given = try city.record(empowered("register", [.registry], from: 0), by: mayor, reference: reference)
    let taken = try city.record(relieved("register", [.registry], on: 20), by: mayor, reference: reference)
    city.now = MemoryCity.minute(30)
    let refusal = #expect(throws: Rejection.self) { try city.decide(enrolment("ada"), by: register) }
    #expect(refusal?.positions == [given, taken])
    let other = #expect(throws: Rejection.self) { try city.decide(enrolment("ada"), by: person("office:other")) }
    #expect(other?.positions == [0])
  }

  @Test func oneCompetenceIsNotAnother() throws {
    try begin()
    try city.record(
      empowered("register", Competence.allCases.filter { $0 != .registry }), by: mayor, reference: reference)
    city.expect(.officeNotCompetent, enrolment("ada"), by: register)
    try city.record(empowered("register", [.registry]), by: mayor, reference: reference)
    try city.record(enrolment("ada"), by: register)
  }

  @Test func aCompetenceIsGivenOnceForATime() throws {
    try begin()
    try city.record(empowered("register", [.registry], from: 10, to: 20), by: mayor, reference: reference)
    for (from, to) in [(Int64(0), Int64?.none), (0, 11), (19, 30), (10, 20), (12, 15)] {
      let act = empowered("register", [.facts, .registry], from: from, to: to)
      city.expect(.alreadyEmpowered, act, by: mayor, reference: reference)
    }
    try city.record(empowered("register", [.registry], from: 0, to: 10), by: mayor, reference: reference)
    try city.record(empowered("register", [.registry], from: 20), by: mayor, reference: reference)
  }

  @Test func onlyWhatAnOfficeHasIsTaken() throws {
    try begin()
    city.expect(.notEmpowered, relieved("register", [.registry]), by: mayor, reference: reference)
    try city.record(empowered("register", [.registry], from: 10, to: 20), by: mayor, reference: reference)
    for minute in [Int64(9), 20] {
      city.expect(.notEmpowered, relieved("register", [.registry], on: minute), by: mayor, reference: reference)
    }
    city.expect(.notEmpowered, relieved("register", [.registry, .facts], on: 15), by: mayor, reference: reference)
    try city.record(relieved("register", [.registry], on: 15), by: mayor, reference: reference)
    city.expect(.notEmpowered, relieved("register", [.registry], on: 15), by: mayor, reference: reference)
  }

  @Test func someOfficeKeepsOversight() throws {
    try begin()
    city.expect(.oversightMissing, relieved(), by: mayor, reference: reference)
    // Oversight that ends, or begins too late, is not enough.
    try city.record(empowered("deputy", [.oversight], to: 100), by: mayor, reference: reference)
    try city.record(empowered("secretary", [.oversight], from: 50), by: mayor, reference: reference)
    city.expect(.oversightMissing, relieved(on: 49), by: mayor, reference: reference)
    try city.record(relieved(on: 50), by: mayor, reference: reference)
    city.now = MemoryCity.minute(60)
    city.expect(.officeNotCompetent, empowered("deputy", [.facts]), by: mayor, reference: reference)
    city.expect(.oversightMissing, relieved("secretary", on: 60), by: person("office:secretary"), reference: reference)
  }

  @Test func theFirstInstantKeepsToTheRuleOfLateness() throws {
    try begin()
    try city.record(empowered("register", [.registry]), by: mayor, reference: reference)
    city.now = MemoryCity.minute(61 * MemoryCity.minutesADay)
    for act in [empowered("deputy", [.facts])] { city.expect(.retroactive, act, by: mayor, reference: reference) }
    city.expect(.retroactive, relieved("register", [.registry]), by: mayor, reference: reference)
    let early = 2 * MemoryCity.minutesADay
    try city.record(empowered("deputy", [.facts], from: early), by: mayor, reference: reference)
    try city.record(relieved("register", [.registry], on: early), by: mayor, reference: reference)
  }
}
