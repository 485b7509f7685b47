import EventModel
import LogAudit
public import TransparencyLog

extension EventStore {
  /// The last signed checkpoint.
  public func checkpoint() throws -> Checkpoint {
    try engine.read { try checkpoint(at: try $0.size, $0) }
  }

  /// The signed checkpoint of a size; every size that was ever signed is kept.
  ///
  /// - Throws: `LedgerError.noSuchPosition` if that size was never signed.
  public func checkpoint(at size: LogSize) throws -> Checkpoint {
    try engine.read { try checkpoint(at: size, $0) }
  }

  /// A page of the sizes that were signed, from old to new.
  public func signedSizes(after size: LogSize = .zero, limit: Int = pageLimit) throws -> [LogSize] {
    try engine.read { try $0.signedSizes(after: size, limit: limit) }
  }

  /// The receipt of a position (c2sp.org/tlog-proof): its inclusion in the smallest signed size above it, so
  /// that it is the same for ever.
  ///
  /// - Throws: `LedgerError.noSuchPosition`.
  public func receipt(of position: Position) throws -> Receipt {
    try engine.read { snapshot in
      guard try snapshot.size.contains(position) else {
        throw LedgerError(.noSuchPosition(position), "there is no event at position \(position)")
      }
      let size = try snapshot.signedSize(above: position.rawValue)
      let proof = try MerkleTree(reading: snapshot).inclusionProof(of: position, in: size)
      return try Receipt(proof: proof, checkpoint: try checkpoint(at: size, snapshot))
    }
  }

  /// The proof that an event is in the log of a size.
  ///
  /// - Parameter size: any size above the position; nil is the present one.
  /// - Throws: `LedgerError.noSuchPosition` if the size does not hold the position, or is not reached yet.
  public func inclusionProof(of position: Position, in size: LogSize? = nil) throws -> InclusionProof {
    try engine.read { snapshot in
      let present = try snapshot.size
      let size = size ?? present
      guard size <= present, size.contains(position) else {
        throw LedgerError(
          .noSuchPosition(position), "position \(position) is not in a log of size \(size); the log has size \(present)"
        )
      }
      return try MerkleTree(reading: snapshot).inclusionProof(of: position, in: size)
    }
  }

  /// The proof that the log of one size is the beginning of the log of another.
  ///
  /// - Throws: `LedgerError.noSuchPosition` if the sizes are not in order, or not reached yet.
  public func consistencyProof(from old: LogSize, to new: LogSize? = nil) throws -> ConsistencyProof {
    try engine.read { snapshot in
      let present = try snapshot.size
      let new = new ?? present
      guard old <= new, new <= present else {
        throw LedgerError(
          .noSuchPosition(Position(new.rawValue)),
          "the sizes \(old) and \(new) must be in order, and at most the log's size, \(present)")
      }
      return try MerkleTree(reading: snapshot).consistencyProof(from: old, to: new)
    }
  }

  /// The root of the log's tree at a size.
  ///
  /// - Throws: `LedgerError.noSuchPosition` if the log has not reached it.
  public func root(of size: LogSize) throws -> MerkleHash {
    try engine.read { snapshot in
      guard try size <= snapshot.size else {
        throw LedgerError(.noSuchPosition(Position(size.rawValue)), "the log has not reached size \(size)")
      }
      return try MerkleTree(reading: snapshot).root(of: size)
    }
  }

  /// Verifies a checkpoint when it is first asked for; an Ed25519 verification takes longer than all the rest.
  private func checkpoint(at size: LogSize, _ snapshot: LogSnapshot) throws -> Checkpoint {
    if let known = engine.verified[size] { return known }
    guard let row = try snapshot.checkpoint(at: size) else {
      throw LedgerError(.noSuchPosition(Position(size.rawValue)), "no checkpoint of size \(size) was signed")
    }
    let root = try MerkleTree(reading: snapshot).root(of: size)
    let checkpoint = try snapshot.keys.verify(row.note(name: origin, size: size, root: root))
    engine.verified[size] = checkpoint
    return checkpoint
  }
}
