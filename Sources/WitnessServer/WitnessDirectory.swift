import Glibc
import TransparencyLog

/// Where the parts of a witness lie in its directory.
struct WitnessDirectory {
  let path: String

  var store: String { path + "/store" }
  var evidence: String { path + "/evidence" }
  var lock: String { path + "/lock" }
  private var logList: String { path + "/logs" }

  init(_ path: String) { self.path = path }

  func make() throws {
    try WitnessFiles.makeDirectory(path)
    try WitnessFiles.makeDirectory(store)
  }

  /// The keys of logs: those given, and those of the file `logs`, a key a line, `#` beginning a comment.
  ///
  /// - Throws: `WitnessError.missingLogs`, `malformedLog`, `wrongKeyKind`.
  func logs(besides given: [VerifierKey]) throws -> [VerifierKey] {
    var keys = given
    let text = try WitnessFiles.read(logList).map { String(decoding: $0, as: UTF8.self) } ?? ""
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

/// The lock of the one process that runs a witness; released when it is let go or the process ends.
final class DirectoryLock: Sendable {
  private let descriptor: Int32

  /// - Throws: `WitnessError.busy`.
  init(_ directory: WitnessDirectory) throws(WitnessError) {
    let descriptor = open(directory.lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw WitnessFiles.failure("open", directory.lock) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw .busy(directory.path)
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }
}

/// The few calls on files that a witness needs.
enum WitnessFiles {
  static func makeDirectory(_ path: String) throws(WitnessError) {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure("create the directory", path) }
  }

  static func list(_ path: String) throws(WitnessError) -> [String] {
    guard let stream = opendir(path) else { throw failure("read the directory", path) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) { field in
          field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names
  }

  /// The bytes of a file of at most 1 MiB; nil where there is none.
  static func read(_ path: String) throws(WitnessError) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw failure("open", path)
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      guard count >= 0 else { throw failure("read", path) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= 1 << 20 else { throw .system("\(path) is larger than 1 MiB") }
    }
  }

  /// Writes a file whole or not at all; it is on disk when this returns.
  static func write(_ bytes: [UInt8], to path: String, in directory: String) throws(WitnessError) {
    let (temporary, target) = ("\(directory)/.new", "\(directory)/\(path)")
    do { try writeFlushed(bytes, to: temporary) } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, target) == 0 else { throw failure("rename a file to", target) }
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open", directory) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure("flush", directory) }
  }

  private static func writeFlushed(_ bytes: [UInt8], to path: String) throws(WitnessError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure("create", path) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw failure("write", path) }
      rest = rest.dropFirst(count)
    }
    guard fsync(descriptor) == 0 else { throw failure("flush", path) }
  }

  static func failure(_ what: String, _ path: String) -> WitnessError {
    .system("cannot \(what) \(path): \(String(cString: strerror(errno)))")
  }
}
