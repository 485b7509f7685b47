import ArgumentParser
import EventModel
import ParticipationLedger
import ParticipationModel

/// A query as a subcommand of `albo`: its name, and how its answer is shown to people.
///
/// Its options and their help come from the descriptions of its parameters.
protocol ShownQuery: AnsweredQuery {
  /// The last word of the command, `tally`.
  static var commandName: String { get }

  /// The parameters that may be given without their names, in order.
  static var positional: [String] { get }

  /// Prints the answer for a person.
  static func show(_ answer: Answer)
}

extension ShownQuery {
  /// The required ones.
  static var positional: [String] { parameters.filter(\.isRequired).map(\.name) }
}

/// The subcommand of a query: a table for people; with `--json`, the answer of the daemon's method.
struct QueryCommand<Question: ShownQuery>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: Question.commandName, abstract: "\(Question.summary).",
      usage: "albo … \(Question.commandName) \(QueryWords<Question>.usage) [--json] [--ledger DIR | --socket PATH]",
      discussion: QueryWords<Question>.help)
  }

  @OptionGroup var options: QueryOptions
  @OptionGroup var words: QueryWords<Question>

  func run() async throws { try await options.answer(try words.question(), Question.show) }
}

/// `albo ask`: calls any method of the daemon by its name.
struct AskCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask", abstract: "Asks any query by the name of its method; prints JSON.",
    usage: "albo ask METHOD [<value> …] [--parameter <value> …] [--ledger DIR | --socket PATH]",
    discussion: """
      Prints exactly the answer of the daemon's method of that name. Give parameters by name (--election x); required \
      ones also without their names, in order. Documentation/Queries.md describes them all.

        albo ask log.inclusion 12 --size 20 --ledger city.albo

      Methods:
      \(QueryCatalogue.albo.queries.map { "  \($0.method): \($0.summary)" }.joined(separator: "\n"))
      """)

  @OptionGroup var ledger: LedgerOptions
  @Argument(help: "The name of the method, for instance elections.tally.") var method: String
  @Argument(parsing: .allUnrecognized, help: .hidden) var words: [String] = []

  func run() async throws {
    guard let query = QueryCatalogue.albo.query(method) else {
      let names = QueryCatalogue.albo.queries.map { $0.method }
      throw ValidationError(
        "there is no method “\(method)”.\(NearestName.question(method, among: names)) `albo ask --help` lists them all."
      )
    }
    try await ask(query)
  }

  private func ask<Question: AnsweredQuery>(_ type: Question.Type) async throws {
    let positional = Question.parameters.filter(\.isRequired).map(\.name)
    let question: Question = try ParameterWords.question(words, positional: positional)
    try Terminal.json(try await ledger.withLedger { try await $0.ask(question) })
  }
}

/// The words of a command line that are parameters of a query.
struct QueryWords<Question: ShownQuery>: ParsableArguments {
  @Argument(parsing: .allUnrecognized, help: .hidden) var words: [String] = []

  /// - Throws: `ValidationError` naming the parameters that are wrong.
  func question() throws -> Question { try ParameterWords.question(words, positional: Question.positional) }

  /// `<election> [--district <district>]`.
  static var usage: String {
    Question.parameters.sorted { left, right in
      Question.positional.contains(left.name) && !Question.positional.contains(right.name)
    }.map { field in
      let option = ParameterWords.option(field.name)
      if Question.positional.contains(field.name) { return field.isRequired ? "<\(field.name)>" : "[<\(field.name)>]" }
      return field.jsonType == "boolean" ? "[\(option)]" : "[\(option) <\(field.name)>]"
    }.joined(separator: " ")
  }

  /// Each parameter with its meaning and its allowed values.
  static var help: String {
    let lines = Question.parameters.map { field in
      let name = Question.positional.contains(field.name) ? "<\(field.name)>" : ParameterWords.option(field.name)
      return "  \(name): \(field.meaning) (\(field.allowed))"
    }
    return lines.isEmpty ? "" : "Parameters:\n" + lines.joined(separator: "\n")
  }
}

/// Reads parameters of queries from the words of a command line.
enum ParameterWords {
  /// `--voting-from` for `votingFrom`.
  static func option(_ name: String) -> String { "--" + name.snakeCase.replacing("_", with: "-") }

  static func question<Question: Query>(_ words: [String], positional: [String]) throws -> Question {
    var members: [String: JSONValue] = [:]
    var free = positional[...]
    var rest = words[...]
    while let word = rest.popFirst() {
      let (field, value) = try parameter(word, Question.parameters, &free, &rest)
      guard members[field.name] == nil else { throw ValidationError("\(field.name) is given twice") }
      members[field.name] = json(value, field)
    }
    do { return try Question(json: .object(members)) } catch { throw ValidationError("\(error)") }
  }

  /// The parameter that a word names or is the value of, and its value.
  private static func parameter(
    _ word: String, _ fields: [FieldDescription], _ free: inout ArraySlice<String>, _ rest: inout ArraySlice<String>
  ) throws -> (FieldDescription, String) {
    guard word.hasPrefix("--") else {
      guard let name = free.popFirst(), let field = fields.first(where: { $0.name == name }) else {
        throw ValidationError("“\(word)” is one word too many; the options are \(list(fields))")
      }
      return (field, word)
    }
    let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
    guard let field = fields.first(where: { option($0.name) == parts[0] }) else {
      let names = fields.map { option($0.name) } + ["--json", "--ledger", "--socket", "--utc"]
      throw ValidationError(
        "this command has no option “\(parts[0])”.\(NearestName.question(parts[0], among: names)) It has \(list(fields))."
      )
    }
    free.removeAll { $0 == field.name }
    if parts.count == 2 { return (field, parts[1]) }
    if field.jsonType == "boolean" { return (field, "true") }
    guard let value = rest.popFirst() else { throw ValidationError("\(word) needs a value: \(field.allowed)") }
    return (field, value)
  }

  private static func list(_ fields: [FieldDescription]) -> String {
    (fields.map { option($0.name) } + ["--json", "--ledger", "--socket", "--utc"]).joined(separator: ", ")
  }

  /// A word as the JSON of the parameter's type.
  private static func json(_ word: String, _ field: FieldDescription) -> JSONValue {
    switch field.jsonType {
    case "integer": return Int64(word).map { .integer($0) } ?? UInt64(word).map { .unsigned($0) } ?? .string(word)
    case "boolean": return word == "true" ? .bool(true) : word == "false" ? .bool(false) : .string(word)
    default: return .string(word)
    }
  }
}
