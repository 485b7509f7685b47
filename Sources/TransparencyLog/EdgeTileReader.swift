/// Reads the tiles of a growing log: incomplete ones from its right edge, complete ones from a storage that
/// keeps only those.
public struct EdgeTileReader<Complete: TileReader>: TileReader {
  private let edge: TreeEdge
  private let complete: Complete

  /// Reads the tiles of a log of the edge's size, or of any smaller one.
  public init(edge: TreeEdge, complete: Complete) {
    self.edge = edge
    self.complete = complete
  }

  /// The hashes from the edge if the tile is the incomplete one of its level, else the complete tile.
  ///
  /// - Throws: `TileError` beyond the edge, and what the storage of complete tiles throws.
  public func hashes(level: Int, index: UInt64, width: Int) throws -> [MerkleHash] {
    guard let asked = TileCoordinate(level: level, index: index, width: width),
      let there = asked.at(edge.size), there.width >= width
    else { throw TileError.missing(level: level, index: index, width: width) }
    guard !there.isComplete else {
      return try complete.hashes(level: level, index: index, width: TileCoordinate.fullWidth)
    }
    return edge.incompleteHashes(level: level)
  }
}

extension EdgeTileReader: Sendable where Complete: Sendable {}
