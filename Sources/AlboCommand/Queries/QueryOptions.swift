public import ArgumentParser
public import EventModel
import ParticipationLedger
import ParticipationModel

/// The options of every query.
struct QueryOptions: ParsableArguments {
  @OptionGroup var ledger: LedgerOptions

  @Flag(help: "Prints exactly the answer of the daemon's method of the same name.")
  var json = false

  /// Asks, and prints the answer as JSON or for people.
  func answer<Question: AnsweredQuery>(_ query: Question, _ show: @Sendable (Question.Answer) -> Void) async throws {
    let answer = try await ledger.withLedger { try await $0.ask(query) }
    if json { try Terminal.json(answer) } else { show(answer) }
  }
}

/// Lets commands take an id as an argument.
extension ID: ExpressibleByArgument {
  /// Checks the grammar.
  public init?(argument: String) { self.init(argument) }
}
