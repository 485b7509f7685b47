import LocalFiles
import TransparencyLog

/// Where the parts of a witness are in its directory.
struct WitnessDirectory {
  let path: String

  var store: String { path + "/store" }
  var evidence: String { path + "/evidence" }
  var lock: String { path + "/lock" }
  private var logList: String { path + "/logs" }

  init(_ path: String) { self.path = path }

  func make() throws {
    try Files.makeDirectory(path)
    try Files.makeDirectory(store)
  }

  /// The keys of logs: those given, and those in the file `logs`, one per line; lines that start with `#` are comments.
  ///
  /// - Throws: `WitnessError.missingLogs`, `malformedLog`, `wrongKeyKind`.
  func logs(besides given: [VerifierKey]) throws -> [VerifierKey] {
    var keys = given
    let text = try Files.exists(logList) ? String(decoding: Files.read(logList), as: UTF8.self) : ""
    for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let words = line.split(whereSeparator: \.isWhitespace)
      guard let word = words.first, !word.hasPrefix("#") else { continue }
      do {
        guard words.count == 1 else { throw KeyError.malformedText }
        keys.append(try VerifierKey(String(word)))
      } catch let error as KeyError {
        throw WitnessError.malformedLog(file: logList, line: place + 1, error)
      }
    }
    if let other = keys.first(where: { $0.kind != .ed25519 }) { throw WitnessError.wrongKeyKind(other) }
    guard !keys.isEmpty else { throw WitnessError.missingLogs }
    return keys.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

extension FileLock {
  /// The lock of the process that runs the witness; released when the object or the process ends.
  ///
  /// - Throws: `WitnessError.busy`.
  static func witness(_ directory: WitnessDirectory) throws -> FileLock {
    guard let lock = try take(directory.lock, note: "") else { throw WitnessError.busy(directory.path) }
    return lock
  }
}
