/// The keys of a log, each with the sizes that it signs: a log may change its key, never its origin.
///
/// A change is an entry of the log. The checkpoint of the size that ends with that entry is the last one of the old
/// key; those of larger sizes are the new one's. So whoever trusts one key can follow to the next, and a key that was
/// replaced signs nothing any more.
public struct LogKeys: Sendable, Hashable {
  /// A key while it is the log's.
  public struct Term: Sendable, Hashable {
    /// The key.
    public let key: VerifierKey
    /// It signs sizes larger than this one: 0, or the size that ends with the change that brought it.
    public let after: LogSize
  }

  /// The terms in order; at least one.
  public private(set) var terms: [Term]

  /// The keys of a log that has not changed its key since the one that is known.
  public init(_ key: VerifierKey) { terms = [Term(key: key, after: .zero)] }

  /// The key that was known first.
  public var first: VerifierKey { terms[0].key }

  /// The key that signs from now on.
  public var current: VerifierKey { terms[terms.count - 1].key }

  /// The key that signs a size.
  public func key(at size: LogSize) -> VerifierKey {
    terms.last { $0.after < size }?.key ?? first
  }

  /// Notes the change that an entry of the log is.
  ///
  /// - Throws: ``KeyChangeError`` unless it follows on the present key and brings one that the log has not had.
  public mutating func change(
    at position: Position, from old: VerifierKey, to new: VerifierKey
  ) throws(KeyChangeError) {
    guard old == current, position.rawValue >= terms[terms.count - 1].after.rawValue else {
      throw .notTheKey(old, position: position, current: current)
    }
    guard new.name == old.name, new.kind == .ed25519 else { throw .wrongKind(new, position: position) }
    guard !terms.contains(where: { $0.key == new }) else { throw .usedBefore(new, position: position) }
    terms.append(Term(key: new, after: LogSize(position.rawValue + 1)))
  }

  /// Reads a checkpoint and verifies that the key of its size has signed it.
  ///
  /// - Throws: ``CheckpointError``; ``CheckpointError/replacedKey(_:size:)`` if another key of the log has signed.
  public func verify(_ note: SignedNote) throws(CheckpointError) -> Checkpoint {
    let body = try UncheckedCheckpoint(parsing: note.text)
    let key = key(at: body.size)
    do { return try Checkpoint(verifying: note, key: key) } catch {
      guard error == .note(.noKnownSignature), body.origin == key.name.text else { throw error }
      for term in terms where term.key != key {
        if (try? Checkpoint(verifying: note, key: term.key)) != nil {
          throw .replacedKey(term.key, size: body.size)
        }
      }
      throw error
    }
  }
}

/// Why a change of a log's key is refused.
public enum KeyChangeError: Error, Hashable, CustomStringConvertible {
  /// It says that it replaces a key that is not the log's at that position.
  case notTheKey(VerifierKey, position: Position, current: VerifierKey)
  /// The new key has another name than the log, or is not one that signs checkpoints.
  case wrongKind(VerifierKey, position: Position)
  /// The log has had the new key before.
  case usedBefore(VerifierKey, position: Position)
  /// The proof of the change does not hold.
  case unproven(String)

  /// A sentence for people.
  public var description: String {
    switch self {
    case .notTheKey(let old, let position, let current):
      "the change of key at position \(position) replaces \(old), but the log's key there is \(current)"
    case .wrongKind(let new, let position):
      "the change of key at position \(position) brings \(new), which cannot sign for this log"
    case .usedBefore(let new, let position):
      "the change of key at position \(position) brings \(new), which the log has had before"
    case .unproven(let reason): "a change of the log's key is not proved: \(reason)"
    }
  }
}
