/// What a policy says of a checkpoint: who has cosigned it, who has not, and whether that is enough.
public struct PolicyVerdict: Sendable, Hashable {
  /// The checkpoint, signed by a log that is trusted.
  public let checkpoint: Checkpoint
  /// The verified cosignatures of the policy's witnesses, at most one of each.
  public let cosignatures: [Cosignature]
  /// The policy's witnesses that have not cosigned it.
  public let missing: [TrustPolicy.Witness]
  /// Lines of the note that count for nothing, since the policy lists no such key.
  public let ignored: [NoteSignature]
  /// Whether the quorum is met.
  public let isMet: Bool
}

extension PolicyVerdict: CustomStringConvertible {
  /// A sentence for people.
  public var description: String {
    let signers = cosignatures.map(\.key.name.text).joined(separator: ", ")
    let absent = missing.map { "\($0.name)" }.joined(separator: ", ")
    let others = ignored.map { "\($0.name) (key \($0.keyID))" }.joined(separator: ", ")
    return [
      isMet ? "the quorum is met" : "the quorum is not met",
      signers.isEmpty ? "no witness has cosigned" : "cosigned by \(signers)",
      absent.isEmpty ? "" : "missing: \(absent)",
      others.isEmpty ? "" : "not counted, since the policy does not list them: \(others)",
    ].filter { !$0.isEmpty }.joined(separator: "; ")
  }
}

/// Why a checkpoint does not satisfy a policy.
public enum PolicyRefusal: Error, Hashable, CustomStringConvertible {
  /// It is malformed, or a signature under a known name and id does not verify.
  case checkpoint(CheckpointError)
  /// The policy lists no log, and no key was given.
  case missingLogKey
  /// The key that was given is none of the policy's logs.
  case unlistedKey(VerifierKey)
  /// The checkpoint is of a log that the policy does not list.
  case unlistedLog(KeyName)
  /// Not enough witnesses have cosigned.
  case quorumNotMet(PolicyVerdict)

  /// A sentence for people.
  public var description: String {
    switch self {
    case .checkpoint(let error): error.description
    case .missingLogKey: "the policy lists no log: name the log's key"
    case .unlistedKey(let key): "the policy does not list the log with the key \(key)"
    case .unlistedLog(let origin): "the policy does not list the log “\(origin)”"
    case .quorumNotMet(let verdict): verdict.description
    }
  }
}

extension TrustPolicy {
  /// Verifies a checkpoint and says who has cosigned it, whether or not that is enough.
  ///
  /// - Parameter keys: the log's keys; they may be absent if the policy lists logs; if both are given, one of them must
  ///   be listed: a log is trusted by any key from which a proven change leads to the one that signs.
  /// - Throws: ``PolicyRefusal``, but not ``PolicyRefusal/quorumNotMet(_:)``. As for every note (c2sp.org/signed-note),
  ///   a line under the name and id of a known key that does not verify spoils the whole.
  public func judge(_ note: SignedNote, keys: LogKeys? = nil) throws(PolicyRefusal) -> PolicyVerdict {
    let (checkpoint, signers) = if let keys { try trusted(note, keys) } else { try listed(note) }
    let cosignatures: [Cosignature]
    do { cosignatures = try checkpoint.cosignatures(by: witnesses.map(\.key)) } catch { throw .checkpoint(error) }
    let cosigners = Set(cosignatures.map(\.key))
    let known = signers + witnesses.map(\.key)
    return PolicyVerdict(
      checkpoint: checkpoint, cosignatures: cosignatures, missing: witnesses.filter { !cosigners.contains($0.key) },
      ignored: note.signatures.filter { line in
        !known.contains { $0.name == line.name && $0.keyID == line.keyID }
      }, isMet: isMet(by: cosigners))
  }

  /// Verifies that a trusted log has signed a checkpoint and enough witnesses have cosigned it.
  ///
  /// - Parameter keys: as for ``judge(_:keys:)``.
  /// - Throws: ``PolicyRefusal``.
  @discardableResult
  public func verify(_ note: SignedNote, keys: LogKeys? = nil) throws(PolicyRefusal) -> Checkpoint {
    let verdict = try judge(note, keys: keys)
    guard verdict.isMet else { throw .quorumNotMet(verdict) }
    return verdict.checkpoint
  }

  /// The checkpoint, signed by the key of its size.
  private func trusted(
    _ note: SignedNote, _ keys: LogKeys
  ) throws(PolicyRefusal) -> (Checkpoint, signers: [VerifierKey]) {
    guard logs.isEmpty || logs.contains(where: { log in keys.terms.contains { $0.key == log.key } }) else {
      throw .unlistedKey(keys.current)
    }
    let origin: KeyName
    do { origin = try Checkpoint(unchecked: note).origin } catch { throw .checkpoint(error) }
    guard origin == keys.first.name else { throw .unlistedLog(origin) }
    do {
      let checkpoint = try keys.verify(note)
      return (checkpoint, [keys.key(at: checkpoint.size)])
    } catch { throw .checkpoint(error) }
  }

  /// The checkpoint, signed by a log that the policy lists.
  private func listed(_ note: SignedNote) throws(PolicyRefusal) -> (Checkpoint, signers: [VerifierKey]) {
    guard !logs.isEmpty else { throw .missingLogKey }
    let checkpoint: Checkpoint
    do { checkpoint = try Checkpoint(unchecked: note) } catch { throw .checkpoint(error) }
    let named = logs.map(\.key).filter { $0.name == checkpoint.origin }
    guard !named.isEmpty else { throw .unlistedLog(checkpoint.origin) }
    do { try note.verify(with: named) } catch { throw .checkpoint(.note(error)) }
    return (checkpoint, named)
  }
}
