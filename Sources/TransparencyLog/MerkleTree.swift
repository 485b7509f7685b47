/// Roots and proofs of a log at any size that its tiles reach. Each call reads O(log n) tiles.
public struct MerkleTree<Reader: TileReader> {
  private let reader: Reader

  /// The tree whose hashes are in those tiles.
  public init(reading reader: Reader) {
    self.reader = reader
  }

  /// The root of the first `size` entries (RFC 6962 §2.1).
  ///
  /// - Throws: ``TileError``, and what the reader throws.
  public func root(of size: LogSize) throws -> MerkleHash {
    var tiles = TileCache(reader: reader, size: size)
    return try tiles.root(from: 0, to: size.rawValue)
  }

  /// The proof that an entry is in the log of that size (RFC 6962 §2.1.1).
  ///
  /// - Throws: ``ProofError/positionOutsideTree(_:size:)``; ``TileError``, and what the reader throws.
  public func inclusionProof(of position: Position, in size: LogSize) throws -> InclusionProof {
    var tiles = TileCache(reader: reader, size: size)
    return try Self.inclusionProof(of: position, in: size, tiles: &tiles)
  }

  /// The proofs that entries are in the log of that size, in the order asked for. Each tile is read and
  /// hashed once, so that those of neighbours cost little more than one.
  ///
  /// - Throws: ``ProofError/positionOutsideTree(_:size:)``; ``TileError``, and what the reader throws.
  public func inclusionProofs(
    of positions: some Sequence<Position>, in size: LogSize
  ) throws -> [InclusionProof] {
    var tiles = TileCache(reader: reader, size: size)
    return try positions.map { try Self.inclusionProof(of: $0, in: size, tiles: &tiles) }
  }

  private static func inclusionProof(
    of position: Position, in size: LogSize, tiles: inout TileCache<Reader>
  ) throws -> InclusionProof {
    guard size.contains(position) else { throw ProofError.positionOutsideTree(position, size: size) }
    var (start, end) = (UInt64(0), size.rawValue)
    var path: [MerkleHash] = []
    while end - start > 1 {
      let split = start + largestPowerOfTwo(upTo: end - start - 1)
      if position.rawValue < split {
        path.append(try tiles.root(from: split, to: end))
        end = split
      } else {
        path.append(try tiles.root(from: start, to: split))
        start = split
      }
    }
    return InclusionProof(position: position, size: size, path: path.reversed())
  }

  /// The proof that the log of the old size is the beginning of the log of the new one (RFC 6962 §2.1.2).
  ///
  /// Nothing is to be proved when the sizes are equal or the old one is 0; the path is then empty.
  ///
  /// - Throws: ``ProofError/sizesOutOfOrder(old:new:)``; ``TileError``, and what the reader throws.
  public func consistencyProof(from oldSize: LogSize, to newSize: LogSize) throws -> ConsistencyProof {
    guard oldSize <= newSize else { throw ProofError.sizesOutOfOrder(old: oldSize, new: newSize) }
    guard oldSize > .zero else { return ConsistencyProof(oldSize: oldSize, newSize: newSize, path: []) }
    var tiles = TileCache(reader: reader, size: newSize)
    var (start, end) = (UInt64(0), newSize.rawValue)
    var path: [MerkleHash] = []
    while end > oldSize.rawValue {
      let split = start + largestPowerOfTwo(upTo: end - start - 1)
      if oldSize.rawValue <= split {
        path.append(try tiles.root(from: split, to: end))
        end = split
      } else {
        path.append(try tiles.root(from: start, to: split))
        start = split
      }
    }
    // The verifier knows the old root: only a part of it need be sent.
    if start > 0 { path.append(try tiles.root(from: start, to: end)) }
    return ConsistencyProof(oldSize: oldSize, newSize: newSize, path: path.reversed())
  }
}

extension MerkleTree: Sendable where Reader: Sendable {}
