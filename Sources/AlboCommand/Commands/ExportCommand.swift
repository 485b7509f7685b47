import ArgumentParser
import EventLedger
@preconcurrency import Glibc
import LocalFiles
import OpenData
import ParticipationLedger
import TransparencyLog

/// `albo export`: the log as one file, or as open data.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes the log to a file: for auditors, process mining, other programs or open data.",
    discussion: """
      --format jsonl (the default) is what `albo replay` and `albo compare` read: one line per event in order, as \
      `albo events --json` shows it, with the exact bytes of its record (`record`, base64); then the signed \
      checkpoint, {"checkpoint": NOTE}. The leaf hash is SHA-256 of a zero byte and the record (RFC 6962), so other \
      software can verify the file too. Ballots of elections whose polls are not closed are withheld: their lines have \
      the leaf hash but no record.

      The other formats are open data, for readers who know nothing of Albo; Documentation/OpenData.md lists their \
      fields:
        ocel2        the events and what they are about, in OCEL 2.0 JSON, for process mining (pm4py and others)
        cloudevents  CloudEvents 1.0, one JSON line per event
        popolo       bodies, who sits in them and how they voted, in the JSON of the Popolo project
        csv          a directory of tables with a data dictionary and a DCAT-AP_IT catalogue entry
      They show no voter tag, no vote in an election and no pseudonym. Persons appear only once they have a seat, as \
      In tables, counts of persons under five in a group are left empty, and so are others if a total would give \
      if a total would reveal the small ones; certified results are official and stay.

      Each output gives the origin, size and root of the log and contains the signed checkpoint. The same log gives \
      the same bytes. A file or directory appears complete or not at all.

      Try it on a generated city:
        albo simulate consulte-2022 consulte.albo
        albo export --ledger consulte.albo --format csv open-data --publisher "Comune di Esempio"
      """)

  @OptionGroup var options: DirectoryOptions

  @Argument(help: "The file (for csv, the directory), or - for standard output.")
  var output: String

  @Option(help: "jsonl, ocel2, cloudevents, popolo or csv.")
  var format: ExportFormat = .jsonl

  @Option(help: "A signed size: exports the log as it was then; default: the last signed size.")
  var at: UInt64?

  @OptionGroup(title: "csv") var tables: TableOptions

  @Flag(help: "Prints the report as JSON.")
  var json = false

  func validate() throws {
    guard format == .csv || !tables.areGiven else {
      throw ValidationError(
        "--publisher, --publisher-id, --license, --base-url and --suppress-below go with --format csv")
    }
    _ = try tables.publication()
    guard format != .csv || output != "-" else { throw ValidationError("csv needs the name of a directory, not -") }
  }

  func run() async throws {
    let publication = try tables.publication()
    try checkOutput()
    try await options.withDirectory { city in
      if let format = format.openData {
        try show(try exportOpenData(city, format, publication))
      } else {
        try show(try exportLog(city))
      }
    }
  }

  /// Refuses a path in the ledger's directory: an export could replace a file that the ledger needs.
  private func checkOutput() throws {
    guard output != "-", let directory = try? Files.absolute(options.path()) else { return }
    let bare = output.reversed().drop { $0 == "/" }.reversed()
    guard let place = try? Files.absolute(String(bare)), place == directory || place.hasPrefix(directory + "/") else {
      return
    }
    throw ValidationError(
      "\(output) is in the ledger's directory, which is for the ledger alone: choose another path")
  }

  private var size: LogSize? { at.map { LogSize($0) } }

  private func exportLog(_ city: CityLedger) throws -> CityLedger.ExportReport {
    let progress = { (done: LogSize, total: LogSize) in
      Terminal.progress("records", done.rawValue, of: total.rawValue)
    }
    guard output == "-" else { return try city.export(toFile: output, at: size, progress: progress) }
    return try city.export(at: size, to: Self.toStandardOutput, progress: progress)
  }

  private func exportOpenData(
    _ city: CityLedger, _ format: OpenDataFormat, _ publication: Publication
  ) throws -> OpenDataReport {
    let export = try OpenDataExport(of: city, at: size) { Terminal.progress($0, $1, of: $2) }
    if format == .csv {
      if publication.smallCells.isOff { Terminal.error(TableOptions.warning) }
      return try export.writeTables(to: output, publication: publication)
    }
    guard output == "-" else { return try export.write(format, toFile: output) }
    return try export.write(format, to: Self.toStandardOutput)
  }

  private static func toStandardOutput(_ bytes: [UInt8]) throws {
    guard fwrite(bytes, 1, bytes.count, stdout) == bytes.count else { throw OutputFile.failure("standard output") }
  }

  private func show(_ report: CityLedger.ExportReport) throws {
    if output == "-" { return }
    if json { return try Terminal.json(report) }
    print("\(report.size) records, root \(report.root)")
    if report.withheld > 0 { print("\(report.withheld) of them withheld until the polls close") }
  }

  private func show(_ report: OpenDataReport) throws {
    if output == "-" { return }
    if json { return try Terminal.json(report) }
    let parts = [(report.events, "events"), (report.objects, format == .csv ? "rows" : "objects")]
    print(parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " and "), terminator: "")
    print(" of the log of size \(report.size), root \(report.root)")
    if report.withheld > 0 { print("\(report.withheld) events without their act until the polls close") }
    if report.suppressed > 0 { print("\(report.suppressed) rows with suppressed counts") }
  }
}

/// What `albo export` writes.
enum ExportFormat: String, ExpressibleByArgument, CaseIterable {
  case jsonl, ocel2, cloudevents, popolo, csv

  /// The format of open data; nil for the log itself.
  var openData: OpenDataFormat? { OpenDataFormat(rawValue: rawValue) }
}

/// Options for tables only: who publishes them, and what is suppressed.
struct TableOptions: ParsableArguments {
  static let warning = """
    warning: counts of persons are not suppressed. If a cell counts one or two, who knows them learns what they did
    """

  @Option(help: "The publisher's name; default: the log's origin.")
  var publisher: String?

  @Option(help: "The publisher's code in the Italian index of public administrations (IPA), for instance c_h223.")
  var publisherID: String?

  @Option(help: "The licence's URL; default: that of CC BY 4.0.")
  var license: String?

  @Option(help: "The URL at which the directory will be published; default: https://ORIGIN/open-data.")
  var baseURL: String?

  @Option(help: "Leaves counts of fewer persons than this empty; default: 5; 0 suppresses nothing.")
  var suppressBelow: UInt64?

  var areGiven: Bool { [publisher, publisherID, license, baseURL].contains { $0 != nil } || suppressBelow != nil }

  func publication() throws -> Publication {
    do {
      return try Publication(
        publisher: publisher, publisherID: publisherID, license: license, baseURL: baseURL,
        smallCells: SmallCells(below: suppressBelow ?? SmallCells.usual))
    } catch {
      throw ValidationError("\(error)")
    }
  }
}
