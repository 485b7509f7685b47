/// Hashes of subtrees of one tree, each tile read once.
struct TileCache<Reader: TileReader> {
  private struct Place: Hashable {
    let level: Int
    let index: UInt64
  }

  private let reader: Reader
  private let size: LogSize
  private var tiles: [Place: [MerkleHash]] = [:]

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
    guard var root = peaks.popLast() else { return .emptyRoot }
    for peak in peaks.reversed() { root = .node(peak, root) }
    return root
  }

  /// The root over entries `index · 2^height ..< (index + 1) · 2^height`, all within one tile.
  private mutating func perfectRoot(height: Int, index: UInt64) throws -> MerkleHash {
    let (level, rows) = height.quotientAndRemainder(dividingBy: 8)
    let first = index << UInt64(rows)
    let hashes = try tile(level: level, index: first >> 8)
    let offset = Int(first & 0xff)
    return MerkleHash.perfectRoot(hashes[offset..<offset + 1 << rows])
  }

  private mutating func tile(level: Int, index: UInt64) throws -> [MerkleHash] {
    let place = Place(level: level, index: index)
    if let hashes = tiles[place] { return hashes }
    let width = min(size.rawValue >> UInt64(8 * level) - index << 8, UInt64(TileCoordinate.fullWidth))
    let hashes = try reader.read(TileCoordinate(checkedLevel: level, index: index, width: Int(width)))
    tiles[place] = hashes
    return hashes
  }
}
