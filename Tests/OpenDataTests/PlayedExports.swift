import EventLedger
import EventModel
import OpenData
import ParticipationLedger
import Scenarios
import Testing
import TransparencyLog

/// `consulte-2022`, played and exported in every format once for a suite of tests.
struct PlayedExports: Sendable {
  let city: CityLedger
  let report: Consulte2022.Report
  /// Where the exports are, each under the name of its format.
  let folder: String
  /// What `ocel2` wrote.
  let log: JSONValue
  /// The lines that `cloudevents` wrote.
  let lines: [JSONValue]

  @TaskLocal static var current: PlayedExports?

  private init(_ city: CityLedger, _ report: Consulte2022.Report, in folder: String) throws {
    for format in OpenDataFormat.allCases { try Self.export(city, format, to: "\(folder)/\(format.rawValue)") }
    log = try Exported.json("\(folder)/ocel2")
    lines = try Exported.lines("\(folder)/cloudevents")
    (self.city, self.report, self.folder) = (city, report, folder)
  }

  func path(_ format: OpenDataFormat) -> String { "\(folder)/\(format.rawValue)" }

  static func export(_ city: CityLedger, _ format: OpenDataFormat, to path: String) throws {
    let export = try OpenDataExport(of: city)
    _ = format == .csv ? try export.writeTables(to: path) : try export.write(format, toFile: path)
  }

  static func with<Result>(_ body: (PlayedExports) async throws -> Result) async throws -> Result {
    let place = try TemporaryDirectory()
    let path = place.path + "/city.albo"
    let report = try await Consulte2022.run(at: path) { _ in }
    let city = try CityLedger.open(at: path, mode: .reader, options: .init(program: "tests"))
    do {
      let result = try await body(try PlayedExports(city, report, in: place.path))
      await city.close()
      return result
    } catch {
      await city.close()
      throw error
    }
  }
}

/// Plays and exports before the tests of a suite, which share it.
struct PlayingAndExporting: SuiteTrait, TestScoping {
  @concurrent func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    try await PlayedExports.with { played in
      try await PlayedExports.$current.withValue(played) { try await function() }
    }
  }
}
