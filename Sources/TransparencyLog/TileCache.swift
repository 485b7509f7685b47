/// Roots of subtrees of one tree: kept ones as they are, of other tiles each read and hashed once.
struct TileCache<Reader: TileReader> {
  private struct Place: Hashable {
    let level: Int
    let index: UInt64
  }

  private let reader: Reader
  private let size: LogSize
  private var tiles: [Place: TileNodes] = [:]

  init(reader: Reader, size: LogSize) {
    self.reader = reader
    self.size = size
  }

  /// The root over entries `start..<end`, if `start` is a multiple of the largest power of two that fits.
  mutating func root(from start: UInt64, to end: UInt64) throws -> MerkleHash {
    var peaks: [MerkleHash] = []
    var start = start
    while start < end {
      let width = largestPowerOfTwo(upTo: end - start)
      peaks.append(try perfectRoot(height: width.trailingZeroBitCount, index: start / width))
      start += width
    }
    return MerkleHash.root(ofPeaks: peaks)
  }

  /// The root over entries `index · 2^height ..< (index + 1) · 2^height`, all within one tile.
  private mutating func perfectRoot(height: Int, index: UInt64) throws -> MerkleHash {
    if let node = try reader.node(height: height, index: index) { return node }
    let (level, row) = height.quotientAndRemainder(dividingBy: 8)
    let first = index << UInt64(row)
    return try tile(level: level, index: first >> 8)[row, Int(first & 0xff) >> row]
  }

  private mutating func tile(level: Int, index: UInt64) throws -> TileNodes {
    let place = Place(level: level, index: index)
    if let nodes = tiles[place] { return nodes }
    let width = min(size.rawValue >> UInt64(8 * level) - index << 8, UInt64(TileCoordinate.fullWidth))
    let tile = TileCoordinate(checkedLevel: level, index: index, width: Int(width))
    let nodes = TileNodes(try reader.read(tile))
    tiles[place] = nodes
    return nodes
  }
}
