public import TransparencyLog

/// A log as static files: `checkpoint`, `tile/…` and `tile/entries/…` (c2sp.org/tlog-tiles), in a folder or behind a
/// URL.
///
/// Whatever is read is compared: each entry with its hash in the tile of level 0, each complete tile with its hash in
/// the tile above it. So every file is checked that a log of the checkpoint's size has, wherever reading starts; what
/// stands above all tiles is the root, which whoever reads compares with the one that is signed.
///
/// The file `entries` says how many entries are served, from the first one on; of those after them, which are withheld,
/// the leaf hashes come from the tiles of level 0. If that file is missing, all must be there.
public final class PublishedLog: RecordSource {
  /// The folder or URL.
  public var name: String { files.name }
  /// The checkpoint that was served when the log was opened: also while the log goes on growing.
  public let note: SignedNote

  let size: LogSize
  private let served: LogSize
  private let files: any PublishedFiles
  /// The last tile that was read of each level above 0.
  private var upper: [Int: ServedTile] = [:]

  /// How many tiles, or bytes of entries, are read, hashed on all cores and handed out at once.
  private static let page: (tiles: UInt64, bytes: Int) = (32, 8 << 20)

  /// Reads the checkpoint of a folder.
  ///
  /// - Throws: as ``init(_:)-(any_PublishedFiles)``.
  public convenience init(_ folder: String) throws { try self.init(FolderFiles(folder)) }

  /// Reads the checkpoint.
  ///
  /// - Throws: `LedgerError`: `notALedger` if there is none, `damaged` if it is malformed.
  public init(_ files: any PublishedFiles) throws {
    self.files = files
    guard let bytes = try files.read(PublishedFolder.checkpointName, limit: SignedNote.maximumByteCount) else {
      throw LedgerError(.notALedger, "\(files.name)/checkpoint is missing: no log is published there")
    }
    do {
      note = try SignedNote(parsing: bytes)
      size = try UncheckedCheckpoint(parsing: note.text).size
    } catch {
      throw LedgerError(.damaged, "\(files.name)/checkpoint is not a signed checkpoint", cause: error)
    }
    served = min(size, try Self.served(files) ?? size)
  }

  private static func served(_ files: any PublishedFiles) throws -> LogSize? {
    guard let bytes = try files.read(PublishedFolder.entriesName, limit: 64) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    guard let count = UInt64(text.dropLast()), text == "\(count)\n" else {
      throw LedgerError(.damaged, "\(files.name)/entries is not a number of entries: “\(text)”")
    }
    return LogSize(count)
  }

  /// The records of some tiles, from a position on.
  public func records(from position: Position) throws -> [SourceRecord] {
    guard size.contains(position) else { return [] }
    let tiles = try tiles(from: position.rawValue >> 8)
    return Array(concurrentMap(tiles, \.records).joined().dropFirst(Int(position.rawValue & 0xFF)))
  }

  /// The proofs in the folder `keys`.
  public func keyChanges() throws -> [Receipt] { try files.keyChanges() }

  /// Some tiles of level 0 with their entries, from an index within the log on: hashed, and compared with what is
  /// served.
  func tiles(from index: UInt64) throws -> [HashedTile] {
    let tiles = concurrentMap(try read(from: index), HashedTile.init)
    for tile in tiles { try check(tile) }
    return tiles
  }

  // MARK: Reading

  private func read(from index: UInt64) throws -> [ServedTile] {
    files.expect(paths(from: index))
    var (tiles, bytes) = ([ServedTile](), 0)
    for index in index..<index + Self.page.tiles {
      guard bytes < Self.page.bytes, let tile = TileCoordinate(level: 0, index: index)?.at(size) else { break }
      let served = try read(tile)
      bytes += served.bundle?.bytes.count ?? 0
      tiles.append(served)
    }
    return tiles
  }

  /// The files of this page and of the next one.
  private func paths(from index: UInt64) -> [(path: String, limit: Int)] {
    (index..<index + 2 * Self.page.tiles).flatMap { index -> [(path: String, limit: Int)] in
      guard let tile = TileCoordinate(level: 0, index: index)?.at(size) else { return [] }
      let bundle = bundle(beside: tile).map { ($0.entriesPath, ServedBundle.limit(of: $0)) }
      return [(tile.path, ServedTile.limit(of: tile))] + (bundle.map { [$0] } ?? [])
    }
  }

  /// The bundle of as many entries of a tile as are served; nil if all are withheld.
  private func bundle(beside tile: TileCoordinate) -> TileCoordinate? {
    let first = tile.index << 8
    guard served.rawValue > first else { return nil }
    return TileCoordinate(
      level: 0, index: tile.index, width: Int(min(UInt64(tile.width), served.rawValue - first)))
  }

  /// A tile, and of level 0 the entries beside it: the narrow files, or those that have taken their place.
  private func read(_ tile: TileCoordinate) throws -> ServedTile {
    let found = try read(tile, ServedTile.limit, \.path)
    var served = try ServedTile(tile, file: found.file, bytes: found.bytes, name)
    if tile.level == 0, let bundle = bundle(beside: tile) {
      let found = try read(bundle, ServedBundle.limit, \.entriesPath)
      served.bundle = ServedBundle(count: bundle.width, file: found.file, bytes: found.bytes)
    }
    return served
  }

  private func read(
    _ tile: TileCoordinate, _ limit: (TileCoordinate) -> Int, _ path: KeyPath<TileCoordinate, String>
  ) throws -> (file: TileCoordinate, bytes: [UInt8]) {
    if let bytes = try files.read(tile[keyPath: path], limit: limit(tile)) { return (tile, bytes) }
    let complete = tile.complete
    if !tile.isComplete, let bytes = try files.read(complete[keyPath: path], limit: limit(complete)) {
      return (complete, bytes)
    }
    throw LedgerError(.damaged, "\(name)/\(tile[keyPath: path]) is missing")
  }

  // MARK: Checking

  private func check(_ tile: HashedTile) throws {
    if let damage = tile.damage {
      // The tile above says which of both was changed.
      let above = tile.served.isComplete ? try? hash(above: tile.served) : nil
      throw LedgerError(.damaged, damage.message(tile, above: above?.hash, name))
    }
    if let root = tile.nodes?.root { try check(tile.served, root: root) }
  }

  /// Compares a complete tile with its hash in the tile above; if that is its last one, that tile too.
  private func check(_ tile: ServedTile, root: MerkleHash) throws {
    let (above, hash) = try hash(above: tile)
    let place = Int(tile.coordinate.index & 0xFF)
    guard hash == root else {
      throw LedgerError(
        .damaged,
        "\(name)/\(above.file.path) holds another hash than that of \(tile.file.path) below it: hash \(place) (from byte \(32 * place) on), or that tile, was changed"
      )
    }
    guard place == 0xFF else { return }
    try check(above, root: .perfectRoot(above.hashes[...]))
  }

  /// The tile above a complete one, and what it holds for it.
  private func hash(above tile: ServedTile) throws -> (tile: ServedTile, hash: MerkleHash) {
    let (level, index) = (tile.coordinate.level + 1, tile.coordinate.index)
    guard let above = TileCoordinate(level: level, index: index >> 8)?.at(size) else {
      throw LedgerError(.damaged, "\(name) has no tile above \(tile.coordinate)")
    }
    if upper[level]?.coordinate != above { upper[level] = try read(above) }
    guard let served = upper[level] else { throw LedgerError(.damaged, "\(name)/\(above.path) is missing") }
    return (served, served.hashes[Int(index & 0xFF)])
  }
}
