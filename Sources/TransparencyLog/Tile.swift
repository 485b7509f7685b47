/// The hashes of one tile, served as they are: 32 bytes each, one after the other (c2sp.org/tlog-tiles).
public struct Tile: Sendable, Hashable {
  /// Which tile it is, and how wide.
  public let coordinate: TileCoordinate

  /// As many hashes as the coordinate's width.
  public let hashes: [MerkleHash]

  /// A tile of these hashes; nothing if their number is not the coordinate's width.
  public init?(_ coordinate: TileCoordinate, hashes: [MerkleHash]) {
    guard hashes.count == coordinate.width else { return nil }
    self.init(checked: coordinate, hashes: hashes)
  }

  /// The tile in these bytes; nothing if there are not exactly 32 for each hash.
  public init?(_ coordinate: TileCoordinate, bytes: [UInt8]) {
    guard bytes.count == coordinate.width * MerkleHash.byteCount else { return nil }
    let raw = bytes.span.bytes
    self.init(
      checked: coordinate,
      hashes: (0..<coordinate.width).map { MerkleHash(raw, at: $0 * MerkleHash.byteCount) })
  }

  init(checked coordinate: TileCoordinate, hashes: [MerkleHash]) {
    self.coordinate = coordinate
    self.hashes = hashes
  }

  /// The bytes to store or serve: 8,192 for a complete tile.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(hashes.count * MerkleHash.byteCount)
    for hash in hashes { hash.append(to: &bytes) }
    return bytes
  }

  /// The hash that a complete tile contributes to the level above; nothing while it is incomplete.
  public var root: MerkleHash? {
    coordinate.isComplete ? MerkleHash.perfectRoot(hashes[...]) : nil
  }
}
