import EventLedger
import EventModel
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// As many candidacies as an election may have.
@Suite struct CouncilLimitTests {
  private static let window = CityFixture.minute(0)..<CityFixture.minute(30)

  private func call(_ city: CityFixture) async throws {
    var called = ElectionCalled(
      election: named("e"), title: "Many", window: CityFixture.minute(60)..<CityFixture.minute(120), options: [],
      ballot: BallotRule(kind: .preferences, choices: 1...2), allocation: .topSeats(1),
      commission: CityFixture.commission)
    called.candidacies = Self.window
    try await city.record(called)
  }

  private func file(_ range: Range<Int>, _ city: CityFixture) async throws -> [RejectionCode] {
    let proposals = range.map { number in
      let candidate = person("person:p\(number)")
      return city.proposal(
        CandidacyFiled(election: named("e"), candidacy: "c\(number)", person: candidate), by: candidate)
    }
    let answers = try await city.ledger.record(proposals, by: CityFixture.submitter)
    return answers.compactMap { answer in
      if case .failure(let refusal as Rejection) = answer { refusal.code } else { nil }
    }
  }

  @Test func oneCandidacyMoreThanFitsIsRefused() async throws {
    try await CityFixture.with { city in
      try await call(city)
      #expect(try await file(0..<900, city).isEmpty)
      #expect(try await file(900..<901, city) == [.tooManyCandidacies])
    }
  }

  @Test func aBallotPaperHasAtMost500Options() async throws {
    try await CityFixture.with { city in
      try await call(city)
      _ = try await file(0..<501, city)
      let decisions = (0..<501).map { number in
        city.proposal(
          CandidacyDecided(election: named("e"), candidacy: "c\(number)", isAdmitted: true, minutesHash: digest(8)),
          by: CityFixture.commission[0], reference: reference)
      }
      _ = try await city.ledger.record(decisions, by: CityFixture.submitter)
      city.clock.set(CityFixture.minute(60))
      let opened = VotingOpened(election: named("e"), keyCommitment: digest(9))
      let refusal = await #expect(throws: Rejection.self) { try await city.record(opened) }
      #expect(refusal?.code == .tooManyCandidacies)
      try await city.record(CandidacyWithdrawn(election: named("e"), candidacy: "c7"), by: person("person:p7"))
      try await city.record(opened)
    }
  }
}
