import EventLedger
import LogAudit
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// What a city publishes as static files is enough for an auditor.
@Suite struct ReplayPublishedTests {
  @Test func thePublishedFolderIsReplayed() async throws {
    try await CityFixture.with { city in
      try await city.recordHistory(seed: 71, proposals: 700)
      let folder = city.beside("public")
      try city.ledger.publisher(to: folder).publish()
      let report = try city.replay(folder)
      let digests = try city.digests()
      #expect(report.isVerified && report.views == digests)
    }
  }

  @Test func ofAnOpenElectionOnlyHashesAreVerified() async throws {
    try await CityFixture.with { city in
      try await city.recordElection()
      let folder = city.beside("public")
      try city.ledger.publisher(to: folder).publish()
      try await city.open(city.laterElection("f"))
      let first = try await city.record(CityFixture.ballot(1, ["a"], in: "f")).position
      try await city.record(CityFixture.ballot(2, ["a"], in: "f"))
      try city.ledger.publisher(to: folder).publish()
      let report = try city.replay(folder)
      #expect(report.isSound && !report.isVerified && report.firstWithheld == first && report.withheld == 2)
      let export = try city.exported()
      let comparison = try LogComparison.compare(PublishedLog(folder), export, key: city.ledger.store.verifierKey)
      #expect(comparison.verdict == .same && comparison.isConsistent)
    }
  }
}
