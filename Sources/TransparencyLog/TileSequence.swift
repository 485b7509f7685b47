/// The tiles that a log of one size serves and one of a smaller size did not, lowest level first.
///
/// It is walked, not stored: the size in a stranger's checkpoint costs no memory.
public struct TileSequence: Sendable, Sequence {
  private let oldSize: LogSize
  private let newSize: LogSize
  private let levels: Int

  init(from oldSize: LogSize, to newSize: LogSize, levels: Int) {
    self.oldSize = oldSize
    self.newSize = newSize
    self.levels = levels
  }

  /// Starts at the first new tile of level 0.
  public func makeIterator() -> Iterator {
    Iterator(sequence: self)
  }

  /// Walks level after level.
  public struct Iterator: IteratorProtocol {
    private let sequence: TileSequence
    private var level: Int
    private var index: UInt64

    init(sequence: TileSequence) {
      self.sequence = sequence
      level = 0
      index = sequence.oldSize.rawValue >> 8
    }

    /// The next tile, if there is one.
    public mutating func next() -> TileCoordinate? {
      while level < sequence.levels {
        let shift = UInt64(8 * level)
        let old = sequence.oldSize.rawValue >> shift
        let new = sequence.newSize.rawValue >> shift
        if new == 0 { return nil }
        let first = index << 8
        if new > old, first < new, index <= new >> 8 {
          defer { index += 1 }
          let width = Swift.min(new - first, UInt64(TileCoordinate.fullWidth))
          return TileCoordinate(checkedLevel: level, index: index, width: Int(width))
        }
        level += 1
        index = sequence.oldSize.rawValue >> UInt64(8 * (level + 1))
      }
      return nil
    }
  }
}

extension TileCoordinate {
  /// The tiles that a log of that size serves: complete ones, and the incomplete last one of each level.
  public static func tiles(for size: LogSize) -> TileSequence {
    tiles(from: .zero, to: size)
  }

  /// The tiles that a log of the new size serves and one of the old size did not; none unless it is larger.
  public static func tiles(from oldSize: LogSize, to newSize: LogSize) -> TileSequence {
    TileSequence(from: oldSize, to: newSize, levels: 8)
  }

  /// The entry bundles that a log of that size serves, each by the tile of level 0 beside it.
  public static func bundles(for size: LogSize) -> TileSequence {
    bundles(from: .zero, to: size)
  }

  /// The entry bundles that a log of the new size serves and one of the old size did not.
  public static func bundles(from oldSize: LogSize, to newSize: LogSize) -> TileSequence {
    TileSequence(from: oldSize, to: newSize, levels: 1)
  }
}
