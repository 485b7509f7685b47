package import ArgumentParser
import EventModel

/// The words of a command line, put into the order in which the parser takes them.
package struct CommandWords {
  /// The subcommand's names, its options and its arguments.
  package private(set) var words: [String]
  /// Whether `--utc` was given.
  package let showsUTC: Bool

  /// Options that every subcommand takes may also stand before its name: those that a value follows, and those alone.
  private static let options: (valued: Set<String>, flags: Set<String>) = (["--ledger", "--socket"], ["--json"])

  /// Takes the options that stand before a subcommand behind its name.
  ///
  /// - Throws: `ValidationError` for a subcommand that does not exist, naming the nearest one.
  package init(_ given: [String], of root: any ParsableCommand.Type) throws {
    let end = given.firstIndex(of: "--") ?? given.endIndex
    showsUTC = given[..<end].contains("--utc")
    var rest = (given[..<end].filter { $0 != "--utc" } + given[end...])[...]
    var (names, held, command) = ([String](), [String](), root)
    while let word = rest.first {
      if Self.options.valued.contains(word) {
        held += rest.prefix(2)
        rest = rest.dropFirst(2)
      } else if Self.options.flags.contains(word) || Self.options.valued.contains(where: { word.hasPrefix($0 + "=") }) {
        held.append(word)
        rest.removeFirst()
      } else if let next = Self.subcommand(word, of: command) {
        names.append(word)
        command = next
        rest.removeFirst()
      } else {
        try Self.check(word, of: command, names, root)
        break
      }
    }
    words = names + held + rest
  }

  private static func subcommand(_ word: String, of command: any ParsableCommand.Type) -> (any ParsableCommand.Type)? {
    command.configuration.subcommands.first { $0._commandName == word }
  }

  /// Refuses a word that stands in the place of a subcommand.
  private static func check(
    _ word: String, of command: any ParsableCommand.Type, _ names: [String], _ root: any ParsableCommand.Type
  ) throws {
    let subcommands = command.configuration.subcommands.map { $0._commandName }
    guard !subcommands.isEmpty, !word.hasPrefix("-"), word != "help" else { return }
    let path = ([root._commandName] + names).joined(separator: " ")
    throw ValidationError(
      "`\(path)` has no subcommand “\(word)”.\(NearestName.question(word, among: subcommands)) `\(path) --help` lists them all."
    )
  }
}
