/// Where the hashes of a tree come from: a database, published files, or memory.
public protocol TileReader {
  /// The first hashes of a tile, at least `width` (1…256) of them; more are ignored.
  ///
  /// A tile that is complete by now may be given whole, whatever width was asked for.
  ///
  /// - Throws: Whatever the storage throws when the tile is missing or damaged.
  func hashes(level: Int, index: UInt64, width: Int) throws -> [MerkleHash]

  /// The root over entries `index · 2^height ..< (index + 1) · 2^height`, if the storage keeps it; nil has it made of
  /// the tile's hashes.
  ///
  /// - Throws: Whatever the storage throws when the node is missing or damaged.
  func node(height: Int, index: UInt64) throws -> MerkleHash?
}

extension TileReader {
  /// No node: most storages keep tiles alone.
  public func node(height: Int, index: UInt64) throws -> MerkleHash? { nil }

  /// Exactly the hashes of that tile.
  func read(_ tile: TileCoordinate) throws -> [MerkleHash] {
    let hashes = try hashes(level: tile.level, index: tile.index, width: tile.width)
    guard hashes.count >= tile.width else { throw TileError.tooFewHashes(tile, found: hashes.count) }
    return hashes.count == tile.width ? hashes : Array(hashes.prefix(tile.width))
  }
}
