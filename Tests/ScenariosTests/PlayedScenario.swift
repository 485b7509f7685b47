import EventLedger
import EventModel
import LocalFiles
import ParticipationLedger
import ParticipationModel
import Scenarios
import Testing

/// `consulte-2022`, played once for a suite of tests.
struct PlayedScenario: Sendable {
  let report: Consulte2022.Report
  /// Of the whole ledger, before it was opened to read.
  let verification: VerificationReport
  let city: CityLedger

  @TaskLocal static var current: PlayedScenario?

  /// Runs `body` with the scenario in a directory of its own, which is removed afterwards.
  static func with<Result>(_ body: (PlayedScenario) async throws -> Result) async throws -> Result {
    let folder = try Files.makeTemporaryDirectory()
    defer { try? Files.removeTree(folder) }
    let path = folder + "/city.albo"
    let report = try await Consulte2022.run(at: path) { _ in }
    let verification = try LogVerifier.verify(path, registry: .albo)
    let city = try CityLedger.open(at: path, mode: .reader, options: .init(program: "tests"))
    do {
      let result = try await body(PlayedScenario(report: report, verification: verification, city: city))
      await city.close()
      return result
    } catch {
      await city.close()
      throw error
    }
  }
}

/// Plays the scenario before the tests of a suite, which share it.
struct PlayingTheScenario: SuiteTrait, TestScoping {
  @concurrent func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    try await PlayedScenario.with { played in
      try await PlayedScenario.$current.withValue(played) { try await function() }
    }
  }
}
