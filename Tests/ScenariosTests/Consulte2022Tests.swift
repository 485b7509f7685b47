import EventLedger
import EventModel
import LogAudit
import ParticipationLedger
import ParticipationModel
import Scenarios
import Testing
import TransparencyLog

@Suite(.serialized, PlayingTheScenario()) struct Consulte2022Tests {
  private let scenario: PlayedScenario

  init() throws { scenario = try #require(PlayedScenario.current) }

  @Test func everyFigureIsThePublishedOne() async throws {
    let figures = try await Consulte2022.figures(of: scenario.city)
    #expect(figures.figures.filter { !$0.isEqual } == [])
    #expect(figures.figures.count >= 24)
    #expect(figures.agree)
  }

  @Test func figuresComeWithTheirReasons() async throws {
    let figures = try await Consulte2022.figures(of: scenario.city)
    let told = figures.reasons.map { ([$0.statement] + $0.because).joined(separator: "\n") }
    for part in [
      "247 candidacies were filed, and 245 are on the ballot paper", "lot “Ospizio#3”", "elected one gender only",
      "sits by right", "area-h: the first call did not have its quorum", "area-h: the second call had its quorum",
      "takes the seat of an elected member who ceased", "is overdue",
    ] {
      #expect(told.contains { $0.contains(part) }, "\(part)")
    }
    #expect(figures.reasons.allSatisfy { !$0.positions.isEmpty })
  }

  @Test func whatARuleRefusesIsRefused() {
    let refusals = scenario.report.refusals
    let ballots = [
      "TooManyPreferences": 23, "SameGenderPreferences": 31, "WrongDistrict": 12, "DuplicatePreference": 2,
      "UnknownCandidate": 3, "NotInRoll": 5, "PointClosed": 9, "AlreadyVoted": 7, "Late": 4,
    ]
    for (code, count) in ballots { #expect(refusals[code] == count, "\(code)") }
    for code in ["Sealed", "BeaconMissing", "SignaturesMissing", "UnderAge", "NoQuorum", "OfficersNotBalanced"] {
      #expect(refusals[code] == 1, "\(code)")
    }
  }

  @Test func everySeatByVotesIsTakenByTheFirstOfItsDistrict() async throws {
    let tally = try await scenario.city.ask(ElectionTally(election: Consulte2022.election))
    let places = Dictionary(uniqueKeysWithValues: tally.options.map { ($0.id, $0.place) })
    for (district, seats) in Dictionary(grouping: tally.elected.filter({ $0.basis == .votes }), by: \.district) {
      #expect(seats.compactMap { places[$0.option] }.sorted() == seats.indices.map { UInt32($0 + 1) }, "\(district)")
    }
  }

  @Test func nobodyHasTwoSeats() async throws {
    let tally = try await scenario.city.ask(ElectionTally(election: Consulte2022.election))
    #expect(Set(tally.elected.map(\.option)).count == 120)
    #expect(Set(tally.elected.map { "\($0.body?.description ?? "")/\($0.seat)" }).count == 120)
  }

  @Test func theAnnulledBallotIsTheStolenOne() async throws {
    let event = try scenario.city.store.event(at: scenario.report.annulled)
    #expect(event.envelope.type == BallotCast.type && event.envelope.channel == .online)
    let turnout = try await scenario.city.ask(ElectionTurnout(election: Consulte2022.election))
    #expect(turnout.ballots.cast == turnout.ballots.live + turnout.ballots.superseded + 1)
  }

  @Test func aVotersReceiptVerifiesOffline() async throws {
    let answer = try await scenario.city.ask(GetReceipt(position: scenario.report.ballot))
    let leaf = try #require(MerkleHash(base64: answer.leafHash))
    let checkpoint = try Receipt(parsing: answer.receipt).verify(
      leaf: leaf, key: try VerifierKey(scenario.report.verifierKey))
    #expect(checkpoint.size > LogSize(scenario.report.ballot.rawValue))
  }

  @Test func theLedgerVerifies() {
    #expect(scenario.verification.damage == nil)
    #expect(scenario.verification.size == scenario.report.events)
  }

  @Test func viewsRebuiltAreTheSame() async throws {
    try await scenario.city.views.catchUp()
    for name in scenario.city.views.names {
      let rebuilt = try scenario.city.views.rebuild(name)
      #expect(rebuilt.firstDifference == nil, "\(name)")
    }
  }

  @Test func anotherRunGivesTheSameViews() async throws {
    let names = ["tally", "turnout", "candidacies", "members", "meetings", "opinions", "organisations"]
    try await PlayedScenario.with { other in
      for name in names {
        let digests = [
          try await scenario.city.ask(DigestView(view: name)).digest,
          try await other.city.ask(DigestView(view: name)).digest,
        ]
        #expect(digests[0] == digests[1], "\(name)")
      }
    }
  }
}
