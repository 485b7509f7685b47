import ArgumentParser
import CommandSupport
import EventLedger
import EventModel
@preconcurrency import Glibc
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// `albo views`: the read models.
struct ViewsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "views", abstract: "Read models: list, digest, export and rebuild.",
    subcommands: [QueryCommand<ListViews>.self, QueryCommand<DigestView>.self, Export.self, Rebuild.self])

  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes a view as JSON Lines: a header, then one line (RFC 8785) per row.")
    @OptionGroup var ledger: DirectoryOptions
    @Argument(help: "The view's name.") var view: String
    @Option(help: "The size of the log; default: the current size.") var at: UInt64?
    @Option(help: "The file; default: standard output.") var output: String = "-"

    func run() async throws {
      try await ledger.withDirectory { city in
        try OutputFile.withFile(output) { file in
          _ = try city.views.export(view, at: at.map { LogSize($0) }) { line in
            guard fwrite(line, 1, line.count, file) == line.count else { throw OutputFile.failure(output) }
          }
        }
      }
    }
  }

  struct Rebuild: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Builds views again from the log, compares them with the old ones, and replaces those.",
      discussion: "Rebuilds all views if no name is given. Exit status 1 if a view was wrong.")
    @OptionGroup var ledger: DirectoryOptions
    @Argument(help: "The views' names.") var views: [String] = []
    @Flag(help: "Prints JSON.") var json = false

    func run() async throws {
      let differs = try await ledger.withDirectory { city in
        var differs = false
        for name in views.isEmpty ? city.views.names : views {
          let result = try city.views.rebuild(name) { Terminal.progress(name, $0.rawValue, of: $1.rawValue) }
          differs = differs || result.firstDifference != nil
          if json {
            try Terminal.json(result.digest)
          } else {
            let verdict = result.firstDifference.map { "the old one differed in \($0)" } ?? "equal to the old one"
            print("\(result.digest.digest)  \(name) at size \(result.digest.size), \(verdict)")
          }
        }
        return differs
      }
      if differs { throw ExitCode(ExitStatus.refused.rawValue) }
    }
  }
}

extension ListViews: ShownQuery {
  static let commandName = "list"

  static func show(_ answer: Answer) {
    Listing(
      .left("view") { $0.view }, .right("version") { $0.version }, .right("size") { $0.size },
      .left("tables") { $0.tables.joined(separator: ", ") }
    ).print(answer)
  }
}

extension DigestView: ShownQuery {
  static let commandName = "digest"

  static func show(_ answer: Answer) {
    print("\(answer.digest)  \(answer.view) at size \(answer.size), \(answer.rows) rows")
  }
}
