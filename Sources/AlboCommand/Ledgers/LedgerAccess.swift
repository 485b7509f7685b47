import struct Albo.CityRecorder
import ArgumentParser
import CommandSupport
import EventLedger
import EventModel
import Glibc
import Imports
import LedgerClient
import LedgerProtocol
import LogAudit
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// A ledger as commands use it: in its directory, or through the daemon that holds it.
protocol LedgerAccess: ProposalRecorder {
  /// Answers a query; with `after`, not before the read models have reached that size.
  func ask<Question: AnsweredQuery>(_ query: Question, after: LogSize?) async throws -> Question.Answer

  /// What a proposal would become.
  func why(_ proposal: Proposal) async throws -> WhyAnswer

  /// Lets the ledger react to what was recorded; a daemon does this by itself.
  func react() async throws
}

extension LedgerAccess {
  func ask<Question: AnsweredQuery>(_ query: Question) async throws -> Question.Answer {
    try await ask(query, after: nil)
  }

  func tally(of election: ID<Election>) async throws -> ElectionTally.Answer {
    try await ask(ElectionTally(election: election), after: size())
  }

  func size() async throws -> LogSize { try await ask(GetCheckpoint()).size }
}

/// The ledger of a command that needs its directory.
struct DirectoryOptions: ParsableArguments {
  @Option(help: "The ledger's directory; default: ALBO_LEDGER.")
  var ledger: String?

  /// Runs the body over the directory.
  func withDirectory<Result>(
    writing isWriting: Bool = false, _ body: (CityLedger) async throws -> Result
  ) async throws -> Result {
    let directory = LedgerDirectory(try path())
    let city = try CityLedger.open(
      at: directory.path, mode: isWriting ? .writer : directory.readingMode, options: .albo)
    do {
      let result = try await body(city)
      await city.close()
      return result
    } catch {
      await city.close()
      throw error
    }
  }

  /// The ledger's directory.
  func path() throws -> String {
    guard let path = ledger ?? Program.environment("ALBO_LEDGER") else {
      throw ValidationError("name the ledger with --ledger DIR or ALBO_LEDGER")
    }
    return path
  }
}

/// The ledger that a command works on: its directory, or the daemon that holds it.
struct LedgerOptions: ParsableArguments {
  @OptionGroup var directory: DirectoryOptions

  @Option(help: "The socket of the daemon that holds the ledger; default: ALBO_SOCKET.")
  var socket: String?

  func validate() throws {
    guard directory.ledger == nil || socket == nil else { throw ValidationError("give --ledger or --socket, not both") }
  }

  /// Runs the body over the daemon or the directory. If another process writes to the directory, uses that process's
  /// socket instead.
  func withLedger<Result: Sendable>(
    writing isWriting: Bool = false, _ body: (any LedgerAccess) async throws -> Result
  ) async throws -> Result {
    if let socket = socket ?? (directory.ledger == nil ? Program.environment("ALBO_SOCKET") : nil) {
      return try await Self.through(socket, body)
    }
    do {
      return try await directory.withDirectory(writing: isWriting) { try await body(DirectoryAccess($0)) }
    } catch let error as LedgerError {
      guard case .ledgerBusy(_, _, let socket?) = error.code else { throw error }
      return try await Self.through(socket, body)
    }
  }

  private static func through<Result: Sendable>(
    _ socket: String, _ body: (any LedgerAccess) async throws -> Result
  ) async throws -> Result {
    try await LedgerClient.withConnection(to: socket) { try await body(SocketAccess(client: $0)) }
  }
}

/// A ledger in its directory.
struct DirectoryAccess: LedgerAccess {
  let ledger: CityLedger
  private let submitter = Submitter(recorder: "unix:\(getuid())", kind: .importer)
  private var recorder: CityRecorder { CityRecorder(ledger, by: submitter) }

  init(_ ledger: CityLedger) { self.ledger = ledger }

  func ask<Question: AnsweredQuery>(_ query: Question, after: LogSize?) async throws -> Question.Answer {
    try await ledger.ask(query, after: after)
  }

  func react() async throws { try await ledger.react() }

  func why(_ proposal: Proposal) async throws -> WhyAnswer {
    WhyAnswer(acts: try ledger.why(proposal, by: submitter).map(\.typedJSON))
  }

  func record(_ proposals: [Proposal]) async throws -> [Result<RecordedAnswer, any Error>] {
    try await recorder.record(proposals)
  }

  func submit(
    _ proposals: [Proposal]
  ) async throws -> @Sendable () async throws -> [Result<RecordedAnswer, any Error>] {
    try await recorder.submit(proposals)
  }

  func size() async throws -> LogSize { try await recorder.size() }
}

/// A ledger behind a socket.
struct SocketAccess: LedgerAccess {
  let client: LedgerClient

  func ask<Question: AnsweredQuery>(_ query: Question, after: LogSize?) async throws -> Question.Answer {
    try await client.ask(query, after: after)
  }

  func react() async throws {}

  func why(_ proposal: Proposal) async throws -> WhyAnswer { try await client.why(proposal) }

  func record(_ proposals: [Proposal]) async throws -> [Result<RecordedAnswer, any Error>] {
    try await client.record(proposals)
  }

  func submit(
    _ proposals: [Proposal]
  ) async throws -> @Sendable () async throws -> [Result<RecordedAnswer, any Error>] {
    try await client.submit(proposals).answers
  }
}
