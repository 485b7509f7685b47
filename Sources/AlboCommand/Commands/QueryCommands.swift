public import ArgumentParser
public import EventModel
import ParticipationLedger
import ParticipationModel

/// What every query takes.
struct QueryOptions: ParsableArguments {
  @OptionGroup var ledger: LedgerOptions

  @Flag(help: "Prints exactly what the daemon's method of the same name answers.")
  var json = false

  /// Asks, and prints the answer as JSON or as people read it.
  func answer<Question: AnsweredQuery>(_ query: Question, _ show: @Sendable (Question.Answer) -> Void) async throws {
    let answer = try await ledger.withLedger { try await $0.ask(query) }
    if json { try Terminal.json(answer) } else { show(answer) }
  }
}

/// Which page of a list.
struct PageOptions: ParsableArguments {
  @Option(help: "At most so many items, 1 to 1000.")
  var limit: Int = 100

  @Option(help: "Where the page before ended: its `next`.")
  var cursor: String?
}

/// An id as commands take it.
extension Identifier: ExpressibleByArgument {
  /// Checks the grammar.
  public init?(argument: String) { self.init(argument) }
}

extension Page {
  /// Says where the next page starts, where there is one.
  func showNext() {
    if let next { Terminal.error("more: --cursor \(next)") }
  }
}
