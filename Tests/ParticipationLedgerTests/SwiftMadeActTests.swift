import EventLedger
import EventModel
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// An act made in Swift is checked like one that was read: what cannot be read again is not recorded.
@Suite struct SwiftMadeActTests {
  private static let candidates: [(field: String, act: any Act)] = {
    var untimed = CityFixture.election()
    untimed.window = nil
    var doubled = CityFixture.election()
    doubled.options.append(doubled.options[0])
    var halfway = CityFixture.election()
    halfway.allocation = .greedy(budget: 100, measure: .votes, skips: false, threshold: 3)
    let backwards = HoursNote(
      id: "x", project: named("garden"), start: CityFixture.minute(0), end: CityFixture.minute(-60))
    return [
      ("votingTo", untimed), ("options", doubled), ("allocation", halfway),
      (
        "title",
        ProposalPublished(
          proposal: named("p"), title: "", kind: .request, authors: [person("ada")], textHash: digest(1),
          admissibility: "1/2026")
      ),
      (
        "textHash",
        AgreementOpened(
          agreement: named("a"), title: "The park", kind: .pact, textHash: [1],
          parties: [AgreementParty(party: person("ada"), isRequired: true)])
      ),
      ("end", HoursLogged(volunteer: named("v"), entry: backwards)),
    ]
  }()

  @Test(arguments: candidates.indices) func anActThatItsMessageRefusesIsNotRecorded(index: Int) async throws {
    let (field, act) = Self.candidates[index]
    try await CityFixture.with { city in
      let recording = await #expect(throws: InvalidAct.self) {
        try await city.record(act, reference: reference)
      }
      let asking = #expect(throws: InvalidAct.self) {
        try city.ledger.why(city.proposal(act, reference: reference), by: CityFixture.submitter)
      }
      #expect(recording?.field == field && asking == recording)
      let size = try city.ledger.store.size
      #expect(size.rawValue == 1)
      let report = try await city.verifyAfterClosing()
      #expect(report.damage == nil)
    }
  }
}
