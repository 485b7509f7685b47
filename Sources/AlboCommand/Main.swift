import LocalFiles
import Imports
import LogAudit
import ArgumentParser
import EventLedger
import EventModel
@preconcurrency import Glibc
import LedgerClient
import LedgerProtocol
import ParticipationLedger
import TransparencyLog
import WitnessServer

/// Parses, runs, and turns what went wrong into a sentence and an exit status.
@main
enum Main {
  static func main() async {
    // A reader that has seen enough closes the pipe: that ends the command like any other.
    signal(SIGPIPE, SIG_DFL)
    do {
      var command = try Albo.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      guard fflush(stdout) == 0 else { throw OutputFile.failure("standard output") }
    } catch {
      exit(report(error))
    }
  }

  /// Says what went wrong on standard error; returns the exit status.
  private static func report(_ error: any Error) -> Int32 {
    if let status = ExitStatus(of: error) {
      Terminal.error("albo: \(readable(error))")
      return status.rawValue
    }
    let code = Albo.exitCode(for: error).rawValue
    let message = Albo.fullMessage(for: error)
    if code == 0 { print(message) } else if !message.isEmpty { Terminal.error(message) }
    return code == ExitCode.validationFailure.rawValue ? ExitStatus.usedWrongly.rawValue : code
  }

  private static func readable(_ error: any Error) -> String {
    if let error = error as? RPCError { return error.message }
    return "\(error)"
  }
}

/// What the exit status of `albo` says.
enum ExitStatus: Int32, Error {
  /// A rule or the ledger refused, or something was not verified.
  case refused = 1
  /// The command's words were wrong.
  case usedWrongly = 2
  /// The program failed.
  case failed = 70

  /// The status of a failure of ours; nil for those of the argument parser.
  init?(of error: any Error) {
    switch error {
    case is Rejection, is InvalidAct, is PabulibError, is ClientError: self = .refused
    case is TrustPolicyError, is PolicyRefusal, is WitnessError: self = .refused
    case is KeyError, is NoteError, is ReceiptError, is CheckpointError, is ProofError: self = .refused
    case let error as LedgerError:
      if case .system = error.code { self = .failed } else { self = .refused }
    case let error as FileError:
      if case .system = error.code { self = .failed } else { self = .refused }
    case let error as RPCError: self = error.code == .internalError ? .failed : .refused
    case is ExitCode, is ValidationError, is CleanExit: return nil
    default:
      guard Albo.exitCode(for: error) == .failure else { return nil }
      self = .failed
    }
  }
}
