import LMDB
package import TransparencyLog

/// How a tile lies in its table: its width in two bytes, its hashes, and behind them the nodes of the rows 2 to 7.
///
/// The nodes of a complete tile fill what its 8,192 bytes leave of LMDB's third page, so they cost no room; with them a
/// proof hashes once if it would hash 247 times. Of the row above the hashes none is kept: a node is one hash.
/// Incomplete tiles are kept of level 1 and above, rewritten when they grow, every 256 events.
package enum StoredTile {
  /// The key of a tile: level ‖ index.
  package static func key(_ coordinate: TileCoordinate) -> [UInt8] {
    pairKey(UInt64(coordinate.level), coordinate.index)
  }

  /// The bytes of a tile's row.
  package static func bytes(_ nodes: TileNodes) -> [UInt8] {
    var bytes = [UInt8(nodes.width >> 8), UInt8(nodes.width & 0xFF)]
    bytes.reserveCapacity(start(row: 8, width: nodes.width))
    for row in keptRows { for node in nodes.row(row) { node.append(to: &bytes) } }
    return bytes
  }

  /// The hashes of a tile; nil if the bytes are not a tile's.
  package static func hashes(_ bytes: borrowing Span<UInt8>) -> [MerkleHash]? {
    guard let width = width(bytes) else { return nil }
    return (0..<width).compactMap { hash(bytes, at: start(row: 0, width: width) + $0 * MerkleHash.byteCount) }
  }

  /// A node of a tile; nil if the tile does not reach that far, or the bytes are not a tile's.
  package static func node(_ bytes: borrowing Span<UInt8>, row: Int, place: Int) -> MerkleHash? {
    guard let width = width(bytes), place < width >> row else { return nil }
    guard row != 1 else {
      let first = start(row: 0, width: width) + 2 * place * MerkleHash.byteCount
      guard let left = hash(bytes, at: first), let right = hash(bytes, at: first + MerkleHash.byteCount) else {
        return nil
      }
      return .node(left, right)
    }
    return hash(bytes, at: start(row: row, width: width) + place * MerkleHash.byteCount)
  }

  private static let keptRows = [0, 2, 3, 4, 5, 6, 7]

  /// Where a row starts in the bytes; where they end for row 8.
  private static func start(row: Int, width: Int) -> Int {
    2 + keptRows.prefix { $0 < row }.reduce(0) { $0 + (width >> $1) * MerkleHash.byteCount }
  }

  private static func width(_ bytes: borrowing Span<UInt8>) -> Int? {
    guard bytes.count > 2 else { return nil }
    let width = Int(bytes[0]) << 8 | Int(bytes[1])
    guard width <= TileCoordinate.fullWidth, bytes.count == start(row: 8, width: width) else { return nil }
    return width
  }

  private static func hash(_ bytes: borrowing Span<UInt8>, at offset: Int) -> MerkleHash? {
    MerkleHash(bytes.extracting(offset..<offset + MerkleHash.byteCount))
  }
}
