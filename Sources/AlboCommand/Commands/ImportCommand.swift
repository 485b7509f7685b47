import ArgumentParser
import CommandSupport
import EventModel
import Imports
import ParticipationLedger
import ParticipationModel

/// `albo import`: records votes that were published elsewhere.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Records a vote that was published elsewhere.",
    subcommands: [PabulibCommand.self])
}

/// `albo import pabulib`.
struct PabulibCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pabulib", abstract: "Records votes from Pabulib files (.pb) as elections with their ballots.",
    discussion: """
      Each file becomes a transcription: an election named after the file, its ballots under the same rules as any \
      other ballot, the close and the certification. The outcome is computed here and compared with the file's own \
      columns. A malformed file is refused before anything from it is recorded; a ballot that the rules refuse is \
      reported with its line number. Importing a file again adds nothing.

      Exit status 1 if a file or a ballot was refused, or a column differs.
      """)

  @OptionGroup var options: LedgerOptions

  @Argument(help: "The files.")
  var files: [String]

  @Option(help: "The office that records them; it needs the competence “elections”.")
  var office: ID<Office> = ID(static: "elections")

  @Flag(help: "Prints a JSON line for each file.")
  var json = false

  func run() async throws {
    let reports = try await options.withLedger(writing: true) { ledger in
      var reports: [PabulibImport.Report] = []
      for file in files {
        do {
          let report = try await PabulibImport(path: file, recorder: ledger, office: office).run { progress in
            Terminal.progress(file, progress.done, of: progress.total)
          }
          try show(report)
          reports.append(report)
        } catch let error as PabulibError {
          Terminal.error("albo: \(error)")
        } catch let error as InvalidAct {
          Terminal.error("albo: \(error)")
        } catch let error as Rejection {
          Terminal.error("albo: \(file): \(error)")
        }
      }
      return reports
    }
    guard reports.count == files.count, reports.allSatisfy({ $0.agrees && $0.refused.isEmpty }) else {
      throw ExitCode(ExitStatus.refused.rawValue)
    }
  }

  private func show(_ report: PabulibImport.Report) throws {
    if json { return try Terminal.json(report) }
    print(
      "\(report.election): \(report.ballots) ballots, \(report.recorded) recorded, \(report.repeated) known, \(report.refused.count) refused"
    )
    for refused in report.refused.prefix(20) {
      print("  \(report.file):\(refused.line): \(refused.rejection): \(refused.message)")
    }
    if report.refused.count > 20 { print("  … and \(report.refused.count - 20) more; --json lists them all") }
    for column in report.columns {
      let verdict =
        column.differing.isEmpty
        ? "agrees" : "DIFFERS for \(column.differing.prefix(10).joined(separator: ", "))"
      print("  \(column.name): \(column.equal) of \(column.equal + column.differing.count) projects, \(verdict)")
    }
    if !report.columns.contains(where: { $0.name == "selected" }) {
      print("  selected: not compared, because this ledger does not compute the file's rule")
    }
  }
}
