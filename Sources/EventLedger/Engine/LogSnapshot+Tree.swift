import EventModel
import LMDB
import LogAudit
package import TransparencyLog

/// The tiles of a log: those that are kept from their table, the rest from the records.
extension LogSnapshot: TileReader {
  package func hashes(level: Int, index: UInt64, width: Int) throws -> [MerkleHash] {
    if let hashes = try storedHashes(level, index), hashes.count >= width { return hashes }
    guard level == 0 else {
      throw LedgerError(.damaged, "tile \(level)/\(index) is missing, or has fewer than \(width) hashes")
    }
    return try leafHashes(from: index << 8, count: width)
  }

  package func node(height: Int, index: UInt64) throws -> MerkleHash? {
    let (level, row) = height.quotientAndRemainder(dividingBy: 8)
    let first = index << UInt64(row)
    let (tile, place) = (first >> 8, Int(first & 0xFF) >> row)
    let key = pairKey(UInt64(level), tile)
    if let node = try transaction.get(key.span, in: tables.tiles, { StoredTile.node($0, row: row, place: place) }) {
      guard let node else { throw LedgerError(.damaged, "tile \(level)/\(tile) cannot be read, or is too short") }
      return node
    }
    guard level == 0 else { return nil }
    return try leaves.node(tile: tile, row: row, place: place) {
      try leafHashes(from: tile << 8 + UInt64($0), count: $1)
    }
  }

  private func storedHashes(_ level: Int, _ index: UInt64) throws -> [MerkleHash]? {
    try transaction.get(pairKey(UInt64(level), index).span, in: tables.tiles) { bytes in
      guard let hashes = StoredTile.hashes(bytes) else {
        throw LedgerError(.damaged, "tile \(level)/\(index) cannot be read")
      }
      return hashes
    }
  }

  private func leafHashes(from position: UInt64, count: Int) throws -> [MerkleHash] {
    var hashes: [MerkleHash] = []
    try forEachRecord(from: position, limit: count) { _, record in
      hashes.append(.leaf(record))
      return true
    }
    return hashes
  }
}
