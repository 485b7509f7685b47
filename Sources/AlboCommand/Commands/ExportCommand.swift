import ArgumentParser
import EventLedger
@preconcurrency import Glibc
import ParticipationLedger
import TransparencyLog

/// `albo export`: the log as one file.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Writes the log as JSON Lines: what `albo replay` and `albo compare` read.",
    discussion: """
      A line for each event in order, as `albo events --json` shows it, and beside it the exact bytes of its record
      (`record`, base64); then the signed checkpoint, {"checkpoint": NOTE}. The leaf hash is SHA-256 of a zero byte and
      the record (RFC 6962), so that other software can verify the file too. Ballots of elections whose polls are not
      closed are withheld: their lines have the leaf hash and no record. The file appears whole or not at all.
      """)

  @OptionGroup var options: DirectoryOptions

  @Argument(help: "The file; - for standard output.")
  var output: String

  @Flag(help: "Prints the report as JSON.")
  var json = false

  func run() async throws {
    try await options.withDirectory { city in
      let report = try output == "-" ? toStandardOutput(city) : city.export(toFile: output, progress: Self.progress)
      if output == "-" { return }
      if json { return try Terminal.json(report) }
      print("\(report.size) records, root \(report.root)")
      if report.withheld > 0 { print("\(report.withheld) of them withheld until the polls close") }
    }
  }

  private func toStandardOutput(_ city: CityLedger) throws -> CityLedger.ExportReport {
    try city.export(
      to: { line in
        guard fwrite(line, 1, line.count, stdout) == line.count else { throw OutputFile.failure("standard output") }
      }, progress: Self.progress)
  }

  private static func progress(_ done: LogSize, of total: LogSize) {
    Terminal.progress("records", done.rawValue, of: total.rawValue)
  }
}
