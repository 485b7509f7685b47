import EventModel
import ParticipationModel
import Testing

/// Organisations of other countries.
@Suite struct ForeignCodeTests {
  private let city = MemoryCity()
  private static let code = ForeignCode(country: "AT", code: "ATU12345675")

  private func act(_ organisation: String = "verein", _ code: ForeignCode? = code) -> OrganisationRegistered {
    var act = OrganisationRegistered.example(organisation, taxCode: "")
    act.foreignCode = code
    return act
  }

  private func fault(_ act: OrganisationRegistered) -> InvalidAct? {
    #expect(throws: InvalidAct.self) { try act.checked() }
  }

  @Test func anOrganisationOfAnotherCountryHasItsCode() throws {
    try city.enrol("ada")
    try city.record(act().checked(), by: registryOffice)
    #expect(act().json["foreignCode"] == .object(["country": .string("AT"), "code": .string("ATU12345675")]))
  }

  @Test func aForeignCodeIsOneLiveOrganisations() throws {
    try city.enrol("ada")
    let position = try city.record(act(), by: registryOffice)
    let refusal = #expect(throws: Rejection.self) { try city.decide(act("twin"), by: registryOffice) }
    #expect(refusal?.code == .taxCodeTaken && refusal?.positions == [position])
    #expect(refusal?.message.contains("AT:ATU12345675") == true)
    try city.record(act("other", ForeignCode(country: "DE", code: "ATU12345675")), by: registryOffice)
    try city.strikeOff("verein", on: day("2023-11-14"))
    try city.record(act("twin"), by: registryOffice)
  }

  /// The code of one kind says nothing about the other.
  @Test func aForeignCodeOfElevenDigitsIsNoTaxCode() throws {
    try city.register(taxCode: "01234567897")
    try city.record(act("verein", ForeignCode(country: "SI", code: "01234567897")), by: registryOffice)
  }

  @Test func anOrganisationHasOneCode() {
    var both = act()
    both.taxCode = "01234567897"
    #expect(fault(both)?.field == "foreignCode")
    #expect(fault(act("verein", nil))?.field == "taxCode")
    both.legalForm = .informalGroup
    both.contacts = [individual("bruno")]
    #expect(fault(both)?.field == "foreignCode")
  }

  @Test func anInformalGroupMayHaveEither() throws {
    for (taxCode, foreign) in [("", nil), ("01234567897", nil), ("", Self.code)] as [(String, ForeignCode?)] {
      var group = act("group", foreign)
      (group.taxCode, group.legalForm, group.statuteHash) = (taxCode, .informalGroup, nil)
      group.contacts = [individual("bruno")]
      _ = try group.checked()
    }
  }

  @Test(arguments: ["", "A", "AUT", "at", "A1", "ÖS", "IT"])
  func aCountryIsTwoCapitalLettersAndNotItaly(country: String) {
    #expect(fault(act("verein", ForeignCode(country: country, code: "1")))?.field == "foreignCode.country")
  }

  @Test(arguments: ["", "1 2", "é", "a\n", String(repeating: "1", count: 41)])
  func aCodeIsVisible(code: String) {
    #expect(fault(act("verein", ForeignCode(country: "AT", code: code)))?.field == "foreignCode.code")
  }

  @Test func aCodeOfFortyCharactersFits() throws {
    _ = try act("verein", ForeignCode(country: "AT", code: String(repeating: "~", count: 40))).checked()
  }
}
