import TransparencyLog

/// A log as the storage keeps it: complete tiles, the records, and an edge that is derived from them.
struct MemoryLog {
  private(set) var edge = TreeEdge()
  private(set) var complete = CompleteTiles()
  private(set) var leaves: [MerkleHash] = []

  init(size: Int = 0) {
    for _ in 0..<size { append() }
  }

  static func entry(_ index: Int) -> [UInt8] { Array("leaf-\(index)".utf8) }

  /// Appends `leaf-0`, `leaf-1`, ….
  mutating func append() {
    append(.leaf(Self.entry(leaves.count)))
  }

  mutating func append(_ leaf: MerkleHash) {
    leaves.append(leaf)
    complete.lastLeaves.append(leaf)
    edge.append(leaf) { tile in
      complete.tiles[tile.coordinate] = tile.hashes
      if tile.coordinate.level == 0 { complete.lastLeaves = [] }
    }
  }

  var tree: MerkleTree<EdgeTileReader<CompleteTiles>> {
    MerkleTree(reading: EdgeTileReader(edge: edge, complete: complete))
  }
}

/// Complete tiles, and the leaf hashes after the last one; nothing else of the edge.
struct CompleteTiles: TileReader {
  var tiles: [TileCoordinate: [MerkleHash]] = [:]
  var lastLeaves: [MerkleHash] = []

  func hashes(level: Int, index: UInt64, width: Int) throws -> [MerkleHash] {
    if let coordinate = TileCoordinate(level: level, index: index), let tile = tiles[coordinate] {
      return tile
    }
    return level == 0 && width < TileCoordinate.fullWidth ? lastLeaves : []
  }
}

/// Counts what is read.
final class CountingReader<Base: TileReader>: TileReader {
  private let base: Base
  private(set) var reads = 0

  init(_ base: Base) { self.base = base }

  func hashes(level: Int, index: UInt64, width: Int) throws -> [MerkleHash] {
    reads += 1
    return try base.hashes(level: level, index: index, width: width)
  }
}
