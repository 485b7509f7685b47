import Testing
import TransparencyLog

@Suite struct TreeEdgeTileTests {
  /// Whole tiles at once, in between single entries, over the first tile of level 1.
  @Test func aWholeTileIsAppendedAsItsEntriesAre() {
    var (one, whole) = (TreeEdge(), TreeEdge())
    for tile in 0..<258 {
      let leaves = (0..<256).map { MerkleHash.leaf([UInt8(tile & 0xFF), UInt8(tile >> 8), UInt8($0)]) }
      var (first, second): ([Tile?], [Tile?]) = ([], [])
      for leaf in leaves { one.append(leaf) { first.append($0) } }
      if tile % 5 == 3 {
        for leaf in leaves { whole.append(leaf) { second.append($0) } }
      } else {
        whole.append(tile: TileNodes(leaves)) { coordinate, nodes in
          second.append(Tile(coordinate, hashes: nodes.hashes))
        }
      }
      #expect(one == whole && first == second, "tile \(tile)")
    }
    #expect(one.size.rawValue == 258 * 256)
  }

  @Test func whatCompletesATileMayRefuseIt() {
    struct Refusal: Error {}
    let leaves = (0..<256).map { MerkleHash.leaf([UInt8($0)]) }
    var edge = TreeEdge()
    let before = edge
    #expect(throws: Refusal.self) {
      try edge.append(tile: TileNodes(leaves)) { _, _ in throw Refusal() }
    }
    #expect(edge == before)
  }
}
