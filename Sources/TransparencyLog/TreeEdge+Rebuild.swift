extension TreeEdge {
  /// The edge of a tree of that size, rebuilt from what a storage of complete tiles holds.
  ///
  /// Asks for complete tiles and for the incomplete tile of level 0 only. The incomplete tiles above are made of nodes
  /// that the reader keeps; without those they are derived, at most 255 tiles read and 65,025 node hashes for each level.
  ///
  /// - Throws: ``TileError/tooFewHashes(_:found:)``, and what the reader throws.
  public init(size: LogSize, reading reader: some TileReader) throws {
    var levels: [TileNodes] = []
    for level in 0..<8 where size.rawValue >> UInt64(8 * level) > 0 {
      levels.append(TileNodes(try Self.incompleteHashes(level: level, size: size, reading: reader)))
    }
    self.init(size: size, levels: levels)
  }

  private static func incompleteHashes(
    level: Int, size: LogSize, reading reader: some TileReader
  ) throws -> [MerkleHash] {
    let count = size.rawValue >> UInt64(8 * level)
    let width = Int(count & 0xff)
    guard width > 0 else { return [] }
    guard level > 0 else {
      return try reader.read(TileCoordinate(checkedLevel: 0, index: count >> 8, width: width))
    }
    return try (0..<width).map { place in
      let index = count & ~0xff | UInt64(place)
      if let node = try reader.node(height: 8 * level, index: index) { return node }
      let below = TileCoordinate(
        checkedLevel: level - 1, index: index, width: TileCoordinate.fullWidth)
      return MerkleHash.perfectRoot(try reader.read(below)[...])
    }
  }
}
