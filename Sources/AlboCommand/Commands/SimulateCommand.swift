import ArgumentParser
import CommandSupport
import EventLedger
import EventModel
import ParticipationLedger
import Scenarios
import TransparencyLog

/// `albo simulate`.
struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Makes a ledger with a generated scenario, and compares its figures with the public ones.",
    subcommands: [Consulte.self])

  struct Consulte: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "consulte-2022",
      abstract: "The first election of nine neighbourhood councils, and their first months.",
      discussion: """
        Nine councils are established, 247 persons stand in 55 neighbourhoods, 5,251 of 146,099 electors vote, seats go \
        by votes, to the missing gender, by lot and by right, organisations designate members, the councils meet, and \
        members leave. Every step is an act that the ledger decides, with a clock that runs from September 2022 to \
        June 2023, and some are refused. Persons, organisations and votes are made up, with a fixed seed, so that the \
        published figures result: queries compute them, and explain them.

        Try it, then look around:
          albo simulate consulte-2022 consulte.albo
          albo elections turnout consulte-2022 --ledger consulte.albo
          albo elections why consulte-2022 c001 --ledger consulte.albo
          albo bodies composition area-d --on 2023-06-30 --ledger consulte.albo
          albo bodies quorum area-h first --ledger consulte.albo
          albo verify --ledger consulte.albo

        To record more in it with today's clock, use albod --accept-clock, because its last event is years old. \
        Exit status 1 if a figure differs.
        """)

    @Argument(help: "The ledger's directory; it must not exist yet, or be empty.")
    var directory: String

    @Flag(help: "Prints report, figures and reasons as JSON.")
    var json = false

    func run() async throws {
      let report = try await Consulte2022.run(at: directory) { Terminal.error("  \($0)") }
      let city = try CityLedger.open(at: directory, mode: .reader, options: OpeningOptions(program: "albo simulate"))
      let figures = try await Consulte2022.figures(of: city)
      await city.close()
      if json {
        try Terminal.json(Outcome(report: report, figures: figures))
      } else {
        ScenarioTables.show(report, figures)
      }
      if !figures.agree { throw ExitCode(ExitStatus.refused.rawValue) }
    }

    private struct Outcome: Encodable {
      let report: Consulte2022.Report
      let figures: ScenarioFigures
    }
  }
}

/// Prints a scenario's outcome for people.
enum ScenarioTables {
  static func show(_ report: Consulte2022.Report, _ figures: ScenarioFigures) {
    print("\(report.events) events in \(report.directory)\n")
    show(figures)
    print("\nRefused on the way: \(refusals(report))")
    for reason in figures.reasons {
      print("\nWhy: \(reason.statement)")
      for step in reason.because { print("  \(step)") }
      print(
        "  event\(reason.positions.count == 1 ? "" : "s") \(reason.positions.map(\.description).joined(separator: ", "))"
      )
    }
  }

  static func show(_ figures: ScenarioFigures) {
    var table = TextTable(["figure", "published", "computed", "", "by"])
    for figure in figures.figures {
      table.add(figure.name, figure.published, figure.computed, figure.isEqual ? "=" : "DIFFERS", figure.query)
    }
    print(table.text)
  }

  /// How many were refused, in all and by code, the most frequent code first.
  static func refusals(_ report: Consulte2022.Report, atMost count: Int = .max) -> String {
    let sum = report.refusals.values.reduce(0, +)
    let codes = report.refusals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
    let rest = codes.count > count ? " and \(codes.count - count) more kinds" : ""
    return "\(sum): \(codes.prefix(count).joined(separator: ", "))\(rest)"
  }
}
