import EventModel
import LMDB
import TransparencyLog

/// The tiles of a log within one transaction: complete ones from their table, the edge from records and
/// the tiles below.
struct LogTiles: TileReader {
  let transaction: LentTransaction
  let tables: LogTables

  func hashes(level: Int, index: UInt64, width: Int) throws -> [MerkleHash] {
    if let bytes = try storedTile(level, index), let coordinate = TileCoordinate(level: level, index: index) {
      guard let tile = Tile(coordinate, bytes: bytes) else {
        throw LedgerError(.damaged, "tile \(coordinate.path) cannot be read")
      }
      return tile.hashes
    }
    let first = index * UInt64(TileCoordinate.fullWidth)
    let range = first..<first + UInt64(width)
    if level == 0 { return try leaves(in: range) }
    return try range.map { below in
      let hashes = try hashes(level: level - 1, index: below, width: TileCoordinate.fullWidth)
      guard let coordinate = TileCoordinate(level: level - 1, index: below),
        let root = Tile(coordinate, hashes: hashes)?.root
      else { throw LedgerError(.damaged, "tile \(level - 1)/\(below) is not complete") }
      return root
    }
  }

  private func storedTile(_ level: Int, _ index: UInt64) throws -> [UInt8]? {
    try transaction.get(pairKey(UInt64(level), index).span, in: tables.tiles) { $0.bytes(0..<$0.count) }
  }

  private func leaves(in range: Range<UInt64>) throws -> [MerkleHash] {
    var hashes: [MerkleHash] = []
    try transaction.forEach(in: tables.records, from: range.lowerBound, limit: range.count) { _, record in
      hashes.append(.leaf(record))
      return true
    }
    return hashes
  }
}

/// Lends the tiles of a log for as long as a transaction runs.
func withTiles<Result>(
  _ transaction: borrowing some Transaction & ~Copyable, _ tables: LogTables,
  _ body: (LogTiles) throws -> Result
) throws -> Result {
  try transaction.lend { try body(LogTiles(transaction: $0, tables: tables)) }
}
