import Glibc
public import TransparencyLog

/// A log as static files: `checkpoint`, `tile/…` and `tile/entries/…` (c2sp.org/tlog-tiles).
///
/// Where an entry bundle ends before its tile, or is not there, its records are withheld: their leaf hashes come from
/// the tiles of level 0.
public final class TileFolder: RecordSource {
  /// The folder.
  public let name: String
  /// The checkpoint that lies there.
  public let note: SignedNote

  private let size: LogSize

  /// Reads the folder's checkpoint.
  ///
  /// - Throws: `LedgerError` where it cannot be read; `NoteError`, `CheckpointError` where it is none.
  public init(_ folder: String) throws {
    name = folder
    note = try SignedNote(parsing: Files.read(folder + "/checkpoint"))
    size = try UncheckedCheckpoint(parsing: note.text).size
  }

  /// The rest of the bundle that holds the position.
  public func records(from position: Position) throws -> [SourceRecord] {
    let width = UInt64(TileCoordinate.fullWidth)
    guard size.contains(position),
      let tile = TileCoordinate(level: 0, index: position.rawValue / width)?.at(size)
    else { return [] }
    let first = tile.index * width
    let entries = try entries(of: tile)
    var records = entries.enumerated().map { SourceRecord(position: Position(first + UInt64($0)), bytes: $1) }
    if entries.count < tile.width {
      let hashes = try hashes(of: tile)
      for place in entries.count..<tile.width {
        records.append(SourceRecord(position: Position(first + UInt64(place)), withheld: hashes[place]))
      }
    }
    return Array(records.dropFirst(Int(position.rawValue - first)))
  }

  /// The proofs in the folder `keys`.
  public func keyChanges() throws -> [Receipt] { try PublishedFolder(name).keyChanges() }

  /// As many entries of a tile as are published: its own bundle, the complete one, or a narrower one.
  private func entries(of tile: TileCoordinate) throws -> [[UInt8]] {
    for bundle in [tile, tile.complete] where Files.exists("\(name)/\(bundle.entriesPath)") {
      return Array(try decode(bundle).prefix(tile.width))
    }
    let place = "\(name)/\(tile.complete.entriesPath).p"
    guard Files.exists(place) else { return [] }
    let widest = try Files.list(place).compactMap { Int($0) }.filter { $0 < tile.width }.max()
    guard let widest, let bundle = TileCoordinate(level: 0, index: tile.index, width: widest) else { return [] }
    return try decode(bundle)
  }

  private func decode(_ bundle: TileCoordinate) throws -> [[UInt8]] {
    // 256 entries of at most 65,535 bytes, each behind two bytes of length.
    let limit = bundle.width * (EntryBundle.maximumEntryLength + 2)
    let bytes = try Files.read("\(name)/\(bundle.entriesPath)", limit: limit)
    do { return try EntryBundle.decode(bytes, count: bundle.width) } catch {
      throw LedgerError(.damaged, "\(bundle.entriesPath) cannot be read: \(error)")
    }
  }

  private func hashes(of tile: TileCoordinate) throws -> [MerkleHash] {
    for tile in [tile, tile.complete] where Files.exists("\(name)/\(tile.path)") {
      guard let read = Tile(tile, bytes: try Files.read("\(name)/\(tile.path)")) else {
        throw LedgerError(.damaged, "\(tile.path) does not have \(tile.width) hashes")
      }
      return read.hashes
    }
    throw LedgerError(.damaged, "\(tile.path) is missing")
  }
}
