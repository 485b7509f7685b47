import EventModel
import Glibc
import LocalFiles
import LogAudit
import TransparencyLog

/// The private keys of a log, in `keys/`: the present one, the next one, and those that were replaced.
struct SigningKeys {
  private let directory: LedgerDirectory

  init(_ directory: LedgerDirectory) { self.directory = directory }

  private var next: String { directory.signingKey + ".next" }

  private func retired(_ key: VerifierKey) -> String { "\(directory.signingKey).\(key.keyID)" }

  /// The private half of a key.
  ///
  /// If the next key is the log's already, but the process that changed it died, this first puts that key in place.
  ///
  /// - Parameter isRestoring: whether a replaced key will do, because the log is older than its key.
  /// - Throws: `LedgerError`: `signingKeyMissing`, `keyMismatch`.
  func key(for current: VerifierKey, isRestoring: Bool) throws -> SigningKey {
    guard Files.exists(directory.signingKey) else {
      throw LedgerError(
        .signingKeyMissing, "\(directory.signingKey) is missing: without it the ledger can be read but not written")
    }
    let present = try read(directory.signingKey)
    if present.verifierKey == current { return present }
    if let following = try readIfThere(next), following.verifierKey == current {
      try putInPlace(current)
      return following
    }
    if isRestoring, let replaced = try anyKey(for: current) { return replaced }
    throw LedgerError(
      .keyMismatch, "keys/log.key is \(present.verifierKey), but this log belongs to \(current)")
  }

  /// The private half of a key that is or was the log's; nil if it is not kept.
  func anyKey(for key: VerifierKey) throws -> SigningKey? {
    for path in [directory.signingKey, retired(key), next] {
      if let candidate = try readIfThere(path), candidate.verifierKey == key { return candidate }
    }
    return nil
  }

  /// The next key; a new one if there is none.
  func prepared(for origin: KeyName) throws -> SigningKey {
    if let following = try readIfThere(next) { return following }
    try Files.writeOnce(Array((try SigningKey.generate(name: origin).text + "\n").utf8), to: next)
    // Another process may have been faster: its key is the one that people get to know.
    return try read(next)
  }

  /// Makes the next key the present one; the key it replaces is kept.
  ///
  /// - Parameter key: the key that the log now belongs to; if it is in place, or not prepared here, nothing is done.
  func putInPlace(_ key: VerifierKey) throws {
    let present = try read(directory.signingKey)
    guard present.verifierKey != key, try readIfThere(next)?.verifierKey == key else { return }
    try Files.writeOnce(Array((present.text + "\n").utf8), to: retired(present.verifierKey))
    guard rename(next, directory.signingKey) == 0 else { throw Files.failure("rename", next) }
    try Files.syncDirectory(of: directory.signingKey)
  }

  private func readIfThere(_ path: String) throws -> SigningKey? { Files.exists(path) ? try read(path) : nil }

  private func read(_ path: String) throws -> SigningKey {
    let text = String(decoding: try Files.read(path), as: UTF8.self)
    return try SigningKey(text: String(text.prefix { $0 != "\n" }))
  }
}
