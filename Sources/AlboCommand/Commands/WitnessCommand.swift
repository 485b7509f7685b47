import ArgumentParser
import CommandSupport
import Glibc

/// `albo witness`: the program `albo-witness`, which lies beside this one. A witness needs nothing of a ledger, and its
/// HTTP server is half of what would have to be built.
struct WitnessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "witness", abstract: "Runs a witness for other logs: the program albo-witness.")

  /// Becomes the program.
  ///
  /// - Returns: the exit status, if that failed.
  static func become(_ words: [String]) -> Int32 {
    let path = Program.folder + "/albo-witness"
    var arguments = ([path] + words).map { strdup($0) } + [nil]
    execv(path, &arguments)
    Terminal.error(
      "albo: cannot start \(path): \(String(cString: strerror(errno))). `make build` builds it beside albo.")
    return ExitStatus.refused.rawValue
  }
}
