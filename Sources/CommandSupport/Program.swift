package import ArgumentParser
@preconcurrency import Glibc

/// Parses and runs a command, and turns an error into a sentence and an exit status.
package enum Program {
  /// Runs a command to its end.
  ///
  /// - Parameters:
  ///   - words: the words after the program's name.
  ///   - status: the exit status of a failure; nil for those of the argument parser.
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
      return report(error, root, status(error), sentence)
    }
  }

  /// The folder that this program lies in.
  package static let folder: String = {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let path = String(decoding: buffer[..<max(0, count)].map(UInt8.init(bitPattern:)), as: UTF8.self)
    return String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
  }()

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
