import EventLedger
import EventModel
import Foundation
import Imports
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// Votes that cities held, all recorded in one ledger. Unoptimised code takes a few small files only.
@Suite(.enabled(if: SharedData.isPresent, SharedData.hint))
struct RealImportTests {
  private static let paths = SharedData.files(withExtension: "pb", inSetsNamed: "pb-").filter { path in
    #if DEBUG
      let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
      return size < 30_000 || path.hasSuffix("Swiecie_2023.pb")
    #else
      return true
    #endif
  }

  @Test func everyVoteIsCountedAsTheCityCounted() async throws {
    try await CityFixture.with { city in
      let recorder = TestRecorder(city)
      var reports: [String: PabulibImport.Report] = [:]
      for path in Self.paths {
        let report = try await PabulibImport(path: path, recorder: recorder).run()
        let file = try PabulibReader(path: path).inspect()
        #expect(report.recorded == file.voteCount && report.repeated == 0 && report.refused.isEmpty, "\(path)")
        #expect(report.agrees && !report.columns.isEmpty, "\(path): \(report.columns)")
        #expect(report.columns.allSatisfy { $0.equal == file.projects.count }, "\(path): \(report.columns)")
        // Greedy rules, and in Świecie the Method of Equal Shares: what the city selected is selected here.
        #expect(report.columns.map(\.name).contains("selected"), "\(path)")
        reports[path] = report
      }
      #expect(Set(reports.values.map(\.election)).count == Self.paths.count)
      try await importAgain(city, recorder, reports)
      let records = try city.records()
      #expect(try ReplayLaw.check(records, "imports") == records.count - 1)
      for name in city.ledger.views.names {
        #expect(try city.ledger.views.rebuild(name).firstDifference == nil, "\(name)")
      }
      let report = try await city.verifyAfterClosing()
      #expect(report.damage == nil)
    }
  }

  private func importAgain(
    _ city: CityFixture, _ recorder: TestRecorder, _ reports: [String: PabulibImport.Report]
  ) async throws {
    let size = try city.ledger.store.size
    for (path, report) in reports {
      let again = try await PabulibImport(path: path, recorder: recorder).run()
      var expected = report
      (expected.recorded, expected.repeated) = (0, report.recorded)
      #expect(again == expected, "\(path)")
    }
    #expect(try city.ledger.store.size == size)
  }
}
