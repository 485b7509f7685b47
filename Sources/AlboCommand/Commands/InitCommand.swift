import ArgumentParser
import EventLedger
import EventModel
import ParticipationLedger
import TransparencyLog

/// `albo init`: makes a ledger.
struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Creates a ledger and prints its verifier key.",
    discussion: """
      The origin is the log's permanent name: the URL prefix, without a scheme, under which you publish it, for \
      instance albo.example.org/city. The signing key is kept in DIR/keys/log.key: back it up separately from the log. \
      Give the verifier key to everybody who should verify the log.
      """)

  @Argument(help: "The ledger's directory; it must not exist yet, or be empty.")
  var directory: String

  @Option(help: "The origin of the log, a URL prefix without its scheme.")
  var origin: String

  @Flag(help: "Prints JSON.")
  var json = false

  func validate() throws {
    guard !origin.contains("://") else { throw ValidationError("give --origin without a scheme such as https://") }
  }

  func run() async throws {
    let ledger = try await CityLedger.create(
      at: directory, origin: try KeyName(origin), options: OpeningOptions(program: "albo"))
    let key = ledger.store.verifierKey.text
    await ledger.close()
    if json { try Terminal.json(["origin": origin, "verifierKey": key]) } else { print(key) }
  }
}
