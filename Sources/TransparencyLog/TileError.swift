/// What is wrong with the tiles that a tree is read from.
public enum TileError: Error, Hashable, CustomStringConvertible {
  /// The log has no such tile, or not one that wide.
  case missing(level: Int, index: UInt64, width: Int)
  /// A reader gave fewer hashes than it was asked for.
  case tooFewHashes(TileCoordinate, found: Int)

  /// A sentence for people.
  public var description: String {
    switch self {
    case .missing(let level, let index, let width):
      "there is no tile \(index) of level \(level) with \(width) hashes"
    case .tooFewHashes(let tile, let found):
      "tile \(tile) should have \(tile.width) hashes but has \(found)"
    }
  }
}
