import EventLedger
import EventModel
import Imports
import LocalFiles
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

@Suite struct PabulibImportTests {
  private func run(_ path: String, _ recorder: TestRecorder) async throws -> PabulibImport.Report {
    try await PabulibImport(path: path, recorder: recorder).run()
  }

  @Test func aVoteIsRecordedAndASecondRunAddsNothing() async throws {
    try await CityFixture.with { city in
      let path = try city.write(PabulibFixture.approval(2500), as: "Città di Prova 2023.pb")
      let first = try await run(path, TestRecorder(city))
      #expect(first.election == "citt--di-prova-2023" && first.ballots == 2500 && first.recorded == 2500)
      #expect(first.repeated == 0 && first.refused.isEmpty)
      let size = try city.ledger.store.size
      #expect(size.rawValue == 1 + 2500 + 4 && first.position == 1 && first.size == size)
      let again = try await run(path, TestRecorder(city))
      #expect(try city.ledger.store.size == size)
      #expect(again.recorded == 0 && again.repeated == 2500)
      #expect(again.position == first.position && again.size == first.size && again.columns == first.columns)
      let turnout = try await city.ledger.ask(ElectionTurnout(election: named(first.election)))
      #expect(turnout.byHour == [.init(hour: nil, voters: 2500)])
      #expect(turnout.byChannel.map(\.voters) == [834, 833, 833])
      #expect(try ReplayLaw.check(city.records(), "import") == 2504)
    }
  }

  @Test func theFilesOutcomeIsComparedNotCopied() async throws {
    try await CityFixture.with { city in
      let path = try city.write(PabulibFixture.approval(40, replacing: [19: "1;600;Library;0"]))
      let report = try await run(path, TestRecorder(city))
      #expect(report.columns.map(\.name) == ["selected"] && !report.agrees)
      #expect(report.columns[0].equal == 2 && report.columns[0].differing == ["1"])
      let tally = try await city.ledger.ask(ElectionTally(election: named("votes")))
      #expect(tally.options.map(\.selected) == [true, false, true] && tally.options.map(\.votes) == [30, 10, 20])
    }
  }

  @Test func aMalformedFileRecordsNothing() async throws {
    try await CityFixture.with { city in
      let path = try city.write(PabulibFixture.approval(2500) + "v2500;1;;;\n")
      await #expect(throws: PabulibError.self) { try await run(path, TestRecorder(city)) }
      #expect(try city.ledger.store.size.rawValue == 1)
    }
  }

  @Test func aBallotThatTheRulesRefuseIsReportedWithItsLine() async throws {
    try await CityFixture.with { city in
      let rows = ["v1;1;;;", "v2;no;;;", "v1;4;;;", "v3;1,1;;;", "v4;1,4,BO.D12.54/25;;;", "v5;;;;", "v6;4;;;"]
      let path = try city.write(PabulibFixture.approval(7, replacing: [24: rows.joined(separator: "\n")]))
      let report = try await run(path, TestRecorder(city))
      #expect(report.recorded == 2 && report.ballots == 7)
      #expect(report.refused.map(\.line) == [24, 25, 26, 27, 28])
      #expect(
        report.refused.map(\.rejection)
          == ["UnknownCandidate", "AlreadyVoted", "DuplicatePreference", "TooManyPreferences", "BlankNotAllowed"])
      let again = try await run(path, TestRecorder(city))
      // Refused proposals are not stored: by now the polls are closed, which is why they are refused again.
      #expect(again.refused.map(\.line) == report.refused.map(\.line))
      #expect(again.refused.allSatisfy { $0.rejection == "NotOpen" })
      #expect(again.recorded == 0 && again.repeated == 2 && again.size == report.size)
    }
  }

  @Test(arguments: 0...4) func anImportThatWasBrokenOffIsFinishedByTheNext(calls: Int) async throws {
    try await CityFixture.with { city in
      let path = try city.write(PabulibFixture.approval(2400))
      await #expect(throws: TestRecorder.BrokenOff.self) { try await run(path, TestRecorder(city, calls: calls)) }
      let taken = min(2400, max(0, calls - 1) * 1000)
      let report = try await run(path, TestRecorder(city))
      #expect(report.repeated == taken && report.recorded == 2400 - taken && report.refused.isEmpty)
      #expect(try city.ledger.store.size.rawValue == 1 + 2400 + 4)
      let tally = try await city.ledger.ask(ElectionTally(election: named("votes")))
      #expect(tally.status == .certified && tally.options.map(\.votes) == [1800, 600, 1200])
    }
  }

  @Test func aFileThatIsChangedBetweenThePassesIsNoticed() async throws {
    try await CityFixture.with { city in
      let (text, other) = (PabulibFixture.approval(300), PabulibFixture.approval(300, replacing: [5: "unit;Other"]))
      let path = try city.write(text)
      let refusal = await #expect(throws: InvalidAct.self) {
        try await run(path, TestRecorder(city) { try? Files.write(Array(other.utf8), to: path) })
      }
      #expect(refusal?.field == "file")
      #expect(try city.ledger.store.size.rawValue == 3)
      _ = try city.write(text)
      #expect(try await run(path, TestRecorder(city)).recorded == 300)
    }
  }

  @Test func aFileThatThisLedgerHasNoRuleForRecordsNothing() async throws {
    try await CityFixture.with { city in
      let many = (0...500).map { "\($0);1;P;0" }.joined(separator: "\n")
      let unsupported: [[Int: String?]] = [
        [16: "min_sum_cost;5"], [10: "vote_type;ordinal", 16: "scoring_fn;cowinner"],
        [7: "num_projects;501", 19: many, 20: nil, 21: nil, 24: "v1;1;;;", 8: "num_votes;1"],
        [11: "rule;greedy-no-skip", 16: "min_project_score_threshold;3"],
        [19: "\(String(repeating: "x", count: 65));600;Library;1"], [19: "1;600;\"Libr\tary\";1"],
        [19: "1;100000000000001;Library;1"], [14: "min_length;3"],
      ]
      for changes in unsupported {
        let path = try city.write(PabulibFixture.approval(4, replacing: changes))
        await #expect(throws: InvalidAct.self, "\(changes)") { try await run(path, TestRecorder(city)) }
        #expect(try city.ledger.store.size.rawValue == 1, "\(changes)")
      }
    }
  }

  @Test func aBallotThatIsNoBallotIsReportedLikeOneThatIsRefused() async throws {
    try await CityFixture.with { city in
      let long = "v2;" + Array(repeating: "1", count: 501).joined(separator: ",") + ";;;"
      let path = try city.write(PabulibFixture.approval(3, replacing: [24: "v1;1;;;\n\(long)\nv3;1;;;"]))
      let report = try await run(path, TestRecorder(city))
      #expect(report.recorded == 2 && report.refused.map(\.line) == [24])
      #expect(report.refused.map(\.rejection) == ["InvalidAct"])
    }
  }
}
