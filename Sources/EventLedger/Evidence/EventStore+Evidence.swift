import EventModel
import LMDB
public import TransparencyLog

extension EventStore {
  /// The last signed checkpoint.
  public func checkpoint() throws -> Checkpoint {
    try environment.read { transaction in
      try checkpoint(at: try logSize(tables, transaction), transaction)
    }
  }

  /// The signed checkpoint of a size; every size that was ever signed is kept.
  ///
  /// - Throws: `LedgerError.noSuchPosition` where that size was never signed.
  public func checkpoint(at size: LogSize) throws -> Checkpoint {
    try environment.read { try checkpoint(at: size, $0) }
  }

  /// A page of the sizes that were signed, from old to new.
  public func signedSizes(after size: LogSize = .zero, limit: Int = pageLimit) throws -> [LogSize] {
    var sizes: [LogSize] = []
    try environment.read { transaction in
      try transaction.forEach(in: tables.checkpoints, from: size.rawValue + 1, limit: limit) { key, _ in
        sizes.append(LogSize(BigEndian.read(from: key) ?? 0))
        return true
      }
    }
    return sizes
  }

  /// The receipt of a position (c2sp.org/tlog-proof): its inclusion in the smallest signed size above it, so
  /// that it is the same for ever.
  ///
  /// - Throws: `LedgerError.noSuchPosition`.
  public func receipt(of position: Position) throws -> Receipt {
    try environment.read { transaction in
      guard position.rawValue < (try logSize(tables, transaction)).rawValue else {
        throw LedgerError(.noSuchPosition(position), "there is no event at position \(position)")
      }
      let size = try signedSize(above: position.rawValue, tables, transaction)
      let proof = try withTiles(transaction, tables) {
        try MerkleTree(reading: $0).inclusionProof(of: position, in: size)
      }
      return try Receipt(proof: proof, checkpoint: try checkpoint(at: size, transaction))
    }
  }

  /// The proof that an event is in the log of a size.
  ///
  /// - Parameter size: any size above the position; nil is the present one.
  /// - Throws: `LedgerError.noSuchPosition` where the size does not hold the position, or is not reached yet.
  public func inclusionProof(of position: Position, in size: LogSize? = nil) throws -> InclusionProof {
    try environment.read { transaction in
      let present = try logSize(tables, transaction)
      let size = size ?? present
      guard size <= present, size.contains(position) else {
        throw LedgerError(
          .noSuchPosition(position), "position \(position) is not in a log of size \(size); the log has size \(present)"
        )
      }
      return try withTiles(transaction, tables) {
        try MerkleTree(reading: $0).inclusionProof(of: position, in: size)
      }
    }
  }

  /// The proof that the log of one size is the beginning of the log of another.
  ///
  /// - Throws: `LedgerError.noSuchPosition` where the sizes are not in order, or not reached yet.
  public func consistencyProof(from old: LogSize, to new: LogSize? = nil) throws -> ConsistencyProof {
    try environment.read { transaction in
      let present = try logSize(tables, transaction)
      let new = new ?? present
      guard old <= new, new <= present else {
        throw LedgerError(
          .noSuchPosition(Position(new.rawValue)),
          "sizes \(old) and \(new) are not in order up to the log's size, \(present)")
      }
      return try withTiles(transaction, tables) {
        try MerkleTree(reading: $0).consistencyProof(from: old, to: new)
      }
    }
  }

  private func checkpoint(at size: LogSize, _ transaction: borrowing ReadTransaction) throws -> Checkpoint {
    let row = try transaction.get(size.rawValue, in: tables.checkpoints) { CheckpointRow($0.bytes(0..<$0.count)) }
    guard let row else {
      throw LedgerError(.noSuchPosition(Position(size.rawValue)), "no checkpoint of size \(size) was signed")
    }
    guard let row else { throw LedgerError(.damaged, "the checkpoint of size \(size) cannot be read") }
    let root = try withTiles(transaction, tables) { try MerkleTree(reading: $0).root(of: size) }
    return try logKeys(tables, transaction).verify(row.note(name: origin, size: size, root: root))
  }
}

extension EventStore {
  /// The root of the log's tree at a size.
  ///
  /// - Throws: `LedgerError.noSuchPosition` where the log has not reached it.
  public func root(of size: LogSize) throws -> MerkleHash {
    try environment.read { transaction in
      guard try size <= logSize(tables, transaction) else {
        throw LedgerError(.noSuchPosition(Position(size.rawValue)), "the log has not reached size \(size)")
      }
      return try withTiles(transaction, tables) { try MerkleTree(reading: $0).root(of: size) }
    }
  }
}
