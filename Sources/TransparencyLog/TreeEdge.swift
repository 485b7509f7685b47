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

  /// The hashes of each level's incomplete tile.
  private var levels: [[MerkleHash]]

  /// The edge of a tree without entries.
  public init() {
    self.init(size: .zero, levels: [])
  }

  init(size: LogSize, levels: [[MerkleHash]]) {
    self.size = size
    self.levels = levels
    peaks = levels.reversed().flatMap(Self.peaks)
  }

  /// The root of the tree (RFC 6962 §2.1); at most 63 node hashes.
  public var root: MerkleHash { .root(ofPeaks: peaks) }

  /// The incomplete tile of each level that has one, lowest first: with the complete tiles, all that is
  /// published.
  public var incompleteTiles: [Tile] {
    levels.enumerated().filter { !$1.isEmpty }.map { level, hashes in
      let index = size.rawValue >> UInt64(8 * (level + 1))
      return Tile(
        checked: TileCoordinate(checkedLevel: level, index: index, width: hashes.count), hashes: hashes)
    }
  }

  /// The hashes of the incomplete tile of that level, at most 255; none if there is no such tile.
  public func incompleteHashes(level: Int) -> [MerkleHash] {
    levels.indices.contains(level) ? levels[level] : []
  }

  /// Appends an entry by its leaf hash: one node hash in the long run.
  public mutating func append(_ leaf: MerkleHash) {
    append(leaf) { _ in }
  }

  /// Appends an entry by its leaf hash: one node hash in the long run.
  ///
  /// - Parameter completed: Called with each tile that this entry completes, level 0 first.
  /// - Throws: What `completed` throws; the edge is then as it was before.
  public mutating func append<Failure>(
    _ leaf: MerkleHash, completed: (Tile) throws(Failure) -> Void
  ) throws(Failure) {
    guard size.rawValue & 0xff == 0xff else { return try add(leaf, completed: completed) }
    var next = self
    try next.add(leaf, completed: completed)
    self = next
  }

  /// Appends the entries of a whole tile at once, where the tree ends with one.
  ///
  /// - Parameters:
  ///   - leaves: 256 leaf hashes.
  ///   - root: the root over them, as ``MerkleHash/perfectRoot(_:)`` computes it.
  ///   - completed: called with each tile that they complete, level 0 first.
  /// - Throws: What `completed` throws; the edge is then as it was before.
  package mutating func append<Failure>(
    tile leaves: [MerkleHash], root: MerkleHash, completed: (Tile) throws(Failure) -> Void
  ) throws(Failure) {
    precondition(leaves.count == TileCoordinate.fullWidth && size.rawValue & 0xff == 0, "a whole tile, at its place")
    var next = self
    if next.levels.isEmpty { next.levels.append([]) }
    next.levels[0] = leaves
    try completed(next.takeCompleteTile(level: 0))
    next.put(root, level: 1)
    try next.merge(root, height: 8, at: size.rawValue, completed: completed)
    next.size = size.advanced(by: 256)
    self = next
  }

  private mutating func add<Failure>(
    _ leaf: MerkleHash, completed: (Tile) throws(Failure) -> Void
  ) throws(Failure) {
    put(leaf, level: 0)
    try merge(leaf, height: 0, at: size.rawValue, completed: completed)
    size = size.advanced(by: 1)
  }

  /// Joins a perfect subtree with those of its size and larger to its left, as the binary digits of `place` say.
  private mutating func merge<Failure>(
    _ subtree: MerkleHash, height: Int, at place: UInt64, completed: (Tile) throws(Failure) -> Void
  ) throws(Failure) {
    var (hash, height) = (subtree, height)
    while place >> UInt64(height) & 1 == 1 {
      hash = .node(peaks.removeLast(), hash)
      height += 1
      guard height.isMultiple(of: 8) else { continue }
      try completed(takeCompleteTile(level: height / 8 - 1))
      put(hash, level: height / 8)
    }
    peaks.append(hash)
  }

  private mutating func put(_ hash: MerkleHash, level: Int) {
    if level == levels.count { levels.append([]) }
    if levels[level].isEmpty { levels[level].reserveCapacity(TileCoordinate.fullWidth) }
    levels[level].append(hash)
  }

  private mutating func takeCompleteTile(level: Int) -> Tile {
    let index = size.rawValue >> UInt64(8 * (level + 1))
    let coordinate = TileCoordinate(checkedLevel: level, index: index, width: TileCoordinate.fullWidth)
    defer { levels[level] = [] }
    return Tile(checked: coordinate, hashes: levels[level])
  }

  /// The roots of the perfect subtrees within one incomplete tile, largest first.
  private static func peaks(of hashes: [MerkleHash]) -> [MerkleHash] {
    var rest = hashes[...]
    var peaks: [MerkleHash] = []
    while !rest.isEmpty {
      let width = largestPowerOfTwo(upTo: UInt64(rest.count))
      peaks.append(.perfectRoot(rest.prefix(Int(width))))
      rest = rest.dropFirst(Int(width))
    }
    return peaks
  }
}

/// The largest power of two that is not above `value`, which is at least 1.
func largestPowerOfTwo(upTo value: UInt64) -> UInt64 {
  1 << UInt64(63 - value.leadingZeroBitCount)
}
