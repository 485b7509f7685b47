import EventModel
import ParticipationModel
import Testing

@Suite struct ProposalDecisionTests {
  private let city = MemoryCity()

  private func published(
    to minute: Int64? = 60, editorial: Bool = false, admissibility: String = "12/2023"
  ) -> ProposalPublished {
    ProposalPublished(
      proposal: named("p"), title: "A cycle path", kind: .petition, authors: [person("ada")],
      textHash: digest(1), threshold: 400, supportFrom: MemoryCity.minute(0),
      supportTo: minute.map(MemoryCity.minute), admissibility: admissibility, isEditorial: editorial)
  }

  private func support(_ person: UInt8, version: UInt32 = 1) -> SupportGiven {
    SupportGiven(proposal: named("p"), version: version, supporterTag: digest(person))
  }

  private func answer(_ reasons: String = "It is feasible.", version: UInt32 = 1) -> ProposalAnswered {
    ProposalAnswered(
      proposal: named("p"), version: version, outcome: .accepted, reasons: reasons, office: person("office:desk"))
  }

  @Test func aProposalIsFoundAdmissibleFirst() throws {
    city.expect(.notAdmissible, published(admissibility: ""))
    try city.record(published())
  }

  @Test func publishingAgainMakesTheNextVersion() throws {
    for version in UInt32(1)...3 {
      let acts = try city.decide(published())
      #expect((acts.first as? ProposalPublished)?.version == version)
      try city.record(published())
    }
  }

  @Test func supportIsTakenInTheHalfOpenWindow() throws {
    city.now = MemoryCity.minute(-10)
    try city.record(published())
    for (minute, isOpen) in [(Int64(-1), false), (0, true), (59, true), (60, false), (61, false)] {
      city.now = MemoryCity.minute(minute)
      if isOpen { try city.record(support(UInt8(minute))) } else { city.expect(.windowClosed, support(100)) }
    }
  }

  @Test func supportWithoutAnEndIsTakenForEver() throws {
    try city.record(published(to: nil))
    city.now = MemoryCity.minute(10_000_000)
    try city.record(support(1))
  }

  @Test func aPersonSupportsAVersionOnce() throws {
    city.expect(.unknownProposal, support(1))
    try city.record(published())
    try city.record(support(1))
    city.expect(.alreadySupported, support(1))
    try city.record(support(2))
  }

  @Test func anActNamesTheLiveVersion() throws {
    try city.record(published())
    try city.record(published())
    for version in [UInt32(0), 1, 3] {
      city.expect(.staleVersion, support(1, version: version))
      city.expect(.staleVersion, answer(version: version))
    }
    try city.record(support(1, version: 2))
    try city.record(answer(version: 2))
  }

  @Test func anotherTextLosesItsSupports() throws {
    try city.record(published())
    try city.record(support(1))
    try city.record(published())
    try city.record(support(1, version: 2))
    city.expect(.alreadySupported, support(1, version: 2))
  }

  @Test func anEditorialVersionKeepsItsSupports() throws {
    try city.record(published())
    try city.record(support(1))
    try city.record(published(editorial: true))
    city.expect(.alreadySupported, support(1, version: 2))
    try city.record(support(2, version: 2))
    try city.record(published(editorial: true))
    for supporter in [UInt8(1), 2] { city.expect(.alreadySupported, support(supporter, version: 3)) }
    try city.record(published())
    try city.record(support(1, version: 4))
    try city.record(published(editorial: true))
    city.expect(.alreadySupported, support(1, version: 5))
    try city.record(support(2, version: 5))
  }

  @Test func aFirstVersionThatCallsItselfEditorialStartsAtItself() throws {
    try city.record(published(editorial: true))
    try city.record(support(1))
    city.expect(.alreadySupported, support(1))
  }

  @Test func anAnswerGivesReasons() throws {
    city.expect(.unknownProposal, answer())
    try city.record(published())
    for reasons in ["", " ", "\n \n"] { city.expect(.reasonsMissing, answer(reasons)) }
    try city.record(answer())
  }

  @Test func anAnsweredProposalIsDone() throws {
    try city.record(published())
    try city.record(answer())
    city.expect(.alreadyAnswered, answer())
    city.expect(.alreadyAnswered, support(1))
    city.expect(.alreadyAnswered, published())
    city.expect(.alreadyAnswered, published(editorial: true))
  }
}
