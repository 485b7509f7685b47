import EventModel
import TransparencyLog

/// A tile as it is served, and of level 0 the entries beside it.
struct ServedTile: Sendable {
  /// Which tile of the log's size.
  let coordinate: TileCoordinate
  /// The file it was read from: that tile, or the complete one.
  let file: TileCoordinate
  /// As many hashes as the coordinate is wide.
  let hashes: [MerkleHash]
  /// The entries; nil if all of them are withheld.
  var bundle: ServedBundle?

  var isComplete: Bool { coordinate.isComplete }

  /// The most bytes that are read of a file: more than it may have, so that a wrong length is noticed and reported.
  static func limit(of tile: TileCoordinate) -> Int { tile.width * MerkleHash.byteCount + 65_536 }

  /// - Throws: `LedgerError.damaged` for a file of another length.
  init(_ coordinate: TileCoordinate, file: TileCoordinate, bytes: [UInt8], _ name: String) throws {
    guard let tile = Tile(file, bytes: bytes) else {
      throw LedgerError(
        .damaged,
        "\(name)/\(file.path) has \(bytes.count) bytes, but \(file.width) hashes have \(file.width * MerkleHash.byteCount)"
      )
    }
    (self.coordinate, self.file) = (coordinate, file)
    hashes = Array(tile.hashes.prefix(coordinate.width))
  }
}

/// An entry bundle as it is served.
struct ServedBundle: Sendable {
  /// How many of its entries are the log's.
  let count: Int
  /// The file it was read from, by the tile beside it: of that many entries, or the complete one.
  let file: TileCoordinate
  let bytes: [UInt8]

  /// The most bytes that are read of a file.
  static func limit(of bundle: TileCoordinate) -> Int { bundle.width * (EntryBundle.maximumEntryLength + 2) }
}

/// A tile of level 0 whose entries were hashed.
struct HashedTile: Sendable {
  let served: ServedTile
  /// A leaf hash for each entry; of those that are withheld, the tile's.
  let leaves: [MerkleHash]
  /// The nodes of a complete tile.
  let nodes: TileNodes?
  /// How many entries, from the first on, were there to be hashed.
  let entries: Int
  /// Where the entries and the tile contradict each other.
  let damage: BundleDamage?
  /// The entries, by their place in the bundle, that open the log or change its key.
  let keyEntries: [Int]
  /// Where each entry lies in the bundle's bytes.
  private let places: [Range<Int>]

  init(_ served: ServedTile) {
    self.served = served
    guard let bundle = served.bundle else {
      (leaves, places, entries, keyEntries, damage) = (served.hashes, [], 0, [], nil)
      nodes = served.isComplete ? TileNodes(leaves) : nil
      return
    }
    let (places, error) = EntryBundle.places(in: bundle.bytes, count: bundle.file.width)
    let hashes = places.prefix(bundle.count).map { MerkleHash.leaf(bundle.bytes.span.extracting($0)) }
    leaves = hashes + served.hashes.dropFirst(hashes.count)
    nodes = served.isComplete ? TileNodes(leaves) : nil
    (self.places, entries) = (places, hashes.count)
    keyEntries = hashes.indices.filter { index in
      if index == 0, served.coordinate.index == 0 { return true }
      let entry = bundle.bytes.span.extracting(places[index])
      return (try? EventScan(entry))?.isKeyChange(in: entry) == true
    }
    let other = hashes.indices.first { hashes[$0] != served.hashes[$0] }
    damage = other != nil || error != nil ? BundleDamage(index: other, bytes: other.map { places[$0] }, error) : nil
  }

  /// The records as a source hands them out.
  var records: [SourceRecord] { leaves.indices.map(record) }

  /// A record by its place in the tile.
  func record(_ index: Int) -> SourceRecord {
    let position = Position(served.coordinate.index << 8 + UInt64(index))
    guard index < entries, let bundle = served.bundle else {
      return SourceRecord(position: position, withheld: leaves[index])
    }
    return SourceRecord(position: position, bytes: Array(bundle.bytes[places[index]]), leafHash: leaves[index])
  }
}

/// Where a bundle is not what its tile says.
struct BundleDamage: Sendable {
  /// The first entry, by its place in the bundle, that does not have its hash.
  var index: Int?
  /// Where it lies in the file.
  var bytes: Range<Int>?
  /// Why the bundle cannot be read to its end.
  var error: EntryBundleError?

  init(index: Int?, bytes: Range<Int>?, _ error: EntryBundleError?) {
    (self.index, self.bytes, self.error) = (index, bytes, error)
  }

  /// What is wrong and where, for people; `above` is the hash that the level above holds of the tile.
  func message(_ tile: HashedTile, above: MerkleHash?, _ name: String) -> String {
    let file = "\(name)/\(tile.served.bundle?.file.entriesPath ?? "")"
    let first = tile.served.coordinate.index << 8
    guard let index, let bytes else {
      guard case .truncated(let index) = error else { return "\(file): \(error?.description ?? "cannot be read")" }
      return "\(file) ends within entry \(first + UInt64(index)), at byte \(tile.served.bundle?.bytes.count ?? 0)"
    }
    let entry = "entry \(first + UInt64(index)) in \(file) (bytes \(bytes.lowerBound) to \(bytes.upperBound))"
    let hash = "hash \(index) of \(tile.served.file.path) (from byte \(32 * index) on)"
    let rest = error.map { "; and \($0)" } ?? ""
    if let above, above == .perfectRoot(tile.served.hashes[...]) {
      return "\(entry) was changed: \(hash), which the level above confirms, is of another entry\(rest)"
    }
    if let above, above == tile.nodes?.root {
      return "\(name): \(hash) was changed: it is not that of \(entry), which the level above confirms\(rest)"
    }
    return "\(entry) does not have \(hash): one of the two was changed\(rest)"
  }
}
