import ArgumentParser
import CommandSupport
import EventLedger
import EventModel
@preconcurrency import Glibc
import Imports
import LedgerClient
import LedgerProtocol
import LocalFiles
import LogAudit
import ParticipationLedger
import TransparencyLog

/// `albo`, and what its exit status says.
@main
enum Main {
  static func main() async {
    // A reader that has seen enough closes the pipe: that ends this command like any other program.
    signal(SIGPIPE, SIG_DFL)
    exit(await run(Array(CommandLine.arguments.dropFirst())))
  }

  private static func run(_ given: [String]) async -> Int32 {
    let words: CommandWords
    do { words = try CommandWords(given, of: Albo.self) } catch {
      Terminal.error("albo: \(error)")
      return ExitStatus.usedWrongly.rawValue
    }
    Terminal.showsUTC = words.showsUTC
    if words.words.first == WitnessCommand._commandName { return WitnessCommand.become(Array(words.words.dropFirst())) }
    let status = await Program.run(
      Albo.self, words.words, status: ExitStatus.init(of:), sentence: { ($0 as? RPCError)?.message ?? "\($0)" })
    guard status == 0, fflush(stdout) != 0 else { return status }
    Terminal.error("albo: \(OutputFile.failure("standard output"))")
    return ExitStatus.failed.rawValue
  }
}

extension ExitStatus {
  /// The status for an error of ours; nil for any other.
  init?(of error: any Error) {
    switch error {
    case is Rejection, is InvalidAct, is PabulibError, is ClientError: self = .refused
    case is TrustPolicyError, is PolicyRefusal: self = .refused
    case is KeyError, is NoteError, is ReceiptError, is CheckpointError, is ProofError: self = .refused
    case let error as LedgerError:
      if case .system = error.code { self = .failed } else { self = .refused }
    case let error as FileError:
      if case .system = error.code { self = .failed } else { self = .refused }
    case let error as RPCError: self = error.code == .internalError ? .failed : .refused
    default: return nil
    }
  }
}
