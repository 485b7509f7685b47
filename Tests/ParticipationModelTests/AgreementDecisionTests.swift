import EventModel
import ParticipationModel
import Testing
import TransparencyLog

@Suite struct AgreementDecisionTests {
  private let city = MemoryCity()

  private func opened(
    _ parties: [(String, Bool)] = [("office:parks", true), ("person:club", true), ("person:ada", false)]
  )
    -> AgreementOpened
  {
    AgreementOpened(
      agreement: named("a"), title: "The park", kind: .citizenship, textHash: digest(1),
      parties: parties.map { AgreementParty(party: person($0), isRequired: $1) }, place: "park")
  }

  private func signature(_ party: String, version: UInt32 = 1, text: UInt8 = 1) -> AgreementSigned {
    AgreementSigned(agreement: named("a"), version: version, party: person(party), textHash: digest(text))
  }

  private func effect(of signature: AgreementSigned) throws -> AgreementTookEffect? {
    let acts = try city.decide(signature, by: signature.party)
    #expect(acts.count <= 2)
    return acts.dropFirst().first as? AgreementTookEffect
  }

  @Test func anAgreementIsApprovedBeforeItIsOpened() throws {
    city.expect(.notApproved, opened())
    try city.record(opened(), reference: reference)
  }

  @Test func openingAgainMakesTheNextVersion() throws {
    for version in UInt32(1)...3 {
      let acts = try city.decide(opened(), reference: reference)
      #expect((acts.first as? AgreementOpened)?.version == version)
      try city.record(opened(), reference: reference)
    }
  }

  @Test func aPartySignsTheTextOfTheOpenVersionOnce() throws {
    city.expect(.unknownAgreement, signature("office:parks"), by: person("office:parks"))
    try city.record(opened(), reference: reference)
    for version in [UInt32(0), 2] {
      city.expect(.staleVersion, signature("office:parks", version: version), by: person("office:parks"))
    }
    city.expect(.wrongText, signature("office:parks", text: 2), by: person("office:parks"))
    city.expect(.notAParty, signature("person:bruno"), by: person("person:bruno"))
    try city.record(signature("office:parks"), by: person("office:parks"))
    city.expect(.alreadySigned, signature("office:parks"), by: person("office:parks"))
    try city.record(opened(), reference: reference)
    city.expect(.staleVersion, signature("person:club"), by: person("person:club"))
    try city.record(signature("office:parks", version: 2), by: person("office:parks"))
  }

  /// The last of the needed signatures counts, not the one that is recorded last.
  @Test func anAgreementBeginsWithTheLastNeededSignatureWhateverTheOrderOfRecording() throws {
    let now = city.now
    func days(_ count: Int64) -> Instant { now.advanced(byMicroseconds: -count * 86_400_000_000) }
    try city.record(
      opened([("office:parks", true), ("person:club", true)]), occurredAt: days(30), reference: reference)
    // Nobody signed what was not open yet.
    city.expect(
      .staleVersion, signature("person:club"), by: person("office:desk"), onBehalfOf: person("person:club"),
      occurredAt: days(31), reference: reference)
    try city.record(signature("office:parks"), by: person("office:parks"))
    let paper = try city.decide(
      signature("person:club"), by: person("office:desk"), onBehalfOf: person("person:club"),
      occurredAt: days(20), reference: reference)
    #expect((paper.dropFirst().first as? AgreementTookEffect)?.from == now)
  }

  @Test func noOfficeSignsInTheNameOfAnother() throws {
    try city.record(opened(), reference: reference)
    city.expect(.notEntitled, signature("office:parks"), by: person("office:desk"), onBehalfOf: person("office:parks"))
    city.expect(.notEntitled, signature("office:parks"), by: person("person:ada"), onBehalfOf: person("office:parks"))
  }

  @Test func theLastRequiredSignatureBringsTheEffect() throws {
    try city.record(opened(), reference: reference)
    #expect(try effect(of: signature("person:ada")) == nil)
    let club = try city.record(signature("person:club"), by: person("person:club"))
    let effect = try #require(try effect(of: signature("office:parks")))
    #expect(effect.version == 1 && effect.satisfiedBy == [club, city.next])
    try city.record(signature("office:parks"), by: person("office:parks"))
    #expect(city.records.count == 4)
  }

  @Test func aLaterSignatureBringsNoSecondEffect() throws {
    try city.record(opened(), reference: reference)
    for party in ["person:club", "office:parks"] { try city.record(signature(party), by: person(party)) }
    #expect(try effect(of: signature("person:ada")) == nil)
    try city.record(signature("person:ada"), by: person("person:ada"))
  }

  @Test func whereNobodyIsRequiredAllSign() throws {
    try city.record(opened([("office:parks", false), ("person:club", false)]), reference: reference)
    #expect(try effect(of: signature("person:club")) == nil)
    let first = try city.record(signature("person:club"), by: person("person:club"))
    #expect(try effect(of: signature("office:parks"))?.satisfiedBy == [first, city.next])
  }

  @Test func aNewVersionIsSignedByAllAgain() throws {
    try city.record(opened([("office:parks", true), ("person:club", true)]), reference: reference)
    for party in ["person:club", "office:parks"] { try city.record(signature(party), by: person(party)) }
    try city.record(opened([("office:parks", true), ("person:club", true)]), reference: reference)
    #expect(try effect(of: signature("person:club", version: 2)) == nil)
    let first = try city.record(signature("person:club", version: 2), by: person("person:club"))
    #expect(try effect(of: signature("office:parks", version: 2))?.satisfiedBy == [first, city.next])
  }

  @Test func takingEffectIsNotProposed() throws {
    try city.record(opened([("office:parks", true)]), reference: reference)
    let effect = try #require(try effect(of: signature("office:parks")))
    city.expect(.notEntitled, effect)
    city.expect(.notProposable, effect, by: .ledger)
    #expect(!AgreementTookEffect.isProposable)
    #expect(!ActRegistry.albo.proposableTypes.contains(AgreementTookEffect.type))
  }
}
