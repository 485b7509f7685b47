import EventLedger
import EventModel
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// The office that enrols and registers in tests.
let registryOffice = person("office:registry")

/// The `number`-th valid tax code of tests, from 0 to 9.
func organisationCode(_ number: Int) -> String {
  let digits = "910000000\(number)"
  return digits + (TaxCode.checkDigit(of: digits).map { "\($0)" } ?? "")
}

extension CityFixture {
  /// Enrols a person under the key `k-` and the pseudonym.
  @discardableResult func enrol(_ pseudonym: String, _ predicates: Attribute...) async throws -> Recorded {
    try await record(
      PersonEnrolled(
        person: named(pseudonym), predicates: predicates, assurance: 2, attestedBy: registryOffice,
        key: named("k-\(pseudonym)")), by: registryOffice)
  }

  /// Registers an association that `ada` represents.
  @discardableResult func register(_ organisation: String, taxCode: String = organisationCode(1)) async throws
    -> Recorded
  {
    try await record(
      OrganisationRegistered(
        organisation: named(organisation), name: "The \(organisation)", taxCode: taxCode, legalForm: .association,
        territories: ["F"], statuteHash: digest(1), representative: Actor(person: named("ada"))), by: registryOffice)
  }

  /// Grants a mandate to sign, in the name of `ada`.
  @discardableResult func grant(
    _ mandate: String, of organisation: String = "club", to delegate: String = "bruno",
    kind: MandateKind = .effective, scopes: [MandateScope] = [.sign], target: String = "*", minutes: Int64? = nil
  ) async throws -> Recorded {
    let target = try #require(MandateTarget(target))
    return try await record(
      MandateGranted(
        organisation: named(organisation), mandate: named(mandate), delegate: Actor(person: named(delegate)),
        kind: kind, scopes: scopes, target: target, from: clock.now,
        to: minutes.map { clock.now.advanced(byMicroseconds: $0 * 60_000_000) }), by: Actor(person: named("ada")))
  }

  /// Attests a representative from a day on.
  @discardableResult func attest(_ person: String, of organisation: String = "club", from text: String) async throws
    -> Recorded
  {
    try await record(
      AttributeAttested(
        subject: .organisation(named(organisation)),
        attribute: Attribute(.representative, "person:\(person)", from: day(text)), attestor: registryOffice),
      by: registryOffice)
  }

  func strikeOff(_ organisation: String, on text: String) async throws -> Recorded {
    try await record(
      OrganisationStruckOff(organisation: named(organisation), reason: "it asked", effectiveOn: day(text)),
      by: registryOffice)
  }
}

/// What queries answer about persons and organisations. The clock starts on 2026-01-01 at 09:00 UTC.
@Suite struct SubjectAnswerTests {
  @Test func signatoriesAreThoseOfTheDay() async throws {
    try await CityFixture.with { city in
      for pseudonym in ["ada", "bruno", "carla"] { try await city.enrol(pseudonym) }
      let registered = try await city.register("club")
      let garden = try await city.grant("g", target: "agreement/garden", minutes: 1440)
      try await city.grant("sits", to: "carla", kind: .proxy, scopes: [.sit, .vote])
      let attested = try await city.attest("carla", from: "2026-01-03")
      func answer(_ text: String, target: String? = nil) async throws -> SignatoriesAnswer {
        try await city.ledger.ask(
          OrganisationSignatories(organisation: named("club"), on: day(text), target: target.flatMap { StreamName($0) })
        ).item
      }
      let before = try await answer("2025-12-31")
      #expect(before.status == .unregistered && before.signatories.isEmpty)
      let first = try await answer("2026-01-01")
      #expect(first.signatories.map(\.person) == ["person:ada", "person:bruno"])
      #expect(first.signatories[0].positions == [registered.position, attested.position])
      #expect(first.signatories[1].positions == [garden.position] && first.signatories[1].mandate == "g")
      #expect(first.signatories.allSatisfy { !$0.rule.isEmpty } && first.positions == [registered.position])
      #expect(try await answer("2026-01-02").signatories.count == 2)
      #expect(try await answer("2026-01-02", target: "agreement/hall").signatories.map(\.basis) == [.representative])
      #expect(try await answer("2026-01-02", target: "agreement/garden").signatories.count == 2)
      #expect(try await answer("2026-01-03").signatories.map(\.person) == ["person:carla"])
    }
  }

  @Test func nobodySignsForAnOrganisationThatWasStruckOff() async throws {
    try await CityFixture.with { city in
      for pseudonym in ["ada", "bruno"] { try await city.enrol(pseudonym) }
      let registered = try await city.register("club")
      try await city.grant("m")
      let struckOff = try await city.strikeOff("club", on: "2026-01-05")
      func answer(_ text: String, at: LogSize? = nil) async throws -> SignatoriesAnswer {
        try await city.ledger.ask(OrganisationSignatories(organisation: named("club"), on: day(text), at: at)).item
      }
      #expect(try await answer("2026-01-04").signatories.count == 2)
      let after = try await answer("2026-01-05")
      #expect(after.status == .struckOff && after.signatories.isEmpty)
      #expect(after.positions == [registered.position, struckOff.position])
      let before = try await answer("2026-01-05", at: LogSize(struckOff.position.rawValue))
      #expect(before.status == .registered && before.signatories.count == 2)
      let view = try await city.ledger.ask(ShowOrganisation(organisation: named("club"))).item
      #expect(view.status == .struckOff && view.mandates.map(\.end) == [day("2026-01-05").start])
      let ended = ShowOrganisation(organisation: named("club"), on: day("2026-01-05"))
      #expect(try await city.ledger.ask(ended).item.mandates.isEmpty)
    }
  }

  @Test func theRegisterIsListedAsOfADay() async throws {
    try await CityFixture.with { city in
      try await city.enrol("ada")
      for (index, organisation) in ["a", "b", "c", "d"].enumerated() {
        try await city.register(organisation, taxCode: organisationCode(index))
        if organisation == "b" { _ = try await city.strikeOff("b", on: "2026-01-02") }
        city.clock.advance(minutes: 1440)
      }
      let size = try city.ledger.store.size
      func list(_ limit: Int, on text: String? = nil, at: LogSize? = nil) async throws -> [String] {
        var (found, cursor) = ([String](), String?.none)
        repeat {
          let page = try await city.ledger.ask(
            ListOrganisations(limit: limit, cursor: cursor, on: text.map { day($0) }, at: at))
          #expect(page.items.count <= limit && page.size == at ?? size)
          found += page.items.map(\.organisation.description)
          cursor = page.next
        } while cursor != nil
        return found
      }
      for limit in [1, 2, 3, 1000] {
        #expect(try await list(limit) == ["a", "b", "c", "d"])
        #expect(try await list(limit, on: "2026-01-04") == ["a", "c", "d"])
        #expect(try await list(limit, on: "2026-01-01") == ["a"])
        #expect(try await list(limit, on: "2025-12-31") == [])
        #expect(try await list(limit, at: LogSize(3)) == ["a"])
      }
    }
  }

  @Test func aTaxCodeIsFreeOnceItsHolderIsStruckOff() async throws {
    try await CityFixture.with { city in
      try await city.enrol("ada")
      let first = try await city.register("club")
      let refusal = await #expect(throws: Rejection.self) { try await city.register("twin") }
      #expect(refusal?.code == .taxCodeTaken && refusal?.positions == [first.position])
      _ = try await city.strikeOff("club", on: "2026-01-01")
      try await city.register("twin")
      let again = await #expect(throws: Rejection.self) { try await city.enrol("ada") }
      #expect(again?.code == .alreadyEnrolled)
      #expect(try await city.verifyAfterClosing().damage == nil)
    }
  }

  @Test func anOrganisationOfAnotherCountryIsShownWithItsCode() async throws {
    try await CityFixture.with { city in
      try await city.enrol("ada")
      try await city.register("club")
      let code = ForeignCode(country: "AT", code: "ATU12345675")
      let act = OrganisationRegistered(
        organisation: named("verein"), name: "The verein", legalForm: .association, statuteHash: digest(1),
        representative: Actor(person: named("ada")), foreignCode: code)
      try await city.record(act, by: registryOffice)
      let list = try await city.ledger.ask(ListOrganisations()).items
      #expect(list.map(\.foreignCode) == [nil, code] && list.map(\.taxCode) == [organisationCode(1), ""])
      let view = try await city.ledger.ask(ShowOrganisation(organisation: named("verein"))).item
      #expect(view.foreignCode == code)
      #expect(try JSONText.encode(view).contains(Array(#""foreignCode":{"code":"ATU12345675","country":"AT"}"#.utf8)))
      let club = try await city.ledger.ask(ShowOrganisation(organisation: named("club"))).item
      #expect(try !JSONText.encode(club).contains(Array("foreignCode".utf8)))
      #expect(try await city.verifyAfterClosing().damage == nil)
    }
  }

  @Test func aPersonIsShownAsOfADay() async throws {
    try await CityFixture.with { city in
      let guardian = Attribute(.guardian, "person:ada", from: day("2020-01-01"))
      try await city.enrol("ada")
      let enrolled = try await city.enrol("mia", Attribute(.residentIn, "F", from: day("2020-01-01")), guardian)
      let ada = Actor(person: named("ada"))
      let granted = try await city.record(
        GuardianConsentRecorded(
          minor: named("mia"), guardian: ada, scope: named("volunteering"), until: day("2026-06-30")), by: ada)
      city.clock.advance(minutes: 2880)
      let revoked = try await city.record(
        GuardianConsentRecorded(minor: named("mia"), guardian: ada, scope: named("volunteering"), until: nil), by: ada)
      let moved = try await city.record(
        AttributeAttested(
          subject: .person(named("mia")), attribute: Attribute(.residentIn, "G", from: day("2026-01-02")),
          attestor: registryOffice), by: registryOffice)
      func answer(_ text: String?, at: LogSize? = nil) async throws -> PersonAnswer {
        try await city.ledger.ask(ShowPerson(person: named("mia"), on: text.map { day($0) }, at: at)).item
      }
      let all = try await answer(nil)
      #expect(all.attributes.map(\.value) == ["F", "person:ada", "G"] && all.enrolledAt == enrolled.position)
      #expect(all.attributes[0].to == day("2026-01-01") && all.attributes[0].endedBy == moved.position)
      #expect(all.consents.map(\.revokedAt) == [revoked.position] && all.consents[0].grantedAt == granted.position)
      #expect(try await answer("2026-01-01").attributes.map(\.value) == ["F", "person:ada"])
      #expect(try await answer("2026-01-02").attributes.map(\.value) == ["person:ada", "G"])
      #expect(try await answer("2026-01-02").consents.count == 1)
      #expect(try await answer("2026-01-03").consents.isEmpty)
      #expect(try await answer("2026-01-03", at: LogSize(revoked.position.rawValue)).consents.count == 1)
    }
  }

  @Test func oneOfTwoGuardiansIsShownAsEnded() async throws {
    let guardians = ["person:ada", "person:bruno"].map { Attribute(.guardian, $0, from: day("2020-01-01")) }
    try await CityFixture.with { city in
      try await city.enrol("mia", guardians[0], guardians[1])
      let last = Attribute(.guardian, "person:bruno", from: day("2021-01-01"), to: day("2021-01-01"))
      try await city.record(
        AttributeAttested(subject: .person(named("mia")), attribute: last, attestor: registryOffice),
        by: registryOffice)
      let view = try await city.ledger.ask(ShowPerson(person: named("mia"))).item
      #expect(view.attributes.map(\.to) == [nil, day("2020-12-31"), day("2021-01-01")])
    }
  }

  @Test func whatIsUnknownOrWrongIsRefused() async throws {
    try await CityFixture.with { city in
      try await city.enrol("ada")
      let registered = try await city.register("club")
      let ledger = city.ledger
      let before = LogSize(registered.position.rawValue)
      let unknown = await #expect(throws: Rejection.self) {
        try await ledger.ask(ShowOrganisation(organisation: named("club"), at: before))
      }
      #expect(unknown?.code == .unknownOrganisation)
      let nobody = await #expect(throws: Rejection.self) { try await ledger.ask(ShowPerson(person: named("x"))) }
      #expect(nobody?.code == .unknownPerson)
      let late = await #expect(throws: InvalidAct.self) {
        try await ledger.ask(ListOrganisations(at: LogSize(1000)))
      }
      #expect(late?.field == "at")
      let text = Array(#"{"organisation":"club","on":"2021-06-31","target":"*"}"#.utf8)
      let params = #expect(throws: InvalidAct.self) { try OrganisationSignatories(json: JSONText.value(of: text)) }
      #expect(params?.faults.map(\.field) == ["on", "target"])
    }
  }

  @Test func answersComeBackFromTheirJSON() async throws {
    try await CityFixture.with { city in
      for pseudonym in ["ada", "bruno"] { try await city.enrol(pseudonym) }
      try await city.register("club")
      try await city.grant("m", minutes: 60)
      try await city.attest("bruno", from: "2026-02-01")
      func check<Question: AnsweredQuery>(_ question: Question) async throws where Question.Answer: Codable {
        let text = try JSONText.encode(try await city.ledger.ask(question))
        #expect(try JSONText.encode(JSONText.decode(Question.Answer.self, from: text)) == text)
      }
      try await check(ListOrganisations())
      try await check(ShowOrganisation(organisation: named("club"), on: day("2026-01-01")))
      try await check(OrganisationSignatories(organisation: named("club"), on: day("2026-01-01")))
      try await check(ShowPerson(person: named("ada")))
    }
  }
}
