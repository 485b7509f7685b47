import Testing
import TransparencyLog

@Suite("Altered proofs are refused")
struct ProofRefusalTests {
  static let log = MemoryLog(size: 100)

  @Test(arguments: 1...32)
  func everyBitOfEveryInclusionProof(_ size: UInt64) throws {
    let root = try Self.log.tree.root(of: LogSize(size))
    for index in 0..<size {
      let proof = try Self.log.tree.inclusionProof(of: Position(index), in: LogSize(size))
      for place in proof.path.indices {
        for bit in bits(of: place, size: size) {
          let altered = InclusionProof(
            position: proof.position, size: proof.size, path: proof.path.flipping(bit, at: place))
          expectRefusal(altered, index, root)
        }
      }
    }
  }

  @Test(arguments: [33, 64, 65, 99, 100] as [UInt64])
  func oneBitOfEveryElementOfLargerInclusionProofs(_ size: UInt64) throws {
    try everyBitOfEveryInclusionProof(size)
  }

  @Test(arguments: 2...32)
  func everyBitOfEveryConsistencyProof(_ new: UInt64) throws {
    let newRoot = try Self.log.tree.root(of: LogSize(new))
    for old in 1..<new {
      let oldRoot = try Self.log.tree.root(of: LogSize(old))
      let proof = try Self.log.tree.consistencyProof(from: LogSize(old), to: LogSize(new))
      for place in proof.path.indices {
        for bit in bits(of: place, size: new) {
          let altered = ConsistencyProof(
            oldSize: proof.oldSize, newSize: proof.newSize, path: proof.path.flipping(bit, at: place))
          #expect(throws: ProofError.self) { try altered.verify(oldRoot: oldRoot, newRoot: newRoot) }
        }
      }
    }
  }

  @Test(arguments: [33, 64, 65, 99, 100] as [UInt64])
  func oneBitOfEveryElementOfLargerConsistencyProofs(_ size: UInt64) throws {
    try everyBitOfEveryConsistencyProof(size)
  }

  @Test func anotherLeafRootPositionOrSize() throws {
    for size in 1...40 as ClosedRange<UInt64> {
      let root = try Self.log.tree.root(of: LogSize(size))
      for index in 0..<size {
        let proof = try Self.log.tree.inclusionProof(of: Position(index), in: LogSize(size))
        #expect(throws: ProofError.rootMismatch(size: LogSize(size))) {
          try proof.verify(leaf: .emptyRoot, root: root)
        }
        #expect(throws: ProofError.rootMismatch(size: LogSize(size))) {
          try proof.verify(leaf: Self.log.leaves[Int(index)], root: .emptyRoot)
        }
        for other in 0...size where other != index {
          expectRefusal(InclusionProof(position: Position(other), size: proof.size, path: proof.path), index, root)
        }
      }
    }
  }

  @Test func wrongLengths() throws {
    for size in 1...40 as ClosedRange<UInt64> {
      let root = try Self.log.tree.root(of: LogSize(size))
      for index in 0..<size {
        let proof = try Self.log.tree.inclusionProof(of: Position(index), in: LogSize(size))
        for path in proof.path.withOtherLengths {
          let altered = InclusionProof(position: proof.position, size: proof.size, path: path)
          #expect(throws: ProofError.wrongLength(found: path.count, expected: proof.path.count)) {
            try altered.verify(leaf: Self.log.leaves[Int(index)], root: root)
          }
        }
      }
    }
  }

  @Test func consistencyOfWrongLengthsRootsAndSizes() throws {
    for new in 1...40 as ClosedRange<UInt64> {
      let newRoot = try Self.log.tree.root(of: LogSize(new))
      for old in 0...new {
        let oldRoot = try Self.log.tree.root(of: LogSize(old))
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
        for other in 1...new where other != old {
          let altered = ConsistencyProof(oldSize: LogSize(other), newSize: proof.newSize, path: proof.path)
          #expect(throws: ProofError.self) { try altered.verify(oldRoot: oldRoot, newRoot: newRoot) }
        }
      }
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

  private func expectRefusal(_ proof: InclusionProof, _ index: UInt64, _ root: MerkleHash) {
    #expect(throws: ProofError.self) { try proof.verify(leaf: Self.log.leaves[Int(index)], root: root) }
  }

  /// Every bit in small trees, one that differs from element to element in larger ones.
  private func bits(of place: Int, size: UInt64) -> [Int] {
    size <= 32 ? Array(0..<256) : [place * 37 % 256]
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

  /// One too many at either end, and one too few where there is one.
  var withOtherLengths: [[MerkleHash]] {
    [self + [.emptyRoot], [.emptyRoot] + self] + (isEmpty ? [] : [Array(dropFirst()), Array(dropLast())])
  }
}
