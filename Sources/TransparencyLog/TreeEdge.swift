/// The right edge of a growing tree: all that is needed to append, and to know the root.
///
/// A value: append to a copy, commit, then replace the original.
///
/// ```swift
/// var edge = TreeEdge()
/// try edge.append(.leaf(record)) { tile in try transaction.put(tile) }
/// edge.root
/// ```
public struct TreeEdge: Sendable, Hashable {
  /// The number of entries.
  public private(set) var size: LogSize

  /// Roots of the perfect subtrees that make up the tree, one for each binary digit 1 of the size, largest
  /// first.
  private var peaks: [MerkleHash]

  /// Each level's incomplete tile.
  private var levels: [TileNodes]

  /// The edge of a tree without entries.
  public init() {
    self.init(size: .zero, levels: [])
  }

  init(size: LogSize, levels: [TileNodes]) {
    self.size = size
    self.levels = levels
    peaks = levels.reversed().flatMap(\.peaks)
  }

  /// The root of the tree (RFC 6962 §2.1); at most 63 node hashes.
  public var root: MerkleHash { .root(ofPeaks: peaks) }

  /// The incomplete tile of each level that has one, lowest first: with the complete tiles, all that is
  /// published.
  public var incompleteTiles: [Tile] {
    incompleteNodes.map { Tile(checked: $0, hashes: $1.hashes) }
  }

  /// The incomplete tile of each level that has one, lowest first, with the nodes above its hashes.
  package var incompleteNodes: [(coordinate: TileCoordinate, nodes: TileNodes)] {
    levels.enumerated().filter { $1.width > 0 }.map { level, nodes in
      let index = size.rawValue >> UInt64(8 * (level + 1))
      return (TileCoordinate(checkedLevel: level, index: index, width: nodes.width), nodes)
    }
  }

  /// The hashes of the incomplete tile of that level, at most 255; none if there is no such tile.
  public func incompleteHashes(level: Int) -> [MerkleHash] {
    levels.indices.contains(level) ? levels[level].hashes : []
  }

  /// Appends an entry by its leaf hash: one node hash in the long run.
  public mutating func append(_ leaf: MerkleHash) {
    append(leaf) { (_, _) in }
  }

  /// Appends an entry by its leaf hash: one node hash in the long run.
  ///
  /// - Parameter completed: Called with each tile that this entry completes, level 0 first.
  /// - Throws: What `completed` throws; the edge is then as it was before.
  public mutating func append<Failure>(
    _ leaf: MerkleHash, completed: (Tile) throws(Failure) -> Void
  ) throws(Failure) {
    try append(leaf) { (coordinate, nodes) throws(Failure) in
      try completed(Tile(checked: coordinate, hashes: nodes.hashes))
    }
  }

  /// Appends an entry by its leaf hash: one node hash in the long run.
  ///
  /// - Parameter completed: called with each tile that this entry completes, level 0 first, and the nodes within it.
  /// - Throws: What `completed` throws; the edge is then as it was before.
  package mutating func append<Failure>(
    _ leaf: MerkleHash, completed: (TileCoordinate, TileNodes) throws(Failure) -> Void
  ) throws(Failure) {
    guard size.rawValue & 0xff == 0xff else { return try add(leaf, completed: completed) }
    var next = self
    try next.add(leaf, completed: completed)
    self = next
  }

  /// Appends the entries of a whole tile at once, if the tree ends with one.
  ///
  /// - Parameters:
  ///   - tile: a complete tile of level 0.
  ///   - completed: called with each tile that it completes, level 0 first, and the nodes within it.
  /// - Throws: What `completed` throws; the edge is then as it was before.
  package mutating func append<Failure>(
    tile: TileNodes, completed: (TileCoordinate, TileNodes) throws(Failure) -> Void
  ) throws(Failure) {
    precondition(tile.isComplete && size.rawValue & 0xff == 0, "a whole tile, at its place")
    var next = self
    if next.levels.isEmpty { next.levels.append(TileNodes()) }
    next.levels[0] = tile
    try next.finishTile(level: 0, completed)
    next.put(tile.root, height: 8)
    try next.merge(tile.root, height: 8, at: size.rawValue, completed: completed)
    next.size = size.advanced(by: 256)
    self = next
  }

  private mutating func add<Failure>(
    _ leaf: MerkleHash, completed: (TileCoordinate, TileNodes) throws(Failure) -> Void
  ) throws(Failure) {
    put(leaf, height: 0)
    try merge(leaf, height: 0, at: size.rawValue, completed: completed)
    size = size.advanced(by: 1)
  }

  /// Joins a perfect subtree with those of its size and larger to its left, as the binary digits of `place` say.
  private mutating func merge<Failure>(
    _ subtree: MerkleHash, height: Int, at place: UInt64, completed: (TileCoordinate, TileNodes) throws(Failure) -> Void
  ) throws(Failure) {
    var (hash, height) = (subtree, height)
    while place >> UInt64(height) & 1 == 1 {
      hash = .node(peaks.removeLast(), hash)
      height += 1
      if height.isMultiple(of: 8) {
        levels[height / 8 - 1].put(hash, row: 8)
        try finishTile(level: height / 8 - 1, completed)
      }
      put(hash, height: height)
    }
    peaks.append(hash)
  }

  /// Puts the root over `2^height` entries, the last ones of the tree, into the tile where it belongs.
  private mutating func put(_ hash: MerkleHash, height: Int) {
    let (level, row) = height.quotientAndRemainder(dividingBy: 8)
    if level == levels.count { levels.append(TileNodes()) }
    levels[level].put(hash, row: row)
  }

  private mutating func finishTile<Failure>(
    level: Int, _ completed: (TileCoordinate, TileNodes) throws(Failure) -> Void
  ) throws(Failure) {
    let index = size.rawValue >> UInt64(8 * (level + 1))
    let coordinate = TileCoordinate(checkedLevel: level, index: index, width: TileCoordinate.fullWidth)
    try completed(coordinate, levels[level])
    levels[level] = TileNodes()
  }
}

/// The largest power of two that is not above `value`, which is at least 1.
func largestPowerOfTwo(upTo value: UInt64) -> UInt64 {
  1 << UInt64(63 - value.leadingZeroBitCount)
}
