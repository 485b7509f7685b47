/// The proof that a log only grew: that its old entries are the first of its new ones (RFC 6962 §2.1.2).
public struct ConsistencyProof: Sendable, Hashable {
  /// The smaller size.
  public let oldSize: LogSize

  /// The larger size.
  public let newSize: LogSize

  /// The hashes from which both roots are computed; none when the sizes are equal or the old one is 0.
  public let path: [MerkleHash]

  /// A proof as it was received, not yet verified.
  public init(oldSize: LogSize, newSize: LogSize, path: [MerkleHash]) {
    self.oldSize = oldSize
    self.newSize = newSize
    self.path = path
  }

  /// Checks that the tree with the old root is the beginning of the tree with the new one (RFC 9162
  /// §2.1.4.2).
  ///
  /// - Throws: ``ProofError``.
  public func verify(oldRoot: MerkleHash, newRoot: MerkleHash) throws(ProofError) {
    guard oldSize <= newSize else { throw .sizesOutOfOrder(old: oldSize, new: newSize) }
    guard path.count == expectedLength else {
      throw .wrongLength(found: path.count, expected: expectedLength)
    }
    guard oldSize > .zero else { return try verifyFromEmpty(oldRoot: oldRoot, newRoot: newRoot) }
    guard oldSize < newSize else {
      guard oldRoot == newRoot else { throw .rootMismatch(size: newSize) }
      return
    }
    let (old, new) = roots(startingFrom: oldRoot)
    guard old == oldRoot else { throw .rootMismatch(size: oldSize) }
    guard new == newRoot else { throw .rootMismatch(size: newSize) }
  }

  /// Nothing precedes the empty log; but its root is known.
  private func verifyFromEmpty(oldRoot: MerkleHash, newRoot: MerkleHash) throws(ProofError) {
    guard oldRoot == .emptyRoot else { throw .rootMismatch(size: oldSize) }
    guard newSize > .zero || newRoot == .emptyRoot else { throw .rootMismatch(size: newSize) }
  }

  /// Both roots, computed from the path. An old tree of 2ⁿ entries is itself the first node.
  private func roots(startingFrom oldRoot: MerkleHash) -> (old: MerkleHash, new: MerkleHash) {
    let nodes = oldSizeIsPowerOfTwo ? [oldRoot] + path : path
    var walk = PathWalk(from: oldSize.rawValue - 1, last: newSize.rawValue - 1)
    walk.skipRightChildren()
    var (old, new) = (nodes[0], nodes[0])  // ok: the length was checked, and is at least 1
    for node in nodes.dropFirst() {
      if walk.isRightChild {
        old = .node(node, old)
        new = .node(node, new)
      } else {
        new = .node(new, node)
      }
      walk.climb()
    }
    return (old, new)
  }

  private var oldSizeIsPowerOfTwo: Bool { oldSize.rawValue.nonzeroBitCount == 1 }

  /// The length of the path from the largest subtree that ends where the old tree ends, and that subtree
  /// itself.
  private var expectedLength: Int {
    guard oldSize > .zero, oldSize < newSize else { return 0 }
    let lastOld = oldSize.rawValue - 1
    let inner = 64 - (lastOld ^ (newSize.rawValue - 1)).leadingZeroBitCount
    let border = (lastOld >> UInt64(inner)).nonzeroBitCount
    return inner - oldSize.rawValue.trailingZeroBitCount + border + (oldSizeIsPowerOfTwo ? 0 : 1)
  }
}
