public import ArgumentParser
import CommandSupport
import EventLedger
import EventModel
import Glibc
import LedgerServer
import LocalFiles
import LogAudit
import LogHTTP
public import Logging
import ParticipationLedger
import ParticipationModel

/// `albod`, and what its exit status says.
@main
enum Main {
  static func main() async {
    let words = Array(CommandLine.arguments.dropFirst())
    exit(await Program.run(AlboDaemon.self, words, status: status))
  }

  /// The status of an error of ours; nil for any other.
  private static func status(of error: any Error) -> ExitStatus? {
    switch error {
    case let error as LedgerError:
      if case .system = error.code { .failed } else { .refused }
    case is SocketError, is Rejection: .refused
    case is FileError: .failed
    default: nil
    }
  }
}

/// `albod`: serves a ledger behind a Unix socket.
struct AlboDaemon: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "albod",
    abstract: "Serves a participation ledger behind a Unix socket, as JSON-RPC 2.0, one message per line.",
    discussion: """
      While albod runs, it is the only process that writes to the ledger: albo and other programs use it \
      through the socket. Try it with any JSON-RPC client, or with

        echo '{"jsonrpc":"2.0","id":1,"method":"ledger.status"}' | socat - UNIX:city.sock

      The daemon's own user may act as anybody. Other users may read, and act as the ledger's file `principals` says: \
      one line each, “unix:1001 office:registry person:*”, read again whenever it changes.

      Under a policy (`albo witnesses set`) it asks the witnesses what they have cosigned before it listens; with \
      --publish it also asks them to cosign each checkpoint before it publishes it.

      On SIGTERM or SIGINT it finishes what it has accepted, then exits.

      Exit status: 0 done, 1 refused (for instance another process writes to the ledger), 2 used wrongly, \
      70 internal failure.

      Completions: albod --generate-completion-script bash > /etc/bash_completion.d/albod (also zsh, fish)
      """,
    version: AlboVersion.text)

  @Option(help: "The ledger's directory, made with `albo init`; default: ALBO_LEDGER.")
  var ledger: String = Program.environment("ALBO_LEDGER") ?? ""

  @Option(help: "The path of the socket, which gets the mode 0660.")
  var socket: String

  @Option(help: "The longest line of a request, in bytes.")
  var lineLimit: Int = 1 << 20

  @Option(help: "trace, debug, info, notice, warning, error or critical; logs go to standard error.")
  var logLevel: Logger.Level = .info

  @Option(help: "Publishes the log continuously into this folder as static files, as `albo publish` does.")
  var publish: String?

  @Flag(help: "Opens the ledger even if the clock is more than 400 days after the last record.")
  var acceptClock = false

  func validate() throws {
    guard !ledger.isEmpty else { throw ValidationError("name the ledger with --ledger DIR or ALBO_LEDGER") }
    guard lineLimit >= 1024 else { throw ValidationError("--line-limit must be at least 1024 bytes") }
  }

  func run() async throws {
    var logger = Logger(label: "albod") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = logLevel
    try await serve(logger)
  }

  private func serve(_ logger: Logger) async throws {
    let ledger = try CityLedger.open(
      at: ledger, mode: .writer,
      options: OpeningOptions(
        program: "albod", socket: Program.absolute(socket), acceptsClockJump: acceptClock,
        publishedFolders: publish.map { [$0] } ?? [], witnesses: .http { logger.warning("\($0)") }))
    // Asked before listening: whoever can connect finds a log that may be written to.
    try await ledger.store.consultWitnesses()
    let size = try ledger.store.size
    logger.info("opened", metadata: ["ledger": "\(self.ledger)", "size": "\(size)"])
    var configuration = SocketServer.Configuration(path: socket)
    configuration.lineLimit = lineLimit
    let daemon = LedgerDaemon(ledger, configuration: configuration, logger: logger, publishedFolder: publish)
    try await daemon.runService()
  }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
