import Testing
import TransparencyLog

@Suite("Altered proofs are refused")
struct ProofRefusalTests {
  static let log = MemoryLog(size: 100)
  static let sizes: [UInt64] = Array(1...32) + [33, 64, 65, 99, 100]

  @Test(arguments: sizes)
  func alteredBitsOfInclusionProofs(_ size: UInt64) throws {
    let root = try root(size)
    for proof in try Self.log.tree.inclusionProofs(of: 0..<Position(size), in: LogSize(size)) {
      let leaf = Self.log.leaves[Int(proof.position.rawValue)]
      let accepted = alterations(of: proof.path, size: size).filter { path in
        accepts { () throws(ProofError) in
          let altered = InclusionProof(position: proof.position, size: proof.size, path: path)
          try altered.verify(leaf: leaf, root: root)
        }
      }
      #expect(accepted == [], "\(proof.position) in \(size)")
    }
  }

  @Test(arguments: sizes)
  func alteredBitsOfConsistencyProofs(_ new: UInt64) throws {
    let newRoot = try root(new)
    for old in 1...new {
      let oldRoot = try root(old)
      let proof = try Self.log.tree.consistencyProof(from: LogSize(old), to: LogSize(new))
      let accepted = alterations(of: proof.path, size: new).filter { path in
        accepts { () throws(ProofError) in
          let altered = ConsistencyProof(oldSize: proof.oldSize, newSize: proof.newSize, path: path)
          try altered.verify(oldRoot: oldRoot, newRoot: newRoot)
        }
      }
      #expect(accepted == [], "\(old) to \(new)")
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func anotherLeafRootPositionOrSize(_ size: UInt64) throws {
    let root = try root(size)
    for proof in try Self.log.tree.inclusionProofs(of: 0..<Position(size), in: LogSize(size)) {
      let index = proof.position.rawValue
      let leaf = Self.log.leaves[Int(index)]
      #expect(throws: ProofError.rootMismatch(size: LogSize(size))) {
        try proof.verify(leaf: .emptyRoot, root: root)
      }
      #expect(throws: ProofError.rootMismatch(size: LogSize(size))) {
        try proof.verify(leaf: leaf, root: .emptyRoot)
      }
      let elsewhere = (0...size).filter { $0 != index }.filter { other in
        let moved = InclusionProof(position: Position(other), size: proof.size, path: proof.path)
        return accepts { () throws(ProofError) in try moved.verify(leaf: leaf, root: root) }
      }
      #expect(elsewhere == [], "\(index) in \(size)")
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func inclusionProofsOfWrongLengths(_ size: UInt64) throws {
    let root = try root(size)
    for proof in try Self.log.tree.inclusionProofs(of: 0..<Position(size), in: LogSize(size)) {
      let leaf = Self.log.leaves[Int(proof.position.rawValue)]
      for path in proof.path.withOtherLengths {
        let altered = InclusionProof(position: proof.position, size: proof.size, path: path)
        #expect(throws: ProofError.wrongLength(found: path.count, expected: proof.path.count)) {
          try altered.verify(leaf: leaf, root: root)
        }
      }
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func consistencyProofsOfWrongLengthsAndRoots(_ new: UInt64) throws {
    let newRoot = try root(new)
    for old in 0...new {
      let oldRoot = try root(old)
      let proof = try Self.log.tree.consistencyProof(from: LogSize(old), to: LogSize(new))
      for path in proof.path.withOtherLengths {
        let altered = ConsistencyProof(oldSize: proof.oldSize, newSize: proof.newSize, path: path)
        #expect(throws: ProofError.wrongLength(found: path.count, expected: proof.path.count)) {
          try altered.verify(oldRoot: oldRoot, newRoot: newRoot)
        }
      }
      #expect(throws: ProofError.self) { try proof.verify(oldRoot: Self.log.leaves[99], newRoot: newRoot) }
      guard old > 0 else { continue }
      #expect(throws: ProofError.self) { try proof.verify(oldRoot: oldRoot, newRoot: Self.log.leaves[99]) }
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func consistencyProofsOfOtherSizes(_ new: UInt64) throws {
    let newRoot = try root(new)
    for old in 1...new {
      let oldRoot = try root(old)
      let path = try Self.log.tree.consistencyProof(from: LogSize(old), to: LogSize(new)).path
      let elsewhere = (0...new).filter { $0 != old }.filter { other in
        let altered = ConsistencyProof(oldSize: LogSize(other), newSize: LogSize(new), path: path)
        return accepts { () throws(ProofError) in try altered.verify(oldRoot: oldRoot, newRoot: newRoot) }
      }
      #expect(elsewhere == [], "\(old) to \(new)")
    }
  }

  @Test func sizesAtTheEndOfTheRange() {
    let huge = LogSize(.max)
    let inclusion = InclusionProof(position: Position(.max), size: huge, path: [])
    #expect(throws: ProofError.positionOutsideTree(Position(.max), size: huge)) {
      try inclusion.verify(leaf: .emptyRoot, root: .emptyRoot)
    }
    let first = InclusionProof(position: 0, size: huge, path: [])
    #expect(throws: ProofError.wrongLength(found: 0, expected: 64)) {
      try first.verify(leaf: .emptyRoot, root: .emptyRoot)
    }
    let consistency = ConsistencyProof(oldSize: LogSize(1 << 63), newSize: huge, path: [.emptyRoot])
    #expect(throws: ProofError.rootMismatch(size: huge)) {
      try consistency.verify(oldRoot: .emptyRoot, newRoot: .emptyRoot)
    }
    let backwards = ConsistencyProof(oldSize: 2, newSize: 1, path: [])
    #expect(throws: ProofError.sizesOutOfOrder(old: 2, new: 1)) {
      try backwards.verify(oldRoot: .emptyRoot, newRoot: .emptyRoot)
    }
  }

  private func root(_ size: UInt64) throws -> MerkleHash {
    try Self.log.tree.root(of: LogSize(size))
  }

  private func accepts(_ verify: () throws(ProofError) -> Void) -> Bool {
    do { try verify() } catch { return false }
    return true
  }

  /// The path with one bit of one hash changed: every bit of small trees, one bit that differs from hash to
  /// hash of large ones. Unoptimised hashing being slow, one bit of every byte does there for sizes above 8.
  private func alterations(of path: [MerkleHash], size: UInt64) -> [[MerkleHash]] {
    path.indices.flatMap { place in
      bits(of: place, size: size).map { path.flipping($0, at: place) }
    }
  }

  private func bits(of place: Int, size: UInt64) -> [Int] {
    guard size <= 32 else { return [place * 37 % 256] }
    #if DEBUG
      return size <= 8 ? Array(0..<256) : (0..<32).map { 8 * $0 + ($0 + place) % 8 }
    #else
      return Array(0..<256)
    #endif
  }
}

extension [MerkleHash] {
  func flipping(_ bit: Int, at place: Int) -> [MerkleHash] {
    var bytes = self[place].bytes
    bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    var copy = self
    if let hash = MerkleHash(bytes: bytes) { copy[place] = hash }
    return copy
  }

  /// One too many at either end, and one too few if there is one.
  var withOtherLengths: [[MerkleHash]] {
    [self + [.emptyRoot], [.emptyRoot] + self] + (isEmpty ? [] : [Array(dropFirst()), Array(dropLast())])
  }
}
