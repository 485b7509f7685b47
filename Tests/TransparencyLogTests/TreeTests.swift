import Testing
import TransparencyLog

@Suite("Roots and proofs against the recursive definition")
struct TreeTests {
  static let largest = 300
  static let leaves = MemoryLog(size: largest).leaves

  let reference = ReferenceTree(Self.leaves)

  @Test func rootsAndInclusionProofsOfEverySize() throws {
    var log = MemoryLog()
    for size in 0...Self.largest {
      let root = reference.root(0, size)
      #expect(log.edge.root == root)
      let logSize = log.edge.size
      #expect(try log.tree.root(of: logSize) == root)
      let proofs = try log.tree.inclusionProofs(of: 0..<Position(nextIn: logSize), in: logSize)
      let isAsDefined = proofs.enumerated().map { $1.path == reference.path($0, 0, size) }
      try #require(isAsDefined == Array(repeating: true, count: size), "size \(size)")
      for (leaf, proof) in zip(Self.leaves, proofs) { try proof.verify(leaf: leaf, root: root) }
      log.append()
    }
  }

  @Test func proofsOfOlderSizes() throws {
    let tree = MemoryLog(size: Self.largest).tree
    for size in [1, 2, 3, 127, 128, 129, 255, 256, 257, 299] {
      #expect(try tree.root(of: LogSize(UInt64(size))) == reference.root(0, size))
      for index in stride(from: 0, to: size, by: 7) {
        let proof = try tree.inclusionProof(of: Position(UInt64(index)), in: LogSize(UInt64(size)))
        try #require(proof.path == reference.path(index, 0, size), "\(index) in \(size)")
      }
    }
  }

  @Test func consistencyOfEveryPairOfSizes() throws {
    let tree = MemoryLog(size: Self.largest).tree
    let selected = [191, 192, 193, 254, 255, 256, 257, 258, 299, 300]
    for new in Array(0...130) + selected {
      for old in 0...new where new <= 130 || old % 5 == 0 || selected.contains(old) {
        let proof = try tree.consistencyProof(from: LogSize(UInt64(old)), to: LogSize(UInt64(new)))
        if proof.path != reference.proof(old, new) { Issue.record("\(old) to \(new)") }
        try proof.verify(oldRoot: reference.root(0, old), newRoot: reference.root(0, new))
      }
    }
  }

  @Test func aProofReadsFewTilesEachOnce() throws {
    let log = TreeVectorTests.log
    let reader = CountingReader(EdgeTileReader(edge: log.edge, complete: log.complete))
    let tree = MerkleTree(reading: reader)
    _ = try tree.inclusionProof(of: 300, in: 70_000)
    #expect(reader.reads <= 5)  // one a level on the way up, and the edge
    _ = try tree.consistencyProof(from: 65_537, to: 70_000)
    #expect(reader.reads <= 10)
  }

  @Test func whatTheLogHasNotIsRefused() throws {
    let tree = MemoryLog(size: 5).tree
    #expect(throws: ProofError.positionOutsideTree(5, size: 5)) { try tree.inclusionProof(of: 5, in: 5) }
    #expect(throws: ProofError.positionOutsideTree(0, size: 0)) { try tree.inclusionProof(of: 0, in: 0) }
    #expect(throws: ProofError.sizesOutOfOrder(old: 5, new: 4)) { try tree.consistencyProof(from: 5, to: 4) }
    #expect(throws: TileError.missing(level: 0, index: 0, width: 6)) { try tree.root(of: 6) }
    #expect(throws: TileError.self) { try tree.root(of: LogSize(.max)) }
  }

  @Test func aReaderWithTooFewHashesIsFound() throws {
    let log = MemoryLog(size: 5)
    let tile = try #require(TileCoordinate(level: 0, index: 0, width: 6))
    #expect(throws: TileError.tooFewHashes(tile, found: 5)) {
      try MerkleTree(reading: log.complete).root(of: 6)
    }
  }
}
