/// The proof to hand to a citizen: an entry's place, its way up to the root, and the log's signed checkpoint.
/// It is verified without asking anybody (c2sp.org/tlog-proof).
public struct Receipt: Sendable, Hashable {
  /// What the application added. Nobody has signed it: do not believe it.
  public let extra: [UInt8]?

  /// The way from the entry to the root of the checkpoint.
  public let proof: InclusionProof

  /// The log's checkpoint and its cosignatures, not verified.
  public let note: SignedNote

  /// The receipt for the entry that the proof speaks of.
  ///
  /// - Throws: ``ReceiptError/sizesDiffer(proof:checkpoint:)`` if the proof is of another size than the
  ///   checkpoint.
  public init(proof: InclusionProof, checkpoint: Checkpoint, extra: [UInt8]? = nil) throws(ReceiptError) {
    guard proof.size == checkpoint.size else {
      throw .sizesDiffer(proof: proof.size, checkpoint: checkpoint.size)
    }
    self.init(proof: proof, note: checkpoint.note, extra: extra)
  }

  init(proof: InclusionProof, note: SignedNote, extra: [UInt8]?) {
    self.extra = extra
    self.proof = proof
    self.note = note
  }

  /// The same receipt with other extra data, which nobody signs.
  public func adding(extra: [UInt8]) -> Receipt { Receipt(proof: proof, note: note, extra: extra) }

  /// Where the entry is.
  public var position: Position { proof.position }

  /// Verifies that the log with that key has signed a checkpoint whose tree has the leaf at ``position``.
  ///
  /// - Returns: The checkpoint, whose cosignatures may then be asked for.
  /// - Throws: ``ReceiptError``.
  @discardableResult
  public func verify(leaf: MerkleHash, key: VerifierKey) throws(ReceiptError) -> Checkpoint {
    try verify(leaf: leaf, keys: LogKeys(key))
  }

  /// Verifies that the log's key of its size has signed a checkpoint whose tree has the leaf at ``position``.
  ///
  /// - Returns: The checkpoint, whose cosignatures may then be asked for.
  /// - Throws: ``ReceiptError``.
  @discardableResult
  public func verify(leaf: MerkleHash, keys: LogKeys) throws(ReceiptError) -> Checkpoint {
    let checkpoint: Checkpoint
    do { checkpoint = try keys.verify(note) } catch { throw .checkpoint(error) }
    do { try proof.verify(leaf: leaf, root: checkpoint.root) } catch { throw .proof(error) }
    return checkpoint
  }

  /// Verifies that the log with that key has signed a checkpoint whose tree has the entry at ``position``.
  ///
  /// - Returns: The checkpoint, whose cosignatures may then be asked for.
  /// - Throws: ``ReceiptError``.
  @discardableResult
  public func verify(entry: [UInt8], key: VerifierKey) throws(ReceiptError) -> Checkpoint {
    try verify(leaf: .leaf(entry), key: key)
  }
}

extension Receipt {
  /// Verifies that a record with that leaf hash is in the log, and says who has cosigned the checkpoint, whether or not
  /// that is enough.
  ///
  /// - Parameter keys: the log's keys; they may be absent if the policy lists logs; if both are given, one of them must
  ///   be listed.
  /// - Throws: ``PolicyRefusal``, but not ``PolicyRefusal/quorumNotMet(_:)``; ``ReceiptError/proof(_:)``.
  public func judge(leaf: MerkleHash, policy: TrustPolicy, keys: LogKeys? = nil) throws -> PolicyVerdict {
    let verdict = try policy.judge(note, keys: keys)
    do { try proof.verify(leaf: leaf, root: verdict.checkpoint.root) } catch { throw ReceiptError.proof(error) }
    return verdict
  }
}
