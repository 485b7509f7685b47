public import EventModel
import LogAudit
public import TransparencyLog

extension EventStore {
  /// The keys of the log from its opening on.
  ///
  /// - Throws: `LedgerError.damaged` if they cannot be read.
  public var keys: LogKeys {
    get throws { try engine.read { try $0.keys } }
  }

  /// The proofs of the changes of the log's key, in order: each the receipt of its event, in the last checkpoint that
  /// old key signed, with the record in `Receipt.extra`.
  ///
  /// With them whoever trusts one key can follow to the next (`LogKeys.init(trusting:changes:)`).
  public func keyChanges() throws -> [Receipt] {
    try keys.terms.dropFirst().map { term in
      let position = Position(term.after.rawValue - 1)
      return try receipt(of: position).adding(extra: event(at: position).record)
    }
  }

  /// Makes the key that is to replace the present one, and keeps it beside that one; an existing one stays.
  ///
  /// So witnesses and auditors can learn its public half before it signs.
  ///
  /// - Returns: the public half.
  public static func prepareKey(at path: String, registry: ActRegistry, options: OpeningOptions) throws -> VerifierKey {
    let store = try open(at: path, mode: LedgerDirectory(path).readingMode, registry: registry, options: options)
    defer { store.engine.close() }
    return try SigningKeys(store.directory).prepared(for: store.origin).verifierKey
  }

  /// Replaces the log's signing key by the one that is prepared, or else by a new one.
  ///
  /// The change is an event under the old key's last checkpoint; the old key stays in `keys/`, so that what it signed
  /// can be brought back after a loss. The ledger must not be open to write elsewhere.
  ///
  /// - Returns: where the change was recorded, and the new key.
  /// - Throws: as opening to write does, and as recording does if a witness shows what this log does not hold.
  public static func changeKey(
    at path: String, registry: ActRegistry, options: OpeningOptions
  ) async throws -> (recorded: Recorded, key: VerifierKey) {
    let store = try open(at: path, mode: .writer, registry: registry, options: options)
    do {
      let result = try await store.changeKey(at: options.clock.now)
      await store.close()
      try SigningKeys(store.directory).putInPlace(result.key)
      return result
    } catch {
      await store.close()
      throw error
    }
  }

  private func changeKey(at now: Instant) async throws -> (recorded: Recorded, key: VerifierKey) {
    // A restored backup must not sign a change that the log has not: before the next key is made.
    let writer = try await requireWriter()
    let next = try SigningKeys(directory).prepared(for: origin).verifierKey
    let act = LogKeyChanged(from: verifierKey, to: next)
    let command = try PreparedCommand(
      Proposal(id: .random(at: now), act: act, actor: .ledger), wire: act.wire, act: act,
      by: Submitter(recorder: "albo", kind: .system))
    return (try await writer.submit([command], lane: 0)[0].get(), next)
  }
}

extension LogSnapshot {
  /// The keys of the log, as its own stream names them.
  var keys: LogKeys {
    get throws {
      var keys: LogKeys?
      // The ledger's own stream is the first one, and holds nothing but its opening and the changes of its key.
      try forEachVersion(ofStream: 0) { _, position in
        let read: LogKeys? = try record(at: position) { record in
          do {
            guard var known = keys else { return LogKeys(try VerifierKey(LedgerOpened(record: record).verifierKey)) }
            try LogKeyChanged(record: record)?.apply(to: &known, at: Position(position))
            return known
          } catch {
            throw LedgerError(
              .damaged, "record \(position), which names the log's key, cannot be read: verify the ledger",
              cause: error)
          }
        }
        keys = read ?? keys
        return true
      }
      guard let keys else { throw LedgerError(.notALedger, "the log has no first record") }
      return keys
    }
  }
}
