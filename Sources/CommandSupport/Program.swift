package import ArgumentParser
@preconcurrency import Glibc

/// Parses and runs a command, and turns an error into a sentence and an exit status.
package enum Program {
  /// Runs a command to its end.
  ///
  /// - Parameters:
  ///   - words: the words after the program's name.
  ///   - status: the exit status of an error that the program knows; nil for any other.
  ///   - sentence: what is said of a failure that has a status.
  /// - Returns: the exit status.
  package static func run<Root: ParsableCommand>(
    _ root: Root.Type, _ words: [String], status: (any Error) -> ExitStatus?,
    sentence: (any Error) -> String = { "\($0)" }
  ) async -> Int32 {
    do {
      var command = try Root.parseAsRoot(words)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return 0
    } catch {
      return report(error, root, status(error) ?? unknownStatus(of: error, root), sentence)
    }
  }

  /// The folder that this program lies in.
  package static let folder: String = {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let path = String(decoding: buffer[..<max(0, count)].map(UInt8.init(bitPattern:)), as: UTF8.self)
    return String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
  }()

  /// A path from the root, for other processes.
  package static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let current = getcwd(nil, 0) else { return path }
    defer { free(current) }
    return "\(String(cString: current))/\(path)"
  }

  /// A variable of the environment; nil if it is not set.
  package static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// The status of an error that the program does not know: failed; nil for those of the argument parser.
  private static func unknownStatus<Root: ParsableCommand>(of error: any Error, _ root: Root.Type) -> ExitStatus? {
    switch error {
    case is ExitCode, is ValidationError, is CleanExit: nil
    default: Root.exitCode(for: error) == .failure ? .failed : nil
    }
  }

  /// Says what went wrong on standard error; returns the exit status.
  private static func report<Root: ParsableCommand>(
    _ error: any Error, _ root: Root.Type, _ status: ExitStatus?, _ sentence: (any Error) -> String
  ) -> Int32 {
    if let status {
      fputs("\(Root._commandName): \(sentence(error))\n", stderr)
      return status.rawValue
    }
    let code = Root.exitCode(for: error).rawValue
    let message = Root.fullMessage(for: error)
    if code == 0 { print(message) } else if !message.isEmpty { fputs(message + "\n", stderr) }
    return code == ExitCode.validationFailure.rawValue ? ExitStatus.usedWrongly.rawValue : code
  }
}
