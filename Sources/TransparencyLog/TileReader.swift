/// Where the hashes of a tree come from: a database, published files, or memory.
public protocol TileReader {
  /// The first hashes of a tile, at least `width` (1…256) of them; more are ignored.
  ///
  /// A tile that is complete by now may be given whole, whatever width was asked for.
  ///
  /// - Throws: Whatever the storage throws when the tile is missing or damaged.
  func hashes(level: Int, index: UInt64, width: Int) throws -> [MerkleHash]
}

/// Reads the tiles of a growing log: incomplete ones from its right edge, complete ones from a storage that keeps
/// only those.
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
  /// - Throws: ``TileError/missing(_:)`` beyond the edge, and what the storage of complete tiles throws.
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

/// What is wrong with the tiles that a tree is read from.
public enum TileError: Error, Hashable, CustomStringConvertible {
  /// The log has no such tile, or not so wide.
  case missing(level: Int, index: UInt64, width: Int)
  /// A reader gave fewer hashes than it was asked for.
  case tooFewHashes(TileCoordinate, found: Int)

  /// A sentence for people.
  public var description: String {
    switch self {
    case .missing(let level, let index, let width):
      "there is no tile \(index) of level \(level) with \(width) hashes"
    case .tooFewHashes(let tile, let found):
      "tile \(tile) should have \(tile.width) hashes and has \(found)"
    }
  }
}

extension TileReader {
  /// Exactly the hashes of that tile.
  func read(_ tile: TileCoordinate) throws -> [MerkleHash] {
    let hashes = try hashes(level: tile.level, index: tile.index, width: tile.width)
    guard hashes.count >= tile.width else { throw TileError.tooFewHashes(tile, found: hashes.count) }
    return hashes.count == tile.width ? hashes : Array(hashes.prefix(tile.width))
  }
}
