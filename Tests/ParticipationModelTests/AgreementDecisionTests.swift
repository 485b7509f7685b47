import EventModel
import ParticipationModel
import Testing
import TransparencyLog

@Suite struct AgreementDecisionTests {
  private let city = MemoryCity()

  private func opened(_ parties: [(String, Bool)] = [("city", true), ("club", true), ("ada", false)])
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
    let acts = try city.decide(signature)
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
    city.expect(.unknownAgreement, signature("city"))
    try city.record(opened(), reference: reference)
    for version in [UInt32(0), 2] { city.expect(.staleVersion, signature("city", version: version)) }
    city.expect(.wrongText, signature("city", text: 2))
    city.expect(.notAParty, signature("bruno"))
    try city.record(signature("city"))
    city.expect(.alreadySigned, signature("city"))
    try city.record(opened(), reference: reference)
    city.expect(.staleVersion, signature("club"))
    try city.record(signature("city", version: 2))
  }

  @Test func theLastRequiredSignatureBringsTheEffect() throws {
    try city.record(opened(), reference: reference)
    #expect(try effect(of: signature("ada")) == nil)
    let club = try city.record(signature("club"))
    let effect = try #require(try effect(of: signature("city")))
    #expect(effect.version == 1 && effect.satisfiedBy == [club, city.next])
    try city.record(signature("city"))
    #expect(city.records.count == 4)
  }

  @Test func aLaterSignatureBringsNoSecondEffect() throws {
    try city.record(opened(), reference: reference)
    for party in ["club", "city"] { try city.record(signature(party)) }
    #expect(try effect(of: signature("ada")) == nil)
    try city.record(signature("ada"))
  }

  @Test func whereNobodyIsRequiredAllSign() throws {
    try city.record(opened([("city", false), ("club", false)]), reference: reference)
    #expect(try effect(of: signature("club")) == nil)
    let first = try city.record(signature("club"))
    #expect(try effect(of: signature("city"))?.satisfiedBy == [first, city.next])
  }

  @Test func aNewVersionIsSignedByAllAgain() throws {
    try city.record(opened([("city", true), ("club", true)]), reference: reference)
    for party in ["club", "city"] { try city.record(signature(party)) }
    try city.record(opened([("city", true), ("club", true)]), reference: reference)
    #expect(try effect(of: signature("club", version: 2)) == nil)
    let first = try city.record(signature("club", version: 2))
    #expect(try effect(of: signature("city", version: 2))?.satisfiedBy == [first, city.next])
  }

  @Test func takingEffectIsNotProposed() throws {
    try city.record(opened([("city", true)]), reference: reference)
    let effect = try #require(try effect(of: signature("city")))
    city.expect(.notProposable, effect)
    #expect(!AgreementTookEffect.isProposable)
    #expect(!ActRegistry.albo.proposableTypes.contains(AgreementTookEffect.type))
  }
}
