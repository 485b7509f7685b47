/// The proof that the log of one size has an entry at a position (RFC 6962 §2.1.1).
public struct InclusionProof: Sendable, Hashable {
  /// The most hashes that a proof of a log of at most 2⁶³ − 1 entries has.
  public static let maximumLength = 63

  /// Where the entry is said to be.
  public let position: Position

  /// The size of the log that the proof speaks of.
  public let size: LogSize

  /// The hashes beside the way up, the leaf's sibling first.
  public let path: [MerkleHash]

  /// A proof as it was received, not yet verified.
  public init(position: Position, size: LogSize, path: [MerkleHash]) {
    self.position = position
    self.size = size
    self.path = path
  }

  /// Checks that the tree with that root has that leaf at ``position`` (RFC 9162 §2.1.3.2).
  ///
  /// - Throws: ``ProofError``.
  public func verify(leaf: MerkleHash, root: MerkleHash) throws(ProofError) {
    guard size.contains(position) else { throw .positionOutsideTree(position, size: size) }
    guard path.count == expectedLength else {
      throw .wrongLength(found: path.count, expected: expectedLength)
    }
    var walk = PathWalk(from: position.rawValue, last: size.rawValue - 1)
    var hash = leaf
    for sibling in path {
      hash = walk.isRightChild ? .node(sibling, hash) : .node(hash, sibling)
      walk.climb()
    }
    guard hash == root else { throw .rootMismatch(size: size) }
  }

  /// One sibling a level until the ways up from this entry and from the last one meet, then the left ones.
  private var expectedLength: Int {
    let inner = 64 - (position.rawValue ^ (size.rawValue - 1)).leadingZeroBitCount
    return inner + (position.rawValue >> UInt64(inner)).nonzeroBitCount
  }
}
