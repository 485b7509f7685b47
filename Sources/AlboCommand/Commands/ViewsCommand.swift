import ArgumentParser
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
    subcommands: [List.self, Digest.self, Export.self, Rebuild.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the views and how far each has come.")
    @OptionGroup var query: QueryOptions

    func run() async throws {
      try await query.answer(ListViews()) { answer in
        var table = TextTable(["view", "version", "size", "tables"], right: [1, 2])
        for view in answer.items {
          table.add(view.view, "\(view.version)", "\(view.size)", view.tables.joined(separator: ", "))
        }
        print(table.text)
      }
    }
  }

  struct Digest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prints SHA-256 of a view's export, as `albo views export NAME | sha256sum` does.")
    @OptionGroup var query: QueryOptions
    @Argument(help: "The view's name.") var view: String
    @Option(help: "The size of the log; the present one where absent.") var at: UInt64?

    func run() async throws {
      try await query.answer(DigestView(view: view, at: at.map { LogSize($0) })) {
        print("\($0.digest)  \($0.view) at size \($0.size), \($0.rows) rows")
      }
    }
  }

  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes a view as JSON Lines: a header, then one RFC 8785 line a row.")
    @OptionGroup var ledger: DirectoryOptions
    @Argument(help: "The view's name.") var view: String
    @Option(help: "The size of the log; the present one where absent.") var at: UInt64?
    @Option(help: "The file; standard output where absent.") var output: String = "-"

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
      abstract: "Replays the log into new generations of the views, compares, and replaces the old ones.",
      discussion: "All views where no name is given. Exit status 1 where a view had been wrong.")
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
