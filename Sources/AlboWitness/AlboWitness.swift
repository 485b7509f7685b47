import ArgumentParser
import CommandSupport
@preconcurrency import Glibc
import LocalFiles
import Logging
import ParticipationModel
import ServiceLifecycle
import TransparencyLog
import UnixSignals
import WitnessServer

/// `albo-witness`, and what its exit status says.
@main
enum Main {
  static func main() async {
    exit(await Program.run(AlboWitness.self, Array(CommandLine.arguments.dropFirst()), status: status))
  }

  /// The status of an error of ours; nil for any other.
  private static func status(of error: any Error) -> ExitStatus? {
    switch error {
    case is WitnessError, is KeyError: .refused
    case is FileError: .failed
    default: nil
    }
  }
}

/// `albo-witness`, also `albo witness`: a witness of other people's logs.
struct AlboWitness: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "albo-witness",
    abstract: "Runs a witness for other logs over HTTP (c2sp.org/tlog-witness); it needs no ledger.",
    discussion: """
      A witness cosigns a log's checkpoint after it has verified that the log has only grown since the last one. \
      Whoever sees the cosignatures of a library, a university and an association on the city's checkpoint knows that \
      the city cannot show different histories to different people. A witness stores no entries, and needs no \
      permission to run.

        albo-witness /var/lib/witness --name library.example.org/witness --log VKEY --listen 127.0.0.1:8070

      Once clients can connect, it prints one line for a policy (c2sp.org/tlog-policy), with the address on which it \
      listens: replace that with the public URL, and give the line to the log. Put a web server with TLS in front.

      DIR/store holds the key and the last cosigned checkpoint of each log; it is made on the first start. DIR/logs \
      may name more logs, one verifier key per line; lines that start with # are comments. It is read at the start. \
      While a log changes its key, list both keys. Once the new key has signed, remove the old one: whoever has it \
      could still sign for the log.

      DIR/evidence keeps signed checkpoints of a log that contradict each other (fork-…) or came without a valid proof \
      (unproved-…): publish the former, and ask the log about the latter.

      Never run a witness from a restored or copied store: it would cosign a second history of what it has forgotten. \
      If the store of a witness is lost, make a new witness with a new key. Do not restore a backup of it.

      On SIGTERM or SIGINT it finishes the requests that it has begun, then exits.

      Exit status: 0 done, 1 refused (for instance another process runs the witness), 2 used wrongly, \
      70 internal failure.
      """,
    version: AlboVersion.text)

  @Argument(help: "The witness's directory; it is made if it does not exist. One process runs a witness.")
  var directory: String

  @Option(help: "The name of the witness's key, a URL prefix without its scheme; needed on the first start only.")
  var name: String?

  @Option(help: ArgumentHelp("The verifier key of a log; may be repeated.", valueName: "vkey"))
  var log: [String] = []

  @Option(help: "Where to listen, HOST:PORT; port 0 takes a free one.")
  var listen: String

  @Option(help: "trace, debug, info, notice, warning, error or critical; logs go to standard error.")
  var logLevel: String = "notice"

  func validate() throws {
    guard Address(listen) != nil else { throw ValidationError("--listen takes HOST:PORT, for instance 127.0.0.1:8070") }
    guard Logger.Level(rawValue: logLevel) != nil else {
      throw ValidationError("--log-level takes trace, debug, info, notice, warning, error or critical")
    }
  }

  func run() async throws {
    guard let address = Address(listen) else { return }
    var logger = Logger(label: "albo.witness") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = Logger.Level(rawValue: logLevel) ?? .notice
    let witness = try Witness(
      directory: directory, name: try name.map { try KeyName($0) }, logs: try log.map { try VerifierKey($0) },
      logger: logger)
    let key = witness.verifierKey
    let service = WitnessService(witness, host: address.host, port: address.port, logger: logger) { port in
      // Whoever waits for the line reads through a pipe.
      setvbuf(stdout, nil, _IOLBF, 0)
      print("witness \(key.name) \(key) http://\(address.urlHost):\(port)/")
    }
    let group = ServiceGroup(
      configuration: .init(
        services: [.init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)],
        gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    try await group.run()
  }

  /// HOST:PORT; an IPv6 address is in brackets.
  private struct Address {
    var host: String
    var port: Int

    init?(_ text: String) {
      guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
        return nil
      }
      self.port = Int(port)
      host = String(text[..<colon])
      if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
      guard !host.isEmpty else { return nil }
    }

    var urlHost: String { host.contains(":") ? "[\(host)]" : host }
  }
}
