/// Which tile: 256 consecutive hashes of one level of the tree, or the first `width` of them
/// (c2sp.org/tlog-tiles).
///
/// Hash `i` of the tile at `level` L and `index` N is the root of the perfect subtree of height 8·L with
/// index 256·N + i.
public struct TileCoordinate: Sendable, Hashable {
  /// The number of hashes of a complete tile.
  public static let fullWidth = 256

  /// 0 for leaf hashes; a tile of level L + 1 holds the roots of complete tiles of level L. At most 63.
  public let level: Int

  /// The 0-based place among the tiles of its level.
  public let index: UInt64

  /// How many of its hashes there are: 256 if the tile is complete, else 1…255.
  public let width: Int

  /// The tile at that place; nothing for a level outside 0…63 or a width outside 1…256.
  public init?(level: Int, index: UInt64, width: Int = TileCoordinate.fullWidth) {
    guard (0...63).contains(level), (1...Self.fullWidth).contains(width) else { return nil }
    self.init(checkedLevel: level, index: index, width: width)
  }

  init(checkedLevel level: Int, index: UInt64, width: Int) {
    self.level = level
    self.index = index
    self.width = width
  }

  /// Whether all 256 hashes are there, which then never change.
  public var isComplete: Bool { width == Self.fullWidth }

  /// The same tile with all its hashes: what to read when the narrower one is no longer served.
  public var complete: TileCoordinate {
    TileCoordinate(checkedLevel: level, index: index, width: Self.fullWidth)
  }

  /// The widest form of this tile in a log of that size; nothing if it has no hash of the tile.
  public func at(_ size: LogSize) -> TileCoordinate? {
    let hashes = size.rawValue >> UInt64(8 * level)
    guard index <= hashes >> 8 else { return nil }
    let width = Int(min(hashes - index << 8, UInt64(Self.fullWidth)))
    return TileCoordinate(level: level, index: index, width: width)
  }
}

extension TileCoordinate: CustomStringConvertible {
  /// The path under which it is served.
  public var description: String { path }
}
