import EventLedger
import EventModel
import LogAudit
import Testing
import TransparencyLog

/// What proofs read of the tiles that are kept.
@Suite struct StoredTileTests {
  /// Every proof at every size equals the one that is made of the leaves alone.
  @Test func nodesOfEveryWidthAreThoseOfTheLeaves() throws {
    let leaves = (0..<256).map { MerkleHash.leaf([UInt8($0)]) }
    for width in [1, 2, 3, 4, 5, 7, 8, 31, 64, 100, 127, 128, 129, 200, 255, 256] {
      let bytes = StoredTile.bytes(TileNodes(leaves.prefix(width)))
      #expect(StoredTile.hashes(bytes.span) == Array(leaves.prefix(width)))
      for row in 0..<8 {
        for place in 0..<width >> row {
          let due = MerkleHash.perfectRoot(leaves[place << row..<(place + 1) << row])
          #expect(StoredTile.node(bytes.span, row: row, place: place) == due)
        }
        #expect(StoredTile.node(bytes.span, row: row, place: width >> row) == nil)
      }
    }
  }

  @Test func bytesOfAnotherLengthAreNoTile() {
    let bytes = StoredTile.bytes(TileNodes((0..<100).map { MerkleHash.leaf([UInt8($0)]) }))
    for wrong in [[], Array(bytes.dropLast()), bytes + [0], [1, 1] + bytes.dropFirst(2)] as [[UInt8]] {
      #expect(StoredTile.hashes(wrong.span) == nil && StoredTile.node(wrong.span, row: 0, place: 0) == nil)
    }
  }

  /// Over several tiles and at their edges, asked in any order, also while the log grows.
  @Test func proofsOfAGrowingLogVerify() async throws {
    try await TestLedger.with { ledger in
      var generator = SplitMix64(seed: 11)
      for count in [3, 250, 1, 2, 255, 300, 1000] {
        try await ledger.appendMany(count)
        let store = ledger.store
        let size = try store.size
        for _ in 0..<40 {
          let position = Position(UInt64.random(in: 0..<size.rawValue, using: &generator))
          let smaller = LogSize(UInt64.random(in: position.rawValue + 1...size.rawValue, using: &generator))
          let record = try store.event(at: position).record
          for size in [size, smaller] {
            let proof = try store.inclusionProof(of: position, in: size)
            #expect(throws: Never.self) { try proof.verify(leaf: .leaf(record), root: store.root(of: size)) }
          }
          #expect(throws: Never.self) { try store.receipt(of: position).verify(entry: record, key: store.verifierKey) }
        }
      }
    }
  }
}
