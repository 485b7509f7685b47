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

/// An id as commands take it.
extension ID: ExpressibleByArgument {
  /// Checks the grammar.
  public init?(argument: String) { self.init(argument) }
}
