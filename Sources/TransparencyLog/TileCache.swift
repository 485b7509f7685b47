/// Hashes of subtrees of one tree, each tile read and hashed once.
struct TileCache<Reader: TileReader> {
  private struct Place: Hashable {
    let level: Int
    let index: UInt64
  }

  private let reader: Reader
  private let size: LogSize
  private var tiles: [Place: TileRows] = [:]

  init(reader: Reader, size: LogSize) {
    self.reader = reader
    self.size = size
  }

  /// The root over entries `start..<end`, where `start` is a multiple of the largest power of two that fits.
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
    let (level, row) = height.quotientAndRemainder(dividingBy: 8)
    let first = index << UInt64(row)
    let rows = try tile(level: level, index: first >> 8)
    return rows[row, Int(first & 0xff) >> row]
  }

  private mutating func tile(level: Int, index: UInt64) throws -> TileRows {
    let place = Place(level: level, index: index)
    if let rows = tiles[place] { return rows }
    let width = min(size.rawValue >> UInt64(8 * level) - index << 8, UInt64(TileCoordinate.fullWidth))
    let tile = TileCoordinate(checkedLevel: level, index: index, width: Int(width))
    let rows = TileRows(try reader.read(tile))
    tiles[place] = rows
    return rows
  }
}

/// The hashes of a tile and, above them, of the nodes that they make up: at most 255 node hashes.
private struct TileRows {
  private var rows: [[MerkleHash]]

  init(_ hashes: [MerkleHash]) {
    rows = [hashes]
    while let below = rows.last, below.count > 1, rows.count < 8 {
      rows.append((0..<below.count / 2).map { .node(below[2 * $0], below[2 * $0 + 1]) })
    }
  }

  /// The root over `2^row` hashes of the tile.
  subscript(row: Int, place: Int) -> MerkleHash { rows[row][place] }
}
