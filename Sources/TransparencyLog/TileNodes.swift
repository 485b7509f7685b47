/// The hashes of a tile and every node above them within it: what proofs are made of, each node hashed once.
///
/// Node `place` of row `row` is the root over `2^row` hashes of the tile; a row has `width >> row` of them. Row 8 is the
/// root of a complete tile.
package struct TileNodes: Sendable, Hashable {
  /// How many hashes the tile has: 0…256.
  package private(set) var width = 0

  /// The rows one after the other, each with room for a complete tile; empty as long as the tile is.
  private var nodes: [MerkleHash] = []

  /// The nodes of a tile without hashes.
  package init() {}

  /// The nodes of a tile with these hashes, of which there are at most 256: one node hash for each but the first.
  package init(_ hashes: some Sequence<MerkleHash>) {
    for hash in hashes { append(hash) }
  }

  /// The hashes of the tile.
  package var hashes: [MerkleHash] { Array(nodes.prefix(width)) }

  /// Whether the tile has all of its 256 hashes.
  package var isComplete: Bool { width == TileCoordinate.fullWidth }

  /// The root over `2^row` hashes, of which the tile has enough.
  package subscript(row: Int, place: Int) -> MerkleHash { nodes[Self.start(row) + place] }

  /// A row of nodes, as many as the hashes make up.
  package func row(_ row: Int) -> ArraySlice<MerkleHash> { nodes[Self.start(row)...].prefix(width >> row) }

  /// The root of a complete tile.
  package var root: MerkleHash { self[8, 0] }

  /// The roots of the perfect subtrees within the tile, largest first.
  var peaks: [MerkleHash] {
    var peaks: [MerkleHash] = []
    var start = 0
    for row in stride(from: 8, through: 0, by: -1) where width >> row & 1 == 1 {
      peaks.append(self[row, start >> row])
      start += 1 << row
    }
    return peaks
  }

  /// Adds a hash and the nodes that it completes.
  package mutating func append(_ hash: MerkleHash) {
    put(hash, row: 0)
    var (row, place) = (0, width - 1)
    while place & 1 == 1 {
      let node = MerkleHash.node(self[row, place - 1], self[row, place])
      (row, place) = (row + 1, place >> 1)
      put(node, row: row)
    }
  }

  /// Adds a hash, in row 0, or a node that the last hash completes, rows in their order.
  mutating func put(_ node: MerkleHash, row: Int) {
    if nodes.isEmpty { nodes = Array(repeating: MerkleHash.unknown, count: 2 * TileCoordinate.fullWidth - 1) }
    if row == 0 { width += 1 }
    nodes[Self.start(row) + (width >> row) - 1] = node
  }

  /// Where a row starts.
  private static func start(_ row: Int) -> Int {
    2 * TileCoordinate.fullWidth - (2 * TileCoordinate.fullWidth) >> row
  }
}
